"""Microdata (HTML, "Microdata") and RDFa Lite (https://www.w3.org/TR/rdfa-lite/) of schema.org, outside `<meta>`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.metadata.claim import LIST_FIELDS, Claim
from newsclean.metadata.parts import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsclean.metadata.parts import Element

SOURCE = "microdata"
_FIELDS = {
    "headline": "title",
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "modified",
    "author": "authors",
    "creator": "authors",
    "articlesection": "section",
    "keywords": "tags",
}
_SEVERAL = LIST_FIELDS | {"published", "modified"}
#: Attributes that hold an item property's value rather than the element's text.
_VALUE_ATTRIBUTES = ("content", "datetime", "title")


def read(marked: Sequence[Element]) -> Iterator[Claim]:
    """Claims of `itemprop`, then of `property`: of authors all, of other values the first, but of days none where
    there are several, for they are those of teasers."""
    for attribute, source in (("itemprop", SOURCE), ("property", "rdfa")):
        found: dict[str, list[str]] = {}
        for element in marked:
            for field in _fields(element.attributes.get(attribute)):
                if (field not in found or field in _SEVERAL) and (value := _value(element, field)):
                    found.setdefault(field, []).append(value)
        for field, values in found.items():
            several = dict.fromkeys(values)
            if len(several) == 1 or field in LIST_FIELDS:
                yield Claim(field, "\n".join(several), source)


@lru_cache(maxsize=500)
def _fields(names: str | None) -> tuple[str, ...]:
    """The fields that an attribute's names stand for."""
    words = [name.rpartition(":")[2] for name in (names or "").lower().split()]
    return tuple(_FIELDS[word] for word in words if word in _FIELDS)


def _value(element: Element, field: str) -> str:
    if field in ("published", "modified"):
        for name in _VALUE_ATTRIBUTES:
            if value := element.attributes.get(name):
                return value.strip()
        inner = element.node.css_first("[datetime], [content]")
        if inner is not None:
            return (inner.attributes.get("datetime") or inner.attributes.get("content") or "").strip()
    if field == "authors":
        named = element.node.css_first("[itemprop~=name], [property~=name], [property~='schema:name']")
        if named is not None:
            content = named.attributes.get("content")
            return " ".join(content.split()) if content else text_of(named)
        return element.text
    return (element.attributes.get("content") or "").strip() or element.text
