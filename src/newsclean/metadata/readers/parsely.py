"""Parse.ly's older form (https://docs.parse.ly/metatags/): JSON in a `<meta name=parsely-page>`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim, one_line
from newsclean.metadata.readers.repair import loads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts

SOURCE = "parsely"
_FIELDS = {"title": "title", "authors": "authors", "author": "authors", "pub_date": "published",
           "image_url": "image", "section": "section", "tags": "tags", "link": "canonical_url"}  # fmt: skip


def read(parts: PageParts) -> Iterator[Claim]:
    """Claims of `parsely-page`."""
    for content in parts.metas.get("parsely-page", ()):
        page = loads(content)
        for key, field in _FIELDS.items() if isinstance(page, dict) else ():
            value = page.get(key)
            lines = [
                one_line(item) for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)
            ]
            if raw := "\n".join(line for line in lines if line):
                yield Claim(field, raw, SOURCE, key)
