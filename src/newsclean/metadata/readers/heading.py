"""The `<h1>` of the page, from its blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts

SOURCE = "h1"
_PROSE_CHARS = 160
_MUCH_PROSE = 4  # long blocks: a heading behind them is a part's, or the footer's
_MOST = 8  # a page with more uses <h1> for teasers


def read(parts: PageParts) -> Iterator[Claim]:
    """One claim for each `<h1>`, in the order of the page; one over several blocks is joined to one line."""
    joined: dict[int, list[str]] = {}
    late: set[int] = set()
    prose = 0
    for block in parts.document.blocks:
        if block.level == 1 and block.kind == "heading":
            if prose >= _MUCH_PROSE and block.container not in joined:
                late.add(block.container)
            joined.setdefault(block.container, []).append(block.text)
            if len(joined) > _MOST:
                break
        elif len(block.text) >= _PROSE_CHARS:
            prose += 1
    for container, texts in joined.items():
        yield Claim("title", " ".join(texts), SOURCE, "late" if container in late else "")
