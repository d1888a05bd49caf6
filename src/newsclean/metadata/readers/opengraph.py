"""Open Graph (https://ogp.me/), with `article:*`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim, from_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts

SOURCE = "opengraph"
_FIELDS = {
    "og:title": "title",
    "og:site_name": "site",
    "og:description": "description",
    "og:image": "image",
    "og:image:url": "image",
    "og:image:secure_url": "image",
    "og:locale": "language",
    "article:published_time": "published",
    "og:article:published_time": "published",
    "og:published_time": "published",
    "og:pubdate": "published",
    "article:published": "published",
    "article:modified_time": "modified",
    "og:article:modified_time": "modified",
    "article:modified": "modified",
    "og:updated_time": "modified",
    "article:author:name": "authors",
    "article:author": "authors",
    "og:article:author": "authors",
    "og:author": "authors",
    "article:section": "section",
    "og:article:section": "section",
    "article:tag": "tags",
    "og:article:tag": "tags",
    "og:url": "canonical_url",
}


def read(parts: PageParts) -> Iterator[Claim]:
    """Claims of `og:*` and `article:*`. An author is often a profile's address, which the chooser leaves out."""
    return from_keys(parts.metas, _FIELDS, SOURCE)
