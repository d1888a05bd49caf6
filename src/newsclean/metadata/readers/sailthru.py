"""Sailthru (https://getstarted.meetmarigold.com/sailthru/meta-tags/)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim, from_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts

SOURCE = "sailthru"
_FIELDS = {
    "sailthru.title": "title",
    "sailthru.author": "authors",
    "sailthru.date": "published",
    "sailthru.description": "description",
    "sailthru.image.full": "image",
    "sailthru.section": "section",
    "sailthru.tags": "tags",
}


def read(parts: PageParts) -> Iterator[Claim]:
    """Claims of `sailthru.*`."""
    return from_keys(parts.metas, _FIELDS, SOURCE)
