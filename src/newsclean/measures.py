"""A page measured once: its blocks one by one, its containers from the bottom up and from the top down.

Plain lists of numbers, so that a page of 200 blocks costs less than its parse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from newsclean import hints
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


@dataclass(frozen=True, slots=True)
class Measures:
    """A page measured: lists over its blocks and over its containers."""

    words: list[int]
    link_density: list[float]
    prose: list[bool]
    repeats: Counter[str]
    chars: list[int]
    links: list[int]
    blocks: list[int]
    prose_chars: list[int]
    best: int  # the container with the most prose close to it
    holds_best: list[bool]  # of each container, whether the best lies in it
    inside: list[bool]  # of each container, whether it is the best or lies in it
    own: list[int]  # of each container, the innermost block-level element that it is or lies in
    section: list[int]  # of each container, the nearest element around it that holds several blocks
    section2: list[int]  # the next one around that which holds more
    mask: list[int]  # hints of each container and those around it
    own_mask: list[int]
    path: list[int]
    depth: list[int]


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
    sums = _sums(blocks, containers, prose)
    way = _ways(containers, sums)
    best = _best(blocks, containers, way.own, prose, density)
    repeats = Counter(texts if not apart else [text for i, text in enumerate(texts) if i not in apart])
    holds, inside = _around(containers, best)
    return Measures(words, density, prose, repeats, *sums, best, holds, inside, *way)


def _words(texts: list[str]) -> list[int]:
    """Words of each text. Blocks have their white space folded."""
    if has_unspaced("".join([text for text in texts if not text.isascii()])):  # asked once for a page: few have any
        return list(map(word_count, texts))
    return [text.count(" ") + 1 if "\n" not in text else len(text.split()) for text in texts]


class _Sums(NamedTuple):
    chars: list[int]
    links: list[int]
    blocks: list[int]
    prose_chars: list[int]


def _sums(blocks: tuple[Block, ...], containers: tuple[Container, ...], prose: list[bool]) -> _Sums:
    """Characters, link characters, blocks and prose characters under each container."""
    size = len(containers)
    chars, links, count, prose_chars = [0] * size, [0] * size, [0] * size, [0] * size
    for block, is_prose in zip(blocks, prose):
        length, place = len(block.text), block.container
        chars[place] += length
        links[place] += block.link_chars
        count[place] += 1
        if is_prose:
            prose_chars[place] += length
    for place in range(size - 1, 0, -1):
        parent = containers[place].parent
        chars[parent] += chars[place]
        count[parent] += count[place]
        if linked := links[place]:
            links[parent] += linked
        if told := prose_chars[place]:
            prose_chars[parent] += told
    return _Sums(chars, links, count, prose_chars)


class _Ways(NamedTuple):
    """What each container has from the elements around it; see Measures."""

    own: list[int]
    section: list[int]
    section2: list[int]
    mask: list[int]
    own_mask: list[int]
    path: list[int]
    depth: list[int]


def _ways(containers: tuple[Container, ...], sums: _Sums) -> _Ways:
    chars, _, count, prose_chars = sums
    trusted, caption, no_caption = _groups()
    much, much_prose, most = 0.4 * chars[0], 0.4 * max(1, prose_chars[0]), CAPTION_SHARE * chars[0]
    size = len(containers)
    own, section, section2, own_mask = [0] * size, [0] * size, [0] * size, [0] * size
    # One more of each, for the root's parent, which is -1.
    mask, path, depth = [0] * (size + 1), [0] * (size + 1), [0] * size + [-1]
    masks: dict[str, int] = {"": 0}  # elements of a page share their names
    for place, container in enumerate(containers):
        parent, tag, hint = container.parent, container.tag, container.hint
        if place:
            own[place] = own[parent] if tag in _INLINE else place
            section[place] = parent if count[parent] > 1 else section[parent]
            section2[place] = parent if count[parent] > count[place] else section2[parent]
        bits = masks.get(hint, -1)
        if bits < 0:
            bits = masks[hint] = hints.mask(hint)
        if bits:
            if chars[place] > much or prose_chars[place] > much_prose:
                bits &= trusted
            own_mask[place] = bits
        around = mask[place] = mask[parent] | bits
        passed = path[parent] | _PATH_BIT.get(tag, 0)
        if ((bits & caption and not around & no_caption) or tag in _CAPTIONS) and chars[place] < most:
            passed |= CAPTION
        path[place] = passed
        depth[place] = depth[parent] + 1
    return _Ways(own, section, section2, mask, own_mask, path, depth)


@cache
def _groups() -> tuple[int, int, int]:
    """Bits of the hints that are believed of an element with most of a page's text; of a caption; of what has none."""
    trusted = hints.bit("body") | hints.bit("content")
    return trusted, hints.bit("caption"), hints.bit("newsletter") | hints.bit("related") | hints.bit("comments")


_CAPTIONS: Final = frozenset(("figcaption", "figure"))
_REACH: Final = (1.0, 0.7, 0.49, 0.343, 0.24)  # what prose gives to the elements around it, nearest first
_LEAVES: Final = frozenset(("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))


def _best(
    blocks: tuple[Block, ...],
    containers: tuple[Container, ...],
    own: list[int],
    prose: list[bool],
    density: list[float],
) -> int:
    """The container that has the most prose close to it."""
    score = [0.0] * len(containers)
    for block, is_prose, links in zip(blocks, prose, density):
        if not is_prose:
            continue
        place = own[block.container]
        if containers[place].tag in _LEAVES:
            place = containers[place].parent
        weight = len(block.text) * (1 - links)
        for share in _REACH:
            if place < 0:
                break
            score[place] += weight * share
            place = containers[place].parent
    return score.index(max(score))


def _around(containers: tuple[Container, ...], best: int) -> tuple[list[bool], list[bool]]:
    """Of each container, whether the best lies in it, and whether it lies in the best."""
    size, place = len(containers), best
    holds = [False] * size
    while place >= 0:
        holds[place] = True
        place = containers[place].parent
    # The walk makes containers from the outside in, so those in one follow it.
    end = next((at for at in range(best + 1, size) if containers[at].parent < best), size)
    return holds, [False] * best + [True] * (end - best) + [False] * (size - end)
