"""json: all that is known of one article, its removals and the source of each field included."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from newsclean.writers.format import Format

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsclean.model import Article

_NESTING = frozenset((dict, list))


def render(article: Article) -> bytes:
    """One object, indented by two, in the order of `Article.to_dict`; UTF-8, unescaped."""
    return (indented(article.to_dict()) + "\n").encode("utf-8", "replace")


def indented(value: Any, margin: str = "\n") -> str:
    """As `json.dumps(value, ensure_ascii=False, indent=2)`, which is written in Python and takes twice as long.

    `value` is of what JSON has: dicts with names of str, lists, str, numbers, booleans and None.
    """
    if not value or type(value) not in _NESTING:
        return _encoder("").encode(value)
    inner = margin + "  "
    if type(value) is dict:
        if _is_flat(value.values()):
            body = _encoder(inner).encode(value)[1:-1]
        else:
            body = f",{inner}".join(
                f"{_encoder('').encode(key)}: {indented(each, inner)}" for key, each in value.items()
            )
        return f"{{{inner}{body}{margin}}}"
    if all(type(row) is dict and row and _is_flat(row.values()) for row in value):
        body = _records(value, inner)
    else:
        body = f",{inner}".join(indented(each, inner) for each in value)
    return f"[{inner}{body}{margin}]"


def _records(rows: list[dict[str, Any]], margin: str) -> str:
    """Flat objects, encoded in one go: a NUL, which no JSON holds, marks where lines are to end."""
    inner = margin + "  "
    text = _encoder("\0").encode(rows)[2:-2]
    text = text.replace("},\0{", f"{margin}}},{margin}{{{inner}").replace(",\0", f",{inner}")
    return f"{{{inner}{text}{margin}}}"


def _is_flat(values: Iterable[Any]) -> bool:
    return _NESTING.isdisjoint(map(type, values))


@cache
def _encoder(margin: str) -> json.JSONEncoder:
    """Puts a margin behind the comma between two entries."""
    return json.JSONEncoder(ensure_ascii=False, separators=(f",{margin}", ": "))


FORMAT = Format(".json", render)
