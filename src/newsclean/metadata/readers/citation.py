"""Highwire Press tags, which scholars' search engines read (`citation_*`), with the older `bepress_` and `eprints.`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim, from_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts

SOURCE = "citation"
_FIELDS = {
    "citation_title": "title",
    "citation_author": "authors",
    "citation_authors": "authors",
    "citation_publication_date": "published",
    "citation_online_date": "published",
    "citation_date": "published",
    "citation_journal_title": "site",
    "citation_publisher": "site",
    "citation_language": "language",
    "citation_keywords": "tags",
    "bepress_citation_title": "title",
    "bepress_citation_author": "authors",
    "bepress_citation_date": "published",
    "eprints.title": "title",
    "eprints.creators_name": "authors",
    "eprints.date": "published",
}


def read(parts: PageParts) -> Iterator[Claim]:
    """Claims of `citation_*`; one tag holds one author, at times the family name first."""
    return from_keys(parts.metas, _FIELDS, SOURCE)
