"""What is no part of the story wherever it stands: captions, notices that repeat, other articles, copies, remains.

Rules that a person can state. Those above look at the page as it is measured; those below look at what is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

from newsclean import hints
from newsclean.measures import CAPTION, CAPTION_SHARE, PATH_TAGS, Measures

if TYPE_CHECKING:
    from newsclean.model import Document

_OTHER_ARTICLE_SHARE: Final = 0.2  # of the page's prose that the titled article must hold before others are left out
_REPEATS: Final = 3
_DUPLICATE_CHARS: Final = 50
_COPIED_CHARS: Final = 80  # characters of a paragraph, and
_COPIED_TEXTS: Final = 5  # how many of them must stand twice, before a page holds a story twice
_PICTURE_BLOCKS: Final = 2  # an element with more is no picture with its caption
_PULL_QUOTE_CHARS: Final = 30
_LINK_LINE: Final = 0.8  # link density
_LINK_LINE_CHARS: Final = 200
_APART: Final = 1 << PATH_TAGS.index("aside")


def copies(document: Document) -> set[int]:
    """Second and later copies of a story that a page holds several times, one for each width of a screen."""
    first: dict[str, int] = {}
    copies, prose = set(), set()
    for index, block in enumerate(document.blocks):
        if len(block.text) >= _DUPLICATE_CHARS and first.setdefault(block.text, index) != index:
            copies.add(index)
            if len(block.text) >= _COPIED_CHARS:
                prose.add(block.text)
    return copies if len(prose) >= _COPIED_TEXTS else set()


def repeated(document: Document, m: Measures) -> set[int]:
    """Blocks of sections in which every block stands on the page several times: placeholders, notices, buttons.

    A question that an interview repeats shares its section with answers, and is not taken.
    """
    often = {text for text, count in m.repeats.items() if count >= _REPEATS}
    if not often:
        return set()
    sections = [m.at[m.at[block.container].own].section for block in document.blocks]
    said = [block.text in often and block.kind != "row" for block in document.blocks]
    mixed = {section for section, again in zip(sections, said, strict=True) if not again}
    return {i for i, section in enumerate(sections) if section not in mixed}


def captions(document: Document, m: Measures) -> Iterable[int]:
    """Blocks in a figure, in an element named as a caption, or behind an image in one named as a picture.

    Tables and quotations in one are none.
    """
    picture = hints.bit("picture")
    for index, block in enumerate(document.blocks):
        if block.kind in ("row", "quote"):
            continue
        if m.at[block.container].path & CAPTION:
            yield index
        elif block.after_image:
            own = m.at[m.at[block.container].own]
            around = m.at[own.parent]
            named = own.own_mask | (around.own_mask if around.blocks <= _PICTURE_BLOCKS else 0)
            if named & picture and len(block.text) < CAPTION_SHARE * m.at[0].chars:
                yield index


def other_articles(document: Document, m: Measures, headline: int | None) -> set[int]:
    """Blocks of further <article> elements, when the page's title stands in one that is an article itself."""
    if headline is None:
        return set()
    containers = document.containers
    titled = document.blocks[headline].container
    while titled >= 0 and containers[titled].tag != "article":
        titled = containers[titled].parent
    if titled < 0 or m.at[titled].prose_chars < _OTHER_ARTICLE_SHARE * m.at[0].prose_chars:
        return set()
    around, place = set(), titled
    while place >= 0:
        around.add(place)
        place = containers[place].parent
    other = [False] * len(containers)
    for place, container in enumerate(containers):
        parent = container.parent
        if parent >= 0 and place not in around and parent != titled:
            other[place] = other[parent] or (container.tag == "article" and not _lies_in(document, parent, titled))
    return {i for i, block in enumerate(document.blocks) if other[block.container]}


def _lies_in(document: Document, place: int, outer: int) -> bool:
    while place > outer:
        place = document.containers[place].parent
    return place == outer


def duplicates(document: Document, kept: set[int]) -> set[int]:
    """Later copies of a kept block of some length: a lead that stands twice, a pull quote. Questions may repeat."""
    seen: set[str] = set()
    found = set()
    for index in sorted(kept):
        text = document.blocks[index].text
        if len(text) < _DUPLICATE_CHARS or text.endswith(("?", "？")):
            continue
        if text in seen:
            found.add(index)
        seen.add(text)
    return found


def pull_quotes(document: Document, m: Measures, kept: set[int]) -> set[int]:
    """Kept blocks set apart from the body that only say again what a paragraph of it says."""
    apart = {i for i in kept if document.blocks[i].kind == "quote" or m.at[document.blocks[i].container].path & _APART}
    apart |= {i for i in kept if m.at[document.blocks[i].container].mask & hints.bit("embed")}
    if not apart:
        return set()
    body = "\n".join(document.blocks[i].text for i in sorted(kept - apart))
    return {i for i in apart if len(said := _bare(document.blocks[i].text)) >= _PULL_QUOTE_CHARS and said in body}


def _bare(text: str) -> str:
    """Text without the quotation marks and the stop that a pull quote adds to what it takes from a paragraph."""
    return text.strip("\"'“”„‟«»‘’‹›「」 ").rstrip(".… ")


def link_lines(document: Document, m: Measures, kept: set[int]) -> set[int]:
    """Paragraphs of the body that are one link to another story, set off by brackets, an arrow or capitals."""
    found = set()
    for index in kept:
        block = document.blocks[index]
        if m.link_density[index] < _LINK_LINE or block.kind != "paragraph" or len(block.text) > _LINK_LINE_CHARS:
            continue
        text = block.text
        if (text[0] in "[(" and text[-1] in "])") or text[0] in "►▶»→›>" or (text.isupper() and " " in text):
            found.add(index)
    return found


def orphans(document: Document, m: Measures, kept: set[int]) -> set[int]:
    """What is left of a box when most of it is removed: its headings, and all of one that is named as no article's."""
    blocks = document.blocks
    body = min((i for i in kept if m.prose[i] and blocks[i].kind != "heading"), default=0)
    left: dict[int, list[int]] = {}
    for index in kept:
        box = _box(m, blocks[index].container)
        if index >= body and not m.at[box].holds_best:
            left.setdefault(box, []).append(index)
    left = {box: rest for box, rest in left.items() if len(rest) < m.at[box].blocks}
    if not left:
        return set()
    members_of: dict[int, list[int]] = {box: [] for box in left}
    for index in range(body, len(blocks)):
        box = _box(m, blocks[index].container)
        if box in members_of:
            members_of[box].append(index)
    named = _boxed_hints()
    found: set[int] = set()
    for box, rest in left.items():
        members = members_of[box]
        if len(rest) == len(members):
            continue
        size, kept_size = (sum(len(blocks[i].text) for i in some) for some in (members, rest))
        boxed = m.at[box].mask & named or m.at[box].path & _APART
        small = 2 * kept_size < size or 3 * len(rest) <= len(members)
        if small and (boxed or all(blocks[i].kind == "heading" for i in rest)):
            found.update(rest)
    return found


def _box(m: Measures, container: int) -> int:
    """The innermost element around a container's block that holds several blocks."""
    own = m.at[container].own
    place = m.at[own]
    return own if place.blocks > 1 else place.section


@cache
def _boxed_hints() -> int:
    return sum(map(hints.bit, ("related", "newsletter", "ad", "share", "widget", "comments")))
