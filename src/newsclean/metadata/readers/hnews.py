"""hNews and h-entry class names (http://microformats.org/wiki/hnews, http://microformats.org/wiki/h-entry)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.header import Header
    from newsclean.metadata.parts import PageParts

SOURCE = "hnews"
_FIELDS = (
    ("title", re.compile(r"(?<!\S)(?:entry-title|p-name)(?!\S)")),
    ("authors", re.compile(r"(?<!\S)(?:fn|p-author|author vcard|vcard author)(?!\S)")),
    ("published", re.compile(r"(?<!\S)(?:published|dt-published|entry-date)(?!\S)")),
    ("modified", re.compile(r"(?<!\S)(?:updated|dt-updated)(?!\S)")),
)
_MOST_CHARS = 200


def read(parts: PageParts, header: Header) -> Iterator[Claim]:
    """Claims of the blocks around the headline whose own element has one of the class names."""
    containers = parts.document.containers
    seen: set[str] = set()
    for block in header.near:
        hint = containers[block.container].hint
        if not hint or len(block.text) > _MOST_CHARS:
            continue
        for field, pattern in _FIELDS:
            if field not in seen and pattern.search(hint):
                seen.add(field)
                yield Claim(field, block.text, SOURCE)
