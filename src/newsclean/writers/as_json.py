"""json: all that is known of one article, its removals and the source of each field included."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from newsclean.writers.format import Format

if TYPE_CHECKING:
    from newsclean.model import Article


def render(article: Article) -> bytes:
    """One object, indented by two, in the order of `Article.to_dict`; UTF-8, unescaped."""
    return (indented(article.to_dict()) + "\n").encode("utf-8", "replace")


def indented(value: Any, margin: str = "") -> str:
    """As `json.dumps(value, ensure_ascii=False, indent=2)`, which leaves its fast path when it indents: a third of
    the time, and pages have hundreds of removals. Keys are strings."""
    if isinstance(value, str):
        return encode_basestring(value)
    inner = margin + "  "
    if isinstance(value, dict) and value:
        fields = [f"{inner}{encode_basestring(key)}: {indented(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(fields) + f"\n{margin}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join([inner + indented(item, inner) for item in value]) + f"\n{margin}]"
    return json.dumps(value)


FORMAT = Format(".json", render)
