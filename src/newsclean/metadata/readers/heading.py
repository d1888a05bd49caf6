"""The `<h1>` of the page, from its blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts
    from newsclean.model import Document

SOURCE = "h1"
_PROSE_CHARS = 160
_MUCH_PROSE = 4  # long blocks: a heading behind them is a part's, or the footer's
_MOST = 8  # a page with more uses <h1> for teasers


def read(parts: PageParts) -> Iterator[Claim]:
    """One claim for each `<h1>`, in the order of the page; one over several blocks is joined to one line."""
    blocks = parts.document.blocks
    places = [place for place in parts.headings if blocks[place].level == 1]
    joined: dict[int, list[str]] = {}
    for place in places[:_MOST]:
        joined.setdefault(blocks[place].container, []).append(blocks[place].text)
    late = _late(parts.document, places[0]) if places else False
    for texts in joined.values():
        yield Claim("title", " ".join(texts), SOURCE, "late" if late else "")


def _late(document: Document, first: int) -> bool:
    """Whether even the first heading stands behind the story."""
    if first < _MUCH_PROSE:
        return False
    before = document.blocks[:first]
    return sum([len(block.text) >= _PROSE_CHARS and block.kind != "links" for block in before]) >= _MUCH_PROSE
