"""json: all that is known of one article, its removals and the source of each field included."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any

from newsclean.writers.format import Format

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsclean.model import Article

_NESTING = frozenset((dict, list))
_INNER = "\n  "


def render(article: Article) -> bytes:
    """One object, indented by two, in the order of `Article.to_dict`; UTF-8, unescaped."""
    fields = replace(article, removals=()).to_dict()
    lines = [
        f'"{name}": {_removals(article) if name == "removals" else indented(value, _INNER)}'
        for name, value in fields.items()
    ]
    return ("{" + _INNER + f",{_INNER}".join(lines) + "\n}\n").encode("utf-8", "replace")


def _removals(article: Article) -> str:
    """The removals as `Article.to_dict` has them; they are most of a file, and so written in a third of the time."""
    text = article.page_text
    rows = [
        f"""{{
      "rule": {quoted(removal.rule)},
      "category": {quoted(removal.category)},
      "stage": {quoted(removal.stage)},
      "start": {removal.start},
      "end": {removal.end},
      "text": {quoted(text[removal.start : removal.end])}
    }}"""
        for removal in article.removals
    ]
    return _listed(rows, _INNER) if rows else "[]"


def indented(value: Any, margin: str = "\n") -> str:
    """As `json.dumps(value, ensure_ascii=False, indent=2)`, which is written in Python and takes twice as long.

    `value` is of what JSON has: dicts with names of str, lists, str, numbers, booleans and None.
    """
    if not value or type(value) not in _NESTING:
        return _encoder("").encode(value)
    inner = margin + "  "
    if type(value) is dict:
        if _is_flat(value.values()):
            return f"{{{inner}{_encoder(inner).encode(value)[1:-1]}{margin}}}"
        body = f",{inner}".join(f"{quoted(key)}: {indented(each, inner)}" for key, each in value.items())
        return f"{{{inner}{body}{margin}}}"
    return _listed([indented(each, inner) for each in value], margin)


def _listed(values: Iterable[str], margin: str) -> str:
    return f"[{margin}  " + f",{margin}  ".join(values) + f"{margin}]"


def _is_flat(values: Iterable[Any]) -> bool:
    return _NESTING.isdisjoint(map(type, values))


@cache
def _encoder(margin: str) -> json.JSONEncoder:
    """Puts a margin behind the comma between two entries."""
    return json.JSONEncoder(ensure_ascii=False, separators=(f",{margin}", ": "))


FORMAT = Format(".json", render)
