"""Where a page's headline stands among its blocks, and which blocks lie around it: bylines and dates are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsclean.lines import is_prose
from newsclean.metadata.plain import fold
from newsclean.model import Block

if TYPE_CHECKING:
    from newsclean.metadata.parts import PageParts
    from newsclean.model import Document

_BEFORE, _BEHIND = 5, 16
_MOST_CHARS = 200  # a longer block is neither a byline nor a date
_PROSE_CHARS = 60
_MOST_ENTRIES = 6
_MOST_PROSE = 3  # a standfirst, a caption or notice, and a first paragraph
_HEADLINE_CHARS = 12  # a shorter heading stands in any title by chance
_START = 8  # characters that are compared before whole texts are
#: Beginnings of class names, not parts: "under-menu" and "elementor-widget-container" say nothing of what is inside.
_ASIDE = (
    "nav", "menu", "sub-menu", "footer", "comment", "related", "recommend", "recirc", "cookie", "popular", "trending",
    "teaser", "breadcrumb", "newsletter", "promo", "sponsor", "advert", "carousel", "owl-", "swiper", "latest",
    "sidebar", "more-", "read-more", "you-may", "next-", "prev",
)  # fmt: skip
_PICTURE = ("caption", "photo-credit", "photocredit", "image-credit", "imagecredit")
HINTS = 5000  # that are remembered what they say: a site repeats its names from page to page
_ASIDE_TAGS = frozenset({"nav", "figcaption", "figure", "button"})


class Header(NamedTuple):
    """The blocks around the headline, nearest places first those behind it, and those of the rest of the page."""

    near: Sequence[Block]
    rest: Sequence[Block]
    around: frozenset[int] = frozenset()  # containers that hold the headline: none of them is an aside of the article


def header_of(parts: PageParts) -> Header:
    """The header of the page's article; of a page without headings, its first blocks."""
    blocks = parts.document.blocks
    place = headline_place(parts)
    if place is None:
        behind, last = _until_prose(blocks, 0)
        return Header(behind, blocks[last:])
    behind, last = _until_prose(blocks, place + 1)
    shown = [entry for block in blocks[max(0, place - _BEFORE) : place] for entry in _entries(block)]
    before = [block for block in shown if len(block.text) <= _MOST_CHARS]
    return Header((*behind, *reversed(before)), blocks[last:], _around(parts.document, blocks[place]))


def _around(document: Document, block: Block) -> frozenset[int]:
    """The containers that a block stands in."""
    found = set()
    index = block.container
    while index >= 0:
        found.add(index)
        index = document.containers[index].parent
    return frozenset(found)


def headline_place(parts: PageParts) -> int | None:
    """Index of the headline's block: the heading that the window's title repeats, else the first `<h1>`."""
    titles = [fold(title) for title in (parts.title, *parts.metas.get("og:title", ())) if title]
    first = None
    for place in parts.headings:
        block = parts.document.blocks[place]
        if block.level == 1 and first is None:
            first = place
        key = fold(block.text)
        if len(key) >= _HEADLINE_CHARS and any(_same_start(key, title) for title in titles):
            return place
    return _without_heading(parts, titles) if first is None else first


def _without_heading(parts: PageParts, titles: Sequence[str]) -> int | None:
    """Index of the last of the first blocks in a row that say what a title begins with: a headline without markup."""
    starts = {title.strip()[:_START].casefold() for title in (parts.title, *parts.metas.get("og:title", ())) if title}
    found = None
    for place, block in enumerate(parts.document.blocks):
        said = block.text[:_START].casefold() in starts and len(key := fold(block.text)) >= _HEADLINE_CHARS
        if said and any(title.startswith(key) for title in titles):
            found = place
        elif found is not None:
            break
    return found


def _same_start(heading: str, title: str) -> bool:
    """Whether a title is a heading and perhaps something behind it, as the site's name is."""
    return bool(title) and (title.startswith(heading) or heading.startswith(title))


def _until_prose(blocks: Sequence[Block], start: int) -> tuple[list[Block], int]:
    """Short blocks from a place on, up to the article's text; and where that was."""
    found: list[Block] = []
    prose = 0
    place = start
    for place in range(start, min(start + _BEHIND, len(blocks))):
        block = blocks[place]
        if block.kind == "links":
            found += _entries(block)
        elif len(block.text) > _MOST_CHARS or (len(block.text) >= _PROSE_CHARS and is_prose(block.text)):
            prose += 1
            if prose == _MOST_PROSE:
                break
        else:
            found.append(block)
    return found, place


def _entries(block: Block) -> list[Block]:
    """The entries of a short list of links, as of authors, as blocks; none of a long one, which is a menu."""
    if block.kind != "links":
        return [block]
    entries = block.text.split("\n")
    if len(entries) > _MOST_ENTRIES:
        return []
    return [Block(entry, block.start, block.kind, block.container, block.level, block.link_chars) for entry in entries]


def hinted(document: Document, block: Block, says: Callable[[str], bool], levels: int) -> bool:
    """Whether the class names of one of a block's nearest containers say something."""
    containers, index = document.containers, block.container
    for _ in range(levels):
        if index < 0:
            return False
        container = containers[index]
        if container.hint and says(container.hint):
            return True
        index = container.parent
    return False


def is_aside(document: Document, block: Block, levels: int = 5, around: frozenset[int] = frozenset()) -> bool:
    """Whether a block stands in a menu, a teaser, a caption or the like that does not hold the headline as well."""
    containers, index = document.containers, block.container
    for _ in range(levels):
        if index < 0 or index in around:
            return False
        container = containers[index]
        if container.tag in _ASIDE_TAGS or (container.hint and _says_aside(container.hint)):
            return True
        index = container.parent
    return False


@lru_cache(maxsize=HINTS)
def _says_aside(hint: str) -> bool:
    for word in hint.split():
        if word.startswith(_ASIDE):
            return True
    return any(part in hint for part in _PICTURE)
