"""`<meta>` tags: Open Graph, Dublin Core and the other vocabularies of `vocabularies.py`, all in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import LIST_FIELDS, Claim, one_line
from newsclean.metadata.vocabularies import VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsclean.metadata.parts import PageParts

_NAMES = [(name, field, source) for source, table in VOCABULARIES.items() for name, field in table.items()]
#: Name -> its place among all.
_PLACES = {name: place for place, (name, _, _) in enumerate(_NAMES)}


def read(parts: PageParts) -> Iterator[Claim]:
    """Claims of the names that the page uses, in the order of the tables, and of the root element's language."""
    metas = parts.metas
    for place in sorted([_PLACES[name] for name in metas if name in _PLACES]):
        name, field, source = _NAMES[place]
        contents = metas[name]
        if raw := _several(contents) if field in LIST_FIELDS else _first(contents):
            yield Claim(field, raw, source, name)
    if language := parts.html.get("lang") or parts.html.get("xml:lang"):
        yield Claim("language", language, "html", "")


def _first(contents: Sequence[str]) -> str:
    """The first content that is not blank."""
    for content in contents:
        if not content.isspace():
            return content
    return ""


def _several(contents: Sequence[str]) -> str:
    """All contents, one to a line."""
    if len(contents) == 1:
        return one_line(contents[0])
    return "\n".join(dict.fromkeys(line for content in contents if (line := one_line(content))))
