"""jsonl: an article a line, each the object that json holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsclean.writers.format import Format

if TYPE_CHECKING:
    from newsclean.model import Article


def render(article: Article) -> bytes:
    """One line."""
    return (json.dumps(article.to_dict(), ensure_ascii=False) + "\n").encode("utf-8", "replace")


FORMAT = Format(".jsonl", render, collected=True)
