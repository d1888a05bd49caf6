"""`rel=author` (HTML, "Link type author") on links with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsclean.metadata.parts import Element

SOURCE = "rel-author"
_MOST = 12  # a page with more lists the posts of others


def read(marked: Sequence[Element]) -> Iterator[Claim]:
    """One claim with the texts of all links to authors, in the order of the page."""
    names: dict[str, None] = {}
    for element in marked:
        if element.tag != "a" or "author" not in (element.attributes.get("rel") or "").lower().split():
            continue
        if name := element.text:
            names[name] = None
    if 0 < len(names) <= _MOST:
        yield Claim("authors", "\n".join(names), SOURCE)
