"""What removals leave of a page: its text, its blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsclean.model import BLOCK_BREAK, Block, Removal

#: The blocks of a page that are not wholly removed, each with the text that is left of it.
Kept = list[tuple[Block, str]]


def apply_removals(page_text: str, removals: Iterable[Removal]) -> str:
    """Page text without the removed spans: cut, strip each block, leave out the empty ones, join by a blank line.

    The removals must be sorted, disjoint, and each within one block.
    """
    pieces, at = [], 0
    for removal in removals:
        pieces.append(page_text[at : removal.start])
        at = removal.end
    pieces.append(page_text[at:])
    stripped = map(str.strip, "".join(pieces).split(BLOCK_BREAK))
    return BLOCK_BREAK.join(filter(None, stripped))


def blocks_left(blocks: Sequence[Block], removals: Sequence[Removal]) -> list[Block]:
    """The blocks that no removal takes whole, in order."""
    if not removals:
        return list(blocks)
    left, gone, at, count = list[Block](), list(removals), 0, len(removals)
    for block in blocks:
        start, end = block.start, block.start + len(block.text)
        while at < count and gone[at].start < start:
            at += 1
        if at == count or gone[at].start > start or gone[at].end < end:
            left.append(block)
    return left


def kept_blocks(blocks: Sequence[Block], removals: Sequence[Removal]) -> Kept:
    """Each block that is not wholly removed, with the text that is left of it. The removals are in order."""
    left = blocks_left(blocks, removals)
    if len(left) + len(removals) == len(blocks):  # each removal takes a whole block
        return [(block, block.text) for block in left]
    kept: Kept = []
    at = 0
    for block in left:
        start, end, text = block.start, block.end, block.text
        while at < len(removals) and removals[at].start < start:
            at += 1
        first = at
        while at < len(removals) and removals[at].end <= end:
            at += 1
        if at > first:
            spans = [r.replaced(start=r.start - start, end=r.end - start) for r in removals[first:at]]
            text = apply_removals(text, spans)
        if text:
            kept.append((block, text))
    return kept
