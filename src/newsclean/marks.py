"""Links, emphasis, code and images of a page, as marks in the blocks of its article: for formats that show them.

A walk of its own, taken only where such a format is asked for; the one that makes the blocks pays nothing for it.
Both see the same characters in the same order, so a block is found again by its letters, white space left out. A block
whose letters are not found (a letter and its accent in two elements) has no marks, and its text is as it was.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from newsclean import decode
from newsclean.clean import parse
from newsclean.left import kept_blocks
from newsclean.lines import settled
from newsclean.model import Article, Block, Mark, RawPage

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_KINDS = {
    "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em", "strong": "strong", "b": "strong",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_UNSEEN = frozenset("head script style template noscript svg iframe object select textarea".split())
_TEXT = "-text"
_CELL_BREAK = " | "  # between the cells of a row's block
#: A block is looked for so many letters ahead of the one before it: what lies between is what no block shows.
_AHEAD = 50_000
#: Removed blocks of these categories are about the image before them, which is the story's.
_OF_IMAGES = ("caption", "image-credit")
_SMALLEST_IMAGE = 3  # pixels; smaller ones count readers


class _Run(NamedTuple):
    """A mark over letters of the whole page; an image stands between two."""

    start: int
    end: int
    kind: str
    target: str = ""
    text: str = ""


def marked(article: Article, page: RawPage, *, links: bool = False, images: bool = False) -> Article:
    """The article with the marks of the pages that it was made of: emphasis and code, and what is asked for.

    Scraped text has none. Addresses are made absolute where the page's own is known.
    """
    if not article.text:
        return article
    letters, runs = "", list[_Run]()
    for each in (replace(page, url=article.url), *page.further):
        more, found = _read(each)
        runs += (run._replace(start=run.start + len(letters), end=run.end + len(letters)) for run in found)
        letters += more
    wanted = {"em", "strong", "code", *(("link",) if links else ()), *(("image",) if images else ())}
    runs = sorted((run for run in runs if run.kind in wanted), key=lambda run: (run.start, -run.end))
    return replace(article, blocks=tuple(_blocks(article, letters, runs)))


def _read(page: RawPage) -> tuple[str, list[_Run]]:
    """The letters of a page, and the marks over them; none of a text's."""
    found = decode.sniff(page)
    if found == "text":
        return "", []
    if found == "mhtml":
        from newsclean import mhtml

        page = mhtml.unpacked(page)
    tree = parse(decode.parser_input(page))
    return _walked(tree, _base(tree, page.url or ""))


def _base(tree: LexborHTMLParser, url: str) -> str:
    """What the page's addresses are relative to."""
    named = tree.css_first("base[href]")
    return urljoin(url, (named.attributes.get("href") or "").strip()) if named is not None else url


def _walked(tree: LexborHTMLParser, base: str) -> tuple[str, list[_Run]]:
    """The letters of a page, and the marks over them."""
    pieces: list[str] = []
    runs: list[_Run] = []
    opened: list[tuple[LexborNode, _Run | None]] = []
    at = 0
    node = tree.root
    while node is not None:  # not recursive: pages nest deeper than Python's stack
        tag = node.tag or ""
        child = None
        if tag == _TEXT:
            piece = "".join(settled(node.text_content or "").split())
            pieces.append(piece)
            at += len(piece)
        elif tag == "img":
            runs += _image(node, at, base)
        elif tag not in _UNSEEN:
            child = node.first_child
            if child is not None:
                opened.append((node, _opened(node, tag, at, base)))
        following = child if child is not None else node.next
        while following is None and opened:
            node, run = opened.pop()
            if run is not None and at > run.start:
                runs.append(run._replace(end=at))
            following = node.next
        node = following
    return "".join(pieces), runs


def _opened(node: LexborNode, tag: str, at: int, base: str) -> _Run | None:
    """The mark that an element begins."""
    if tag == "a":
        target = _address(node.attributes.get("href"), base)
        return _Run(at, at, "link", target) if target else None
    kind = _KINDS.get(tag)
    return _Run(at, at, kind) if kind else None


def _image(node: LexborNode, at: int, base: str) -> Iterator[_Run]:
    """An image's mark, if it is one to be seen. Placeholders give their place to the address that scripts put there."""
    attributes = node.attributes
    sizes = [attributes.get(name) or "" for name in ("width", "height")]
    if any(size.isdecimal() and int(size) < _SMALLEST_IMAGE for size in sizes):
        return
    sources = (attributes.get(name) for name in ("src", "data-src", "data-lazy-src", "data-original"))
    target = next(filter(None, (_address(source, base) for source in sources)), "")
    if target:
        yield _Run(at, at, "image", target, " ".join((attributes.get("alt") or "").split()))


def _address(href: str | None, base: str) -> str:
    """An address that a reader can follow, absolute where the page's own is known; empty for scripts and data."""
    href = (href or "").strip()
    try:
        address = urljoin(base, href) if href else ""
    except ValueError:
        return ""
    scheme, colon, _ = address.partition(":")
    if colon and scheme.isalnum() and scheme.lower() not in ("http", "https", "mailto", "tel"):
        return ""
    return address


def _blocks(article: Article, letters: str, runs: Sequence[_Run]) -> Iterator[Block]:
    """The article's blocks, those that are kept with their marks."""
    kept = {block.start for block, _ in kept_blocks(article.blocks, article.removals)}
    gone = {removal.start: removal.category for removal in article.removals}
    starts = [run.start for run in runs]
    longest = max((run.end - run.start for run in runs), default=0)
    carried: list[_Run] = []  # images on their way to the next block that is kept
    at = 0
    for block in article.blocks:
        found = _found(block, letters, at)
        if not found:
            yield block
            continue
        begin, end = found[0], found[-1] + len("".join(_texts(block)[-1].split()))
        near = runs[bisect_left(starts, begin - longest) : bisect_left(starts, end)]
        images = [run for run in near if run.kind == "image" and run.start >= at]
        at = end
        if block.start in kept:
            images, carried = [*carried, *images], []
            yield block.replaced(marks=tuple(_marks(images, near, _places(block, found)))) if images or near else block
        else:
            carried = [*carried, *images] if gone.get(block.start) in _OF_IMAGES else []
            yield block


def _texts(block: Block) -> list[str]:
    """The runs of text in a block that stand on the page as they are: the cells of a row, else all of it."""
    return block.text.split(_CELL_BREAK) if block.kind == "row" else [block.text]


def _found(block: Block, letters: str, at: int) -> list[int]:
    """Where each of the block's runs of text begins in the page's letters; empty where one is not found."""
    found: list[int] = []
    for text in _texts(block):
        own = "".join(text.split())
        start = letters.find(own, at, at + len(own) + _AHEAD)
        if start < 0:
            return []
        found.append(start)
        at = start + len(own)
    return found


def _places(block: Block, found: Sequence[int]) -> list[tuple[int, int]]:
    """For each letter of the block its place in the page's letters and in the block."""
    places: list[tuple[int, int]] = []
    offset = 0
    for start, text in zip(found, _texts(block), strict=True):
        places += enumerate((place for place, char in enumerate(text, offset) if not char.isspace()), start)
        offset += len(text) + len(_CELL_BREAK)
    return places


def _marks(images: Sequence[_Run], near: Sequence[_Run], places: list[tuple[int, int]]) -> Iterator[Mark]:
    """Marks in a block, in order; what holds others stands before them."""
    page_places = [place for place, _ in places]
    for run in images:
        first = bisect_left(page_places, run.start)
        offset = 0 if first == 0 else places[first][1]
        yield Mark(offset, offset, "image", run.target, run.text)
    for run in near:
        first, last = bisect_left(page_places, run.start), bisect_left(page_places, run.end) - 1
        if run.kind != "image" and first <= last:
            yield Mark(places[first][1], places[last][1] + 1, run.kind, run.target)
