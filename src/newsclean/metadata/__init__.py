"""What a page or a scraped text says of its article, and where it says it."""

from newsclean.metadata.languages import language_of, settle_language
from newsclean.metadata.page import read_page
from newsclean.metadata.text import read_text

__all__ = ["language_of", "read_page", "read_text", "settle_language"]
