"""The page text of an article, from what the json format holds of it: its text and its removals.

The format leaves the page text out, and nothing is lost by that: removals name their places in it, so the length of
each gap between two of them is known. A gap holds the rest of the block that a removal began or ended in, whole blocks,
and the head of the block that the next removal lies in; the text has them in order, and the lengths tell which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsclean.left import apply_removals
from newsclean.model import BLOCK_BREAK, Removal


class Span(NamedTuple):
    """A removal with the words that it took."""

    removal: Removal
    text: str


class _Place(NamedTuple):
    """How much of the text has been laid out: so many blocks, and so many characters of the next one."""

    block: int
    offset: int


_Filling = tuple[str, _Place]


def page_text(text: str, spans: Sequence[Span]) -> str | None:
    """The text that the removals were made in, or None where these do not fit this text.

    What is given back satisfies `apply_removals(page_text, removals) == text`.
    """
    if not spans:
        return text
    gaps = _gaps(text.split(BLOCK_BREAK) if text else [], spans)
    if gaps is None:
        return None
    page = "".join(gap + span.text for gap, span in zip(gaps, spans, strict=False)) + gaps[-1]
    return page if apply_removals(page, [span.removal for span in spans]) == text else None


def _gaps(blocks: Sequence[str], spans: Sequence[Span]) -> list[str] | None:
    """What stood before, between and behind the spans: depth first, as some gaps can be filled in two ways."""
    found: list[str] = []
    choices = [_fillings(blocks, _Place(0, 0), spans, 0)]
    tried: set[tuple[int, _Place]] = set()
    while choices:
        gap, place = next(choices[-1], (None, _Place(0, 0)))
        if gap is None:
            choices.pop()
            del found[-1:]
        elif (len(choices), place) not in tried:
            tried.add((len(choices), place))
            found.append(gap)
            if len(found) == len(spans):
                return [*found, _behind(blocks, place, spans[-1])]
            choices.append(_fillings(blocks, place, spans, len(found)))
    return None


def _fillings(blocks: Sequence[str], place: _Place, spans: Sequence[Span], index: int) -> Iterator[_Filling]:
    """The ways to fill the gap before a span, and what is laid out then; the likely ones first.

    A removal that leaves a part of its block takes lines of it, with a line break on the side of what is left.
    """
    likely: list[_Filling] = []
    others: list[_Filling] = []
    for filling in _all_fillings(blocks, place, spans, index):
        within = filling[1].offset > 0
        (likely if within == spans[index].text.startswith("\n") else others).append(filling)
    yield from likely
    yield from others


def _all_fillings(blocks: Sequence[str], place: _Place, spans: Sequence[Span], index: int) -> Iterator[_Filling]:
    start = spans[index].removal.start
    if index == 0:
        yield from _whole_blocks(blocks, "", place.block, start)
        return
    length = start - spans[index - 1].removal.end
    rest = blocks[place.block][place.offset :] if place.block < len(blocks) else ""
    whole = ("", place.block)
    partial = (rest, place.block + 1)
    if place.offset:
        tails = [partial]
    elif spans[index - 1].text.endswith("\n"):
        tails = [partial, whole]
    else:
        tails = [whole, partial, (f" {rest}", place.block + 1)]
    within = [(rest[:length], _Place(place.block, place.offset + length))] if length <= len(rest) else []
    if spans[index - 1].text.endswith("\n"):  # it took the head of a block, and the rest of that comes first
        yield from within
    for tail, block in tails:
        if length >= len(tail) + len(BLOCK_BREAK):
            yield from _whole_blocks(blocks, tail + BLOCK_BREAK, block, length)
    yield from within


def _whole_blocks(blocks: Sequence[str], gap: str, block: int, length: int) -> Iterator[_Filling]:
    """Add whole blocks, then the head of one, until a gap has its length."""
    parts, left = [gap], length - len(gap)
    while block < len(blocks) and left >= len(blocks[block]) + len(BLOCK_BREAK):
        parts += blocks[block], BLOCK_BREAK
        left -= len(blocks[block]) + len(BLOCK_BREAK)
        block += 1
    if left == 0:
        yield "".join(parts), _Place(block, 0)
    elif block < len(blocks):
        head = blocks[block][:left].ljust(left)  # a blank that ended what was left of the block
        yield "".join([*parts, head]), _Place(block, min(left, len(blocks[block])))


def _behind(blocks: Sequence[str], place: _Place, last: Span) -> str:
    """What stood behind the last span."""
    rest = blocks[place.block :]
    if not rest:
        return ""
    if place.offset:
        return BLOCK_BREAK.join([rest[0][place.offset :], *rest[1:]])
    return BLOCK_BREAK.join(rest if last.text.endswith("\n") else ["", *rest])
