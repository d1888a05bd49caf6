"""hNews and h-entry class names (http://microformats.org/wiki/hnews, http://microformats.org/wiki/h-entry)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim
from newsclean.metadata.header import HINTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.header import Header
    from newsclean.metadata.parts import PageParts

SOURCE = "hnews"
_FIELDS = {
    "entry-title": "title", "p-name": "title", "fn": "authors", "p-author": "authors", "published": "published",
    "dt-published": "published", "entry-date": "published", "updated": "modified", "dt-updated": "modified",
}  # fmt: skip
_MOST_CHARS = 200


def read(parts: PageParts, header: Header) -> Iterator[Claim]:
    """Claims of the blocks around the headline whose own element has one of the class names."""
    containers = parts.document.containers
    seen: set[str] = set()
    for block in header.near:
        if len(block.text) > _MOST_CHARS:
            continue
        for field in _said(containers[block.container].hint):
            if field not in seen:
                seen.add(field)
                yield Claim(field, block.text, SOURCE)


@lru_cache(maxsize=HINTS)
def _said(hint: str) -> tuple[str, ...]:
    """The fields that class names speak of."""
    words = hint.split()
    fields = [_FIELDS[word] for word in words if word in _FIELDS]
    if "vcard" in words and ("author vcard" in hint or "vcard author" in hint):
        fields.append("authors")
    return tuple(fields)
