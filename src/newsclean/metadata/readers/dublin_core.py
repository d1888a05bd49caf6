"""Dublin Core in `<meta>` (https://www.dublincore.org/specifications/dublin-core/dc-html/)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim, from_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts

SOURCE = "dublin-core"
_TERMS = {
    "title": "title",
    "creator": "authors",
    "contributor.author": "authors",
    "date.issued": "published",
    "date.created": "published",
    "issued": "published",
    "created": "published",
    "date": "published",
    "date.modified": "modified",
    "modified": "modified",
    "publisher": "site",
    "description": "description",
    "language": "language",
    "subject": "tags",
}
_PREFIXES = ("dc.", "dcterms.", "dc:", "dcterms:", "dcsext.")
_FIELDS = {prefix + term: field for term, field in _TERMS.items() for prefix in _PREFIXES}


def read(parts: PageParts) -> Iterator[Claim]:
    """Claims of `DC.*` and `DCTERMS.*`, with a dot or a colon."""
    if any(key.startswith("dc") for key in parts.metas):
        yield from from_keys(parts.metas, _FIELDS, SOURCE)
