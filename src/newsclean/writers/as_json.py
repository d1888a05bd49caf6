"""json: all that is known of one article, its removals and the source of each field included."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsclean.writers.format import Format

if TYPE_CHECKING:
    from newsclean.model import Article


def render(article: Article) -> bytes:
    """One object, indented by two, in the order of `Article.to_dict`; UTF-8, unescaped."""
    return (json.dumps(article.to_dict(), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


FORMAT = Format(".json", render)
