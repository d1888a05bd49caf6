"""The plain cases: blocks that a few cheap tests decide, so that only those in doubt are measured and scored."""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from typing import TYPE_CHECKING, Final

from newsclean import hints
from newsclean.measures import PATH_TAGS, Measures, Place

if TYPE_CHECKING:
    from newsclean.model import Block, Document

_NOT_BODY: Final = ("aside", "footer", "nav", "form", "figure", "header", "button", "details")
_NOT_BODY_PATH: Final = sum(1 << PATH_TAGS.index(tag) for tag in _NOT_BODY)
_TABLE_PATH: Final = 1 << PATH_TAGS.index("table")
_FURNITURE_PATH: Final = sum(1 << PATH_TAGS.index(tag) for tag in ("nav", "footer", "button"))
_BOX_PATH: Final = _FURNITURE_PATH | sum(1 << PATH_TAGS.index(tag) for tag in ("aside", "form"))
_NOT_BODY_HINTS: Final = (
    "comments", "related", "newsletter", "ad", "share", "caption", "cookie", "widget", "paywall", "byline", "tags",
    "footer", "hide", "nav",
)  # fmt: skip
#: Names around what is never the article's where they stand away from the best container.
_FOREIGN_HINTS: Final = ("comments", "newsletter", "share", "cookie", "footer")
#: Names of a block's own element that make it no part of the story, even within the best container.
_INTRUDING_HINTS: Final = ("comments", "newsletter")
_PARAGRAPH_WORDS: Final = 20
_SENTENCE_WORDS: Final = 4
_STOPS: Final = (".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔")
_TELLING: Final = ("paragraph", "item", "quote")
_HEADED: Final = 2  # blocks behind a sub-heading, of which one is the prose that it heads
_REACH: Final = 4  # blocks before and behind a paragraph that are its company
_SCRAP: Final = 60  # characters
_FEW_WORDS: Final = 6


def cases(document: Document, m: Measures, decided: Container[int] = ()) -> tuple[list[int], list[int]]:
    """Indexes of the blocks that plainly are the article's, and of those in doubt; the rest plainly are not.

    Those in `decided` are neither: something else has settled what becomes of them.
    """
    plain, doubt, containers = [], [], document.containers
    foreign = _foreign_hints()
    for index, block in enumerate(document.blocks):
        if index in decided:
            continue
        place = m.at[block.container]
        own = m.at[place.own]
        if _out(m, index, block, place, own, foreign):
            continue
        if place.inside and in_body(own) and _is_told(m, index, block, own, containers[place.own].tag):
            plain.append(index)
        else:
            doubt.append(index)
    return plain, doubt


def _is_told(m: Measures, index: int, block: Block, own: Place, tag: str) -> bool:
    """Whether a block of the best container, which no name and no element speaks against, is a part of its story."""
    kind, text = block.kind, block.text
    if kind == "heading":
        return block.level > 1 and any(m.prose[index + 1 : index + 1 + _HEADED])
    if own.path & _TABLE_PATH:
        return False
    if kind == "paragraph":
        if tag != "p":
            return False
        long = m.prose[index] and m.words[index] >= _PARAGRAPH_WORDS
        if m.repeats.get(text) == 1 and (long or _is_note(m, index, text)):
            return True
    return kind in _TELLING and _in_company(m, index, text)


def _is_note(m: Measures, index: int, text: str) -> bool:
    """Whether a paragraph stands in brackets behind prose: "(With inputs from agencies)"."""
    bracketed = text[0] in "(（" and text[-1] in ")）" and not m.link_density[index]
    return bracketed and m.words[index] > 1 and any(m.prose[max(0, index - _HEADED) : index])


def in_body(own: Place) -> bool:
    """Whether neither an element nor a name around a block speaks of something else than the body."""
    return not (own.mask & _not_body_hints() or own.path & _NOT_BODY_PATH)


@cache
def _not_body_hints() -> int:
    return sum(map(hints.bit, _NOT_BODY_HINTS))


@cache
def _intruding_hints() -> int:
    return sum(map(hints.bit, _INTRUDING_HINTS))


@cache
def _foreign_hints() -> int:
    return sum(map(hints.bit, _FOREIGN_HINTS))


def _out(m: Measures, index: int, block: Block, place: Place, own: Place, foreign: int) -> bool:
    """A link among links; in the best container, what is named as an intruder; away from it, furniture or a scrap."""
    links, section = m.link_density[index], m.at[own.section]
    chars, prose = section.chars or 1, section.prose_chars
    if links > 0.8 and section.links > 0.6 * chars and prose < 0.2 * chars:
        return True
    if place.inside:
        return bool(own.own_mask & _intruding_hints())
    if place.path & _BOX_PATH or place.mask & foreign or links > 0.8:
        return True
    if block.kind != "heading" and m.words[index] < _FEW_WORDS:
        return True
    return len(block.text) < _SCRAP and prose < 0.03 * (m.at[0].prose_chars or 1)


def _in_company(m: Measures, index: int, text: str) -> bool:
    """Whether a paragraph, itself no list of links and no repetition, has other prose close to it.

    A paragraph of some length has it on either side; a sentence of a few words on both.
    """
    if m.link_density[index] >= 0.2 or m.repeats.get(text) != 1:
        return False
    before = m.prose[max(0, index - _REACH) : index].count(True)
    behind = m.prose[index + 1 : index + 1 + _REACH].count(True)
    if m.words[index] >= _PARAGRAPH_WORDS and m.prose[index]:
        return before + behind >= 2
    return before > 0 < behind and m.words[index] >= _SENTENCE_WORDS and text.endswith(_STOPS)
