"""Text is cleaned until nothing more is found, so that to clean it twice is to clean it once.

What goes changes what stands beside what: without the menu above it a line is the first, without the list behind it a
paragraph is the last. So what is left is looked at again, as it would be if it came as an input of its own: its
headline, a blank line, its blocks. Each pass only deletes, and most texts need two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from newsclean import metadata, rules, structure
from newsclean.left import Kept, kept_blocks
from newsclean.lines import word_count
from newsclean.model import Block, Document, FieldSource, Metadata, Removal
from newsclean.scraped import document_of

if TYPE_CHECKING:
    from newsclean.rules import RuleSet

#: No text of the bench needs more than three; one that is made to need a hundred is left as it then is.
_MOST_PASSES = 20
_HEADLINE_CATEGORIES, _HEADLINE_WORDS = ("related", "promo"), 5
_SAMPLE_BLOCKS = 40  # first ones of a text; the longest of them tell its language
_LONGEST, _SAMPLE_CHARS = 9, 1350


_START = attrgetter("start")


class _Left(NamedTuple):
    """What is left of a block."""

    text: str
    spans: tuple[tuple[int, int], ...]  # of the page text, which make it up


def read(
    document: Document, url: str | None, ruleset: RuleSet, active: frozenset[str]
) -> tuple[Metadata, list[Removal], Kept]:
    """Metadata of a scraped text, all that is removed from it, sorted, and what is left."""
    language = metadata.language_of(sample(document.blocks))
    meta, found = _once(document, url, language, ruleset, active)
    if language:
        meta = replace(meta, language=language, sources={**meta.sources, "language": FieldSource("text", None)})
    return settled(document, meta, found, ruleset, active)


def settled(
    document: Document, meta: Metadata, removals: list[Removal], ruleset: RuleSet, active: frozenset[str]
) -> tuple[Metadata, list[Removal], Kept]:
    """The removals, sorted, with what a text of the title and the blocks that are left would lose besides.

    Before them the metadata, for a text without a title may turn out to begin with one; behind them what is left.
    """
    kept = kept_blocks(document.blocks, removals)
    for _ in range(_MOST_PASSES):
        texts = [text for _, text in kept]
        again = document_of([meta.title, *texts] if meta.title else texts)
        headline, found = _once(again, None, metadata.language_of(sample(again.blocks)), ruleset, active)
        skipped = again.blocks[: 1 if meta.title else 0]
        found = [r for r in found if not any(r.start < block.end for block in skipped)]
        if not found:
            break
        if not meta.title and headline.title:
            meta = replace(meta, title=headline.title, sources={**meta.sources, "title": headline.sources["title"]})
        new = _mapped(found, again.blocks[len(skipped) :], list(_left(document.blocks, removals)))
        removals = sorted([*removals, *new], key=_START)
        kept = kept_blocks(document.blocks, removals)
    return meta, removals, kept


def _once(
    document: Document, url: str | None, language: str | None, ruleset: RuleSet, active: frozenset[str]
) -> tuple[Metadata, list[Removal]]:
    """One look at a text: its metadata, and what rules and shape find in it of the active categories, sorted."""
    found = _apart_from_headline(document, rules.apply(document, [], ruleset, language))
    meta, header = metadata.read_text(document, url, found)
    # What was read from a line says more of it than a phrase does.
    found = [r for r in found if not any(line.start <= r.start < line.end for line in header)]
    found = sorted([*found, *header], key=_START)
    # Shape sees the removals of all categories: a credit that a rule knows is not the page's foot.
    shape = structure.boilerplate(document, found, meta.title)
    going = [r for r in found if r.category in active]
    if len(going) < len(found):  # what goes from a block depends on which of its lines stay
        lines = rules.apply(document, [], ruleset, language, active)
        going = [r for r in going if r.stage != rules.STAGE] + [r for r in lines if _is_among(r, going)]
    return meta, of_categories(active, [*going, *shape])


def _is_among(removal: Removal, others: Iterable[Removal]) -> bool:
    """Whether a rule's removal is one of some that were found with all categories."""
    return any(o.rule == removal.rule and o.start < removal.end and removal.start < o.end for o in others)


def _apart_from_headline(document: Document, found: list[Removal]) -> list[Removal]:
    """The removals, or none where all that they take of a text is a first line that may be its headline.

    "Recommended: ten walks along the coast" leads elsewhere, but "Watch: how to light a lamp" is a headline, too.
    """
    if len(found) != 1:
        return found
    first, line = found[0], document.blocks[0].text
    leads = first.start == 0 and first.category in _HEADLINE_CATEGORIES
    return [] if leads and word_count(line) >= _HEADLINE_WORDS else found


def sample(blocks: Iterable[Block]) -> str:
    """Beginnings of the longest of the first blocks: they tell the language of a text better than its menus do.

    What is taken from a text seldom is among them, so the next look at what is left finds the same sample.
    """
    longest = sorted([block.text for block in islice(blocks, _SAMPLE_BLOCKS)], key=len, reverse=True)[:_LONGEST]
    size = _SAMPLE_CHARS // (len(longest) or 1)
    return "\n".join([text[:size] for text in longest])


def of_categories(active: frozenset[str], removals: Iterable[Removal]) -> list[Removal]:
    """The removals of the categories that are to go, in order."""
    going = [r for r in removals if r.category in active]
    at = 0
    for removal in going:
        if removal.start < at:  # else they are in order, as those of one stage always are: asking is soon done
            return sorted(going, key=_START)
        at = removal.start
    return going


def _left(blocks: Sequence[Block], removals: Sequence[Removal]) -> Iterator[_Left]:
    """What is left of each block that is not removed whole."""
    at = 0
    for block in blocks:
        start, spans = block.start, []
        while at < len(removals) and removals[at].start < block.end:
            spans.append((start, removals[at].start))
            start = removals[at].end
            at += 1
        if not spans:
            yield _Left(block.text, ((block.start, block.end),))
            continue
        spans.append((start, block.end))
        left = _stripped(block, spans)
        if left.text:
            yield left


def _stripped(block: Block, spans: Iterable[tuple[int, int]]) -> _Left:
    """The spans of a block without white space at their outer ends, and without those that hold nothing."""
    base, text = block.start, block.text
    whole = [(s, e) for s, e in spans if s < e]
    while whole and not text[whole[0][0] - base : whole[0][1] - base].strip():
        whole.pop(0)
    while whole and not text[whole[-1][0] - base : whole[-1][1] - base].strip():
        whole.pop()
    if whole:
        (start, end) = whole[0]
        first = text[start - base : end - base]
        whole[0] = (end - len(first.lstrip()), end)
        (start, end) = whole[-1]
        last = text[start - base : end - base]
        whole[-1] = (start, start + len(last.rstrip()))
    return _Left("".join(text[s - base : e - base] for s, e in whole), tuple(whole))


def _mapped(found: Iterable[Removal], blocks: Sequence[Block], left: Sequence[_Left]) -> Iterator[Removal]:
    """Removals of what is left, as removals of the page. Where something is gone already, one becomes several."""
    places = {block.start: (block, piece) for block, piece in zip(blocks, left, strict=True)}
    starts = sorted(places)
    at = 0
    for removal in found:
        while at + 1 < len(starts) and starts[at + 1] <= removal.start:
            at += 1
        block, piece = places[starts[at]]
        offset = block.start
        for start, end in piece.spans:
            cut_start = start + max(0, removal.start - offset)
            cut_end = min(end, start + removal.end - offset)
            if cut_start < cut_end:
                yield removal.replaced(start=cut_start, end=cut_end)
            offset += end - start
