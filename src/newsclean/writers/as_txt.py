"""txt: the title, a blank line, the blocks parted by blank lines, one newline at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.model import BLOCK_BREAK
from newsclean.writers.format import Format

if TYPE_CHECKING:
    from newsclean.model import Article


def render(article: Article) -> bytes:
    """Title and text; no title line where there is no title."""
    parts = [part for part in (article.title, article.text) if part]
    return (BLOCK_BREAK.join(parts) + "\n").encode("utf-8", "replace")


#: Articles on one stream are parted by a line that holds one form feed, the ASCII sign for a new page.
FORMAT = Format(".txt", render, separator=b"\f\n")
