"""The `<h1>` of the page, from its blocks."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.metadata.claim import Claim
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.metadata.parts import PageParts

SOURCE = "h1"
_MOST = 8  # a page with more uses <h1> for teasers


def read(parts: PageParts) -> Iterator[Claim]:
    """One claim for each `<h1>`, in the order of the page; one over several blocks is joined to one line."""
    joined: dict[int, list[str]] = {}
    for block in parts.document.blocks:
        if block.level == 1 and block.kind == "heading":
            joined.setdefault(block.container, []).append(block.text)
            if len(joined) > _MOST:
                break
    for texts in joined.values():
        yield Claim("title", " ".join(texts), SOURCE)
