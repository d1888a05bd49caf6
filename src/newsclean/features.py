"""What is known of a block before it is judged: a row of plain numbers, one for each of `names()`.

Ideas: boilerpipe (Kohlschütter et al., WSDM 2010) for the length and link density of a block and its neighbours,
Readability for the container, Dragnet (Peters & Lecocq, WWW 2013) for class hints as features.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newsclean import hints
from newsclean.lines import folded, folded_words, folds_to
from newsclean.measures import PATH_TAGS, Measures, Place

if TYPE_CHECKING:
    from newsclean.model import Block, Container, Document

#: The element that holds a block, as a number that a table of weights can name.
ELEMENTS: Final = (
    "other", "p", "div", "li", "span", "a", "strong", "em", "td", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section",
    "article", "figcaption", "time", "button", "blockquote", "label", "i", "b", "dt", "dd", "ul", "summary", "address",
    "pre", "center", "font", "body",
)  # fmt: skip
_ELEMENT: Final = {tag: float(number) for number, tag in enumerate(ELEMENTS)}
KINDS: Final = ("paragraph", "heading", "item", "quote", "code", "row", "caption", "links")
_KIND: Final = {kind: float(number) for number, kind in enumerate(KINDS)}

_TEXT_NAMES: Final = (
    "words", "characters", "link density", "kind", "level", "lines", "repeats", "share of title words",
    "title covered", "description covered", "notice word share", "after an image",
)  # fmt: skip
_PLACE_NAMES: Final = (
    "link density after", "plain text two before", "plain text two after", "blocks to the last prose",
    "blocks to the last prose, within", "blocks since the title", "characters before", "heading and prose after",
)  # fmt: skip
_NESTING_NAMES: Final = (
    "element", "within the best container", "steps to the best container's path", "depth against the best container",
)  # fmt: skip
_SECTION_NAMES: Final = (
    "section characters", "section link density", "section blocks", "alike blocks", "alike characters",
    "alike link density", "alike prose", "alike share of prose",
)  # fmt: skip
_PAGE_NAMES: Final = ("page prose", "best container's share")
#: Groups of hints, and elements around a block, that tell something which the plain cases do not settle before.
_HINTS: Final = ("comments", "caption", "picture", "standfirst", "hide", "body")
_AROUND: Final = ("main", "figure", "form")

_SHORT: Final = 60  # words; longer blocks are not compared with the title and the notice words
_MOST_STEPS: Final = 30  # up from a block: further, all is the same, and hostile pages nest without end


@cache
def names() -> tuple[str, ...]:
    """Names of the features, in the order of a row."""
    return (
        *_TEXT_NAMES, *_PLACE_NAMES, *_NESTING_NAMES, *_SECTION_NAMES, *_PAGE_NAMES,
        *(f"hint {group}" for group in _HINTS), *(f"in <{tag}>" for tag in _AROUND),
    )  # fmt: skip


@cache
def _notice_words() -> frozenset[str]:
    table = tomllib.loads((Path(__file__).parent / "data" / "notice_words.toml").read_text(encoding="utf-8"))
    return frozenset(folded(word) for word in table["words"])


@dataclass(frozen=True, slots=True)
class _Page:
    """What the rows of a page have in common."""

    document: Document
    m: Measures
    headline: int | None
    title_words: frozenset[str]
    description_words: frozenset[str]
    last: int  # index of the last prose of the best container


def rows(
    document: Document, m: Measures, doubt: Collection[int], headline: int | None, title: str, description: str
) -> Iterator[tuple[int, Sequence[float]]]:
    """Index and features of every block in doubt; title and description come folded."""
    blocks, containers = document
    page = _Page(
        document, m, headline, frozenset(title.split()), frozenset(description.split()), _last_prose(blocks, m)
    )
    prose = m.at[0].prose_chars
    shares = (float(prose), m.at[m.best].prose_chars / (prose or 1))
    alike = _alike(document, m, doubt)
    known: dict[tuple[int, str, str], tuple[float, ...]] = {}
    length = blocks[-1].end
    for i in doubt:
        own = m.at[blocks[i].container].own
        container = containers[own]
        alikes = container.parent, container.tag, container.hint  # siblings that look the same have all this in common
        nested = known.get(alikes)
        if nested is None:
            place = m.at[own]
            hinted = _hint_row(place.own_mask, m.at[place.section].mask, place.path)
            nested = (*_nesting_row(document, m, own), *_section_row(document, m, own, alike), *shares, *hinted)
            known[alikes] = nested
        yield i, [*_text_row(page, i), *_place_row(page, i, length), *nested]


def _last_prose(blocks: Sequence[Block], m: Measures) -> int:
    last = len(blocks) - 1
    for i in range(last, -1, -1):
        if m.prose[i] and m.at[blocks[i].container].inside and m.link_density[i] < 0.3:
            return i
    return last


def _text_row(page: _Page, i: int) -> tuple[float, ...]:
    """What the block says."""
    m, block = page.m, page.document.blocks[i]
    words, text, after_image = m.words[i], block.text, float(block.after_image)
    row = (
        float(words), float(len(text)), m.link_density[i], _KIND[block.kind], float(block.level),
        float(text.count("\n")), float(m.repeats.get(text, 0)),
    )  # fmt: skip
    if words >= _SHORT:
        return (*row, 0.0, 0.0, 0.0, 0.0, after_image)
    said = frozenset(folded_words(text))
    titled, described = len(said & page.title_words), len(said & page.description_words)
    noticed, words = len(said & _notice_words()), words or 1
    return (
        *row, titled / words, titled / (len(page.title_words) or 1), described / (len(page.description_words) or 1),
        noticed / words, after_image,
    )  # fmt: skip


def _place_row(page: _Page, i: int, length: int) -> tuple[float, ...]:
    """Where the block stands, and what stands around it."""
    blocks, m = page.document.blocks, page.m
    block = blocks[i]
    density, to_last, last = m.link_density, page.last - i, len(blocks) - 1
    inside = m.at[block.container].inside
    heads = 1 + min(2, m.prose[i + 1 : i + 5].count(True)) if inside and block.kind == "heading" else 0
    return (
        density[i + 1] if i < last else 0.0,
        len(blocks[i - 2].text) * (1 - density[i - 2]) if i > 1 else 0.0,
        len(blocks[i + 2].text) * (1 - density[i + 2]) if i + 2 <= last else 0.0,
        float(to_last), float(max(-30, min(30, to_last))) if inside else 0.0,
        float(i - page.headline) if page.headline is not None else -99.0, block.start / length, float(heads),
    )  # fmt: skip


def _nesting_row(document: Document, m: Measures, own: int) -> tuple[float, ...]:
    """Where the block's element lies, against the best container."""
    step, place = 0, m.at[own]
    while not place.holds_best and step < _MOST_STEPS:
        place = m.at[place.parent]
        step += 1
    return (
        _ELEMENT.get(document.containers[own].tag, 0.0), float(m.at[own].inside), float(step),
        float(place.depth - m.at[m.best].depth),
    )  # fmt: skip


def title_at(document: Document, title: str) -> int | None:
    """Index of the first block that is the (folded) title, or else of the first main heading."""
    blocks = document.blocks
    if title:
        for index, block in enumerate(blocks):
            if folds_to(block.text, title):
                return index
    return next((i for i, b in enumerate(blocks) if b.kind == "heading" and b.level == 1), None)


_Alike = dict[tuple[str, str, str], Place]


def _alike(document: Document, m: Measures, doubt: Collection[int]) -> _Alike:
    """Blocks, characters, link characters and prose characters of all that looks like a block in doubt."""
    blocks, containers, at = document.blocks, document.containers, m.at
    alike: _Alike = {_signature(containers, at[blocks[i].container].own): Place(-1) for i in doubt}
    for own in {at[block.container].own for block in blocks}:
        sums = alike.get(_signature(containers, own))
        if sums is not None:
            place = at[own]
            sums.blocks += place.blocks
            sums.chars += place.chars
            sums.links += place.links
            sums.prose_chars += place.prose_chars
    return alike


def _signature(containers: tuple[Container, ...], own: int) -> tuple[str, str, str]:
    """What makes blocks alike: the element, its names and those of the element around it."""
    container = containers[own]
    parent = container.parent
    return container.tag, container.hint, containers[parent].hint if parent >= 0 else ""


def _section_row(document: Document, m: Measures, own: int, alike: _Alike) -> tuple[float, ...]:
    """The element that holds several blocks around the block, and all that looks like the block."""
    section = m.at[m.at[own].section]
    like = alike[_signature(document.containers, own)]
    like_chars, like_prose = like.chars or 1, like.prose_chars
    return (
        float(section.chars), section.links / (section.chars or 1), float(section.blocks),
        float(like.blocks), float(like_chars), like.links / like_chars, like_prose / like_chars,
        like_prose / (m.at[0].prose_chars or 1),
    )  # fmt: skip


@lru_cache(maxsize=8_192)
def _hint_row(mine: int, around: int, path: int) -> tuple[float, ...]:
    """For each group of hints 2 when the block's own element gives it, 1 when one around does; then the path."""
    bits, places = _bits()
    hinted = [float(2 * (mine >> n & 1) + (around >> n & 1)) for n in bits]
    return (*hinted, *[float(path >> n & 1) for n in places])


@cache
def _bits() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Places of the hints in a mask, and of the elements in a path."""
    groups = hints.groups()
    return tuple(map(groups.index, _HINTS)), tuple(map(PATH_TAGS.index, _AROUND))
