"""A page measured once: its blocks one by one, its containers from the bottom up and from the top down.

Plain numbers, so that a page of 200 blocks costs less than its parse.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from newsclean import hints
from newsclean.compiling import mypyc_attr
from newsclean.lines import ends_sentence, has_unspaced, word_count

if TYPE_CHECKING:
    from newsclean.model import Block, Container, Document

_INLINE: Final = frozenset(
    (
        "a span strong b em i u s small big font time sub sup abbr acronym cite q code kbd samp var mark ins del data "
        "label bdi bdo dfn tt strike ruby img picture"
    ).split()
)
#: Elements on a block's path that are features of their own.
PATH_TAGS: Final = (
    "article", "main", "aside", "nav", "header", "footer", "form", "figure", "table", "ul", "blockquote", "section",
    "button", "ol", "details",
)  # fmt: skip
#: A bit of the path beside those of its elements: a figure, or an element that is named as a caption.
CAPTION: Final = 1 << len(PATH_TAGS)
CAPTION_SHARE: Final = 0.15  # of the page's text: an element with more is no caption, whatever its name
_PATH_BIT: Final = {tag: 1 << place for place, tag in enumerate(PATH_TAGS)}


@mypyc_attr(acyclic=True)
class Place:
    """A container measured. It is filled in steps, and then no more changed."""

    __slots__ = (
        "blocks", "chars", "depth", "holds_best", "inside", "links", "mask", "own", "own_mask", "parent", "path",
        "prose_chars", "score", "section",
    )  # fmt: skip

    def __init__(self, parent: int) -> None:
        self.parent = parent  # index of the container around it; -1 for the root
        self.chars = 0  # under it, as the three that follow
        self.links = 0  # characters that stand in links
        self.blocks = 0
        self.prose_chars = 0
        self.own = 0  # the innermost block-level element that it is or lies in
        self.section = 0  # the nearest element around it that holds several blocks
        self.mask = 0  # hints of it and of those around it
        self.own_mask = 0  # its own hints
        self.path = 0  # bits of the elements that it is or lies in, see PATH_TAGS and CAPTION
        self.depth = 0
        self.score = 0.0  # how much prose lies close to it
        self.holds_best = False  # whether the best container lies in it
        self.inside = False  # whether it is the best container or lies in it


@dataclass(frozen=True, slots=True)
class Measures:
    """A page measured: lists over its blocks and over its containers."""

    words: list[int]
    link_density: list[float]
    prose: list[bool]
    repeats: dict[str, int]  # of each text, how often it stands on the page
    at: list[Place]  # the containers
    best: int  # the container with the most prose close to it


def measure(document: Document, apart: Collection[int] = ()) -> Measures:
    """Everything that is measured once for a page; the document must hold a block.

    The blocks whose indexes are in `apart` belong to something else on the page, and count for no container.
    """
    blocks, containers = document.blocks, document.containers
    texts = [block.text for block in blocks]
    density = [block.link_chars / len(block.text) for block in blocks]
    words = _words(texts)
    prose = [
        (n >= 10 and links < 0.5 and ends_sentence(text)) or (n >= 30 and links < 0.3)
        for text, n, links in zip(texts, words, density)
    ]
    for index in apart:
        prose[index] = False
    at = [Place(container.parent) for container in containers]
    _add_up(blocks, at, prose)
    _tell_ways(containers, at)
    best = _best(blocks, containers, at, prose, density)
    repeats: dict[str, int] = {}
    for text in texts if not apart else [text for i, text in enumerate(texts) if i not in apart]:
        repeats[text] = repeats.get(text, 0) + 1
    _mark_best(at, best)
    return Measures(words, density, prose, repeats, at, best)


def _words(texts: list[str]) -> list[int]:
    """Words of each text. Blocks have their white space folded."""
    if has_unspaced("".join([text for text in texts if not text.isascii()])):  # asked once for a page: few have any
        return list(map(word_count, texts))
    return [text.count(" ") + 1 if "\n" not in text else len(text.split()) for text in texts]


def _add_up(blocks: tuple[Block, ...], at: list[Place], prose: list[bool]) -> None:
    """Characters, link characters, blocks and prose characters under each container."""
    for block, is_prose in zip(blocks, prose):
        length, place = len(block.text), at[block.container]
        place.chars += length
        place.links += block.link_chars
        place.blocks += 1
        if is_prose:
            place.prose_chars += length
    for index in range(len(at) - 1, 0, -1):
        place = at[index]
        around = at[place.parent]
        around.chars += place.chars
        around.links += place.links
        around.blocks += place.blocks
        around.prose_chars += place.prose_chars


def _tell_ways(containers: tuple[Container, ...], at: list[Place]) -> None:
    """What each container has from the elements around it."""
    root = at[0]
    trusted, caption, no_caption = _groups()
    much, much_prose, most = 0.4 * root.chars, 0.4 * max(1, root.prose_chars), CAPTION_SHARE * root.chars
    masks: dict[str, int] = {"": 0}  # elements of a page share their names
    around, outside = root, Place(-1)
    outside.depth = -1
    for index, container in enumerate(containers):
        place, tag, hint = at[index], container.tag, container.hint
        if index:
            around = at[place.parent]
            place.own = around.own if tag in _INLINE else index
            place.section = place.parent if around.blocks > 1 else around.section
        else:
            around = outside
        bits = masks.get(hint, -1)
        if bits < 0:
            bits = masks[hint] = hints.mask(hint)
        if bits:
            if place.chars > much or place.prose_chars > much_prose:
                bits &= trusted
            place.own_mask = bits
        place.mask = around.mask | bits
        passed = around.path | _PATH_BIT[tag] if tag in _PATH_BIT else around.path
        if ((bits & caption and not place.mask & no_caption) or tag in _CAPTIONS) and place.chars < most:
            passed |= CAPTION
        place.path = passed
        place.depth = around.depth + 1


@cache
def _groups() -> tuple[int, int, int]:
    """Bits of the hints that are believed of an element with most of a page's text; of a caption; of what has none."""
    trusted = hints.bit("body") | hints.bit("content")
    return trusted, hints.bit("caption"), hints.bit("newsletter") | hints.bit("related") | hints.bit("comments")


_CAPTIONS: Final = frozenset(("figcaption", "figure"))
_REACH: Final = [1.0, 0.7, 0.49, 0.343, 0.24]  # what prose gives to the elements around it, nearest first
_LEAVES: Final = frozenset(("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))


def _best(
    blocks: tuple[Block, ...],
    containers: tuple[Container, ...],
    at: list[Place],
    prose: list[bool],
    density: list[float],
) -> int:
    """The container that has the most prose close to it."""
    for block, is_prose, links in zip(blocks, prose, density):
        if not is_prose:
            continue
        index = at[block.container].own
        if containers[index].tag in _LEAVES:
            index = at[index].parent
        weight = len(block.text) * (1 - links)
        for share in _REACH:
            if index < 0:
                break
            place = at[index]
            place.score += weight * share
            index = place.parent
    best = 0
    for index, place in enumerate(at):
        if place.score > at[best].score:
            best = index
    return best


def _mark_best(at: list[Place], best: int) -> None:
    """Of each container, whether the best lies in it, and whether it lies in the best."""
    index = best
    while index >= 0:
        place = at[index]
        place.holds_best = True
        index = place.parent
    # The walk makes containers from the outside in, so those in one follow it.
    for index in range(best, len(at)):
        place = at[index]
        if index > best and place.parent < best:
            break
        place.inside = True
