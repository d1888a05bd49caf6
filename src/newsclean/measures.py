"""A page measured once: its blocks one by one, its containers from the bottom up and from the top down.

Plain lists of numbers, so that a page of 200 blocks costs less than its parse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from newsclean import hints
from newsclean.lines import ends_sentence, word_count

if TYPE_CHECKING:
    from newsclean.model import Block, Container, Document

_INLINE = frozenset(
    (
        "a span strong b em i u s small big font time sub sup abbr acronym cite q code kbd samp var mark ins del data "
        "label bdi bdo dfn tt strike ruby img picture"
    ).split()
)
#: Elements on a block's path that are features of their own.
PATH_TAGS = (
    "article", "main", "aside", "nav", "header", "footer", "form", "figure", "table", "ul", "blockquote", "section",
    "button", "ol", "details",
)  # fmt: skip
#: A bit of the path beside those of its elements: a figure, or an element that is named as a caption.
CAPTION = 1 << len(PATH_TAGS)
CAPTION_SHARE = 0.15  # of the page's text: an element with more is no caption, whatever its name
_PATH_BIT = {tag: 1 << place for place, tag in enumerate(PATH_TAGS)}


class Measures(NamedTuple):
    """A page measured: lists over its blocks and over its containers."""

    words: list[int]
    link_density: list[float]
    prose: list[bool]
    repeats: Counter[str]
    own: list[int]  # of each container, the innermost block-level element that it is or lies in
    section: list[int]  # of each container, the nearest element around it that holds several blocks
    section2: list[int]  # the next one around that which holds more
    chars: list[int]
    links: list[int]
    blocks: list[int]
    prose_chars: list[int]
    best: int  # the container with the most prose close to it
    holds_best: list[bool]  # of each container, whether the best lies in it
    inside: list[int]  # of each container, whether it is the best or lies in it
    mask: list[int]  # hints of each container and those around it
    own_mask: list[int]
    path: list[int]
    depth: list[int]


def measure(document: Document, apart: Collection[int] = ()) -> Measures:
    """Everything that is measured once for a page; the document must hold a block.

    The blocks whose indexes are in `apart` belong to something else on the page, and count for no container.
    """
    blocks, containers = document.blocks, document.containers
    density = [block.link_chars / len(block.text) for block in blocks]
    texts = [block.text for block in blocks]
    words = [text.count(" ") + 1 if text.isascii() else word_count(text) for text in texts]
    prose = [
        (n >= 10 and links < 0.5 and ends_sentence(block.text)) or (n >= 30 and links < 0.3)
        for block, n, links in zip(blocks, words, density, strict=True)
    ]
    for index in apart:
        prose[index] = False
    own = _own(containers)
    sums = _sums(blocks, containers, prose)
    section, section2 = _sections(containers, sums.blocks)
    best = _best(blocks, containers, own, prose, density)
    repeats = Counter(texts if not apart else [text for i, text in enumerate(texts) if i not in apart])
    downwards = _downwards(containers, best, sums.chars, sums.prose_chars)
    return Measures(
        words, density, prose, repeats, own, section, section2,
        sums.chars, sums.links, sums.blocks, sums.prose_chars, best, _holding(containers, best),
        *downwards,
    )  # fmt: skip


class _Sums(NamedTuple):
    chars: list[int]
    links: list[int]
    blocks: list[int]
    prose_chars: list[int]


def _sums(blocks: tuple[Block, ...], containers: tuple[Container, ...], prose: list[bool]) -> _Sums:
    """Characters, link characters, blocks and prose characters under each container."""
    size = len(containers)
    chars, links, count, prose_chars = [0] * size, [0] * size, [0] * size, [0] * size
    for block, is_prose in zip(blocks, prose, strict=True):
        place, length = block.container, len(block.text)
        chars[place] += length
        links[place] += block.link_chars
        count[place] += 1
        if is_prose:
            prose_chars[place] += length
    for place in range(size - 1, 0, -1):
        parent = containers[place].parent
        chars[parent] += chars[place]
        links[parent] += links[place]
        count[parent] += count[place]
        prose_chars[parent] += prose_chars[place]
    return _Sums(chars, links, count, prose_chars)


def _own(containers: tuple[Container, ...]) -> list[int]:
    own = [0] * len(containers)
    for place in range(1, len(containers)):
        own[place] = own[containers[place].parent] if containers[place].tag in _INLINE else place
    return own


def _sections(containers: tuple[Container, ...], count: list[int]) -> tuple[list[int], list[int]]:
    """The nearest element around each container that holds several blocks, and the next around that with more."""
    section, section2 = [0] * len(containers), [0] * len(containers)
    for place in range(1, len(containers)):
        parent = containers[place].parent
        section[place] = parent if count[parent] > 1 else section[parent]
        section2[place] = parent if count[parent] > count[place] else section2[parent]
    return section, section2


_REACH = (1.0, 0.7, 0.49, 0.343, 0.24)  # what prose gives to the elements around it, nearest first
_LEAVES = frozenset(("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))


def _best(
    blocks: tuple[Block, ...],
    containers: tuple[Container, ...],
    own: list[int],
    prose: list[bool],
    density: list[float],
) -> int:
    """The container that has the most prose close to it."""
    score = [0.0] * len(containers)
    for block, is_prose, links in zip(blocks, prose, density, strict=True):
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
    return max(range(len(score)), key=score.__getitem__)


def _holding(containers: tuple[Container, ...], place: int) -> list[bool]:
    holds = [False] * len(containers)
    while place >= 0:
        holds[place] = True
        place = containers[place].parent
    return holds


def _downwards(
    containers: tuple[Container, ...], best: int, chars: list[int], prose_chars: list[int]
) -> tuple[list[int], list[int], list[int], list[int], list[int]]:
    """What a container has from the elements around it."""
    trusted = hints.bit("body") | hints.bit("content")
    caption, no_caption = hints.bit("caption"), hints.bit("newsletter") | hints.bit("related") | hints.bit("comments")
    much, much_prose, most = 0.4 * chars[0], 0.4 * max(1, prose_chars[0]), CAPTION_SHARE * chars[0]
    # One more of each, for the root's parent, which is -1.
    inside, mask, path, depth = [[0] * (len(containers) + 1) for _ in range(4)]
    depth[-1] = -1
    own_mask = [0] * len(containers)
    masked, bit_of = hints.mask, _PATH_BIT.get
    for place, (parent, tag, hint) in enumerate(containers):
        bits, way = 0, path[parent] | bit_of(tag, 0)
        if hint:
            bits = masked(hint)
            if bits and (chars[place] > much or prose_chars[place] > much_prose):
                bits &= trusted
            own_mask[place] = bits
        around = mask[place] = mask[parent] | bits
        if (bits & caption and not around & no_caption and chars[place] < most) or (
            tag in _CAPTIONS and chars[place] < most
        ):
            way |= CAPTION
        path[place] = way
        inside[place] = place == best or inside[parent]
        depth[place] = depth[parent] + 1
    return inside, mask, own_mask, path, depth


_CAPTIONS = frozenset(("figcaption", "figure"))
