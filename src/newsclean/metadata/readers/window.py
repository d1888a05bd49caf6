"""`<title>`, and the links of the head that speak of the page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.links import first_rel
from newsclean.metadata.claim import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts

SOURCE = "title"


def read(parts: PageParts) -> Iterator[Claim]:
    """Claims of the window's title, `rel=canonical` and `rel=image_src`."""
    if parts.title and not parts.title.isspace():
        yield Claim("title", parts.title, SOURCE)
    for rel, field in (("canonical", "canonical_url"), ("image_src", "image")):
        if found := first_rel(parts.links, rel, parts.base):
            yield Claim(field, found[1], "link", rel)
