"""What is left of a page as headings, paragraphs, quotes, code, lists and tables: for writers that show structure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from newsclean.left import kept_blocks

if TYPE_CHECKING:
    from newsclean.model import Article, Block, Container, Mark, Removal

_LIST_TAGS = ("ol", "ul", "menu", "dir", "dl")
_ITEM_TAGS = ("li", "dt", "dd")
_LISTED = ("item", "links")  # kinds of blocks
CELL_BREAK = " | "  # how a row's block parts its cells


class Part(NamedTuple):
    """A heading, paragraph or caption (one text); a quote (its paragraphs); a code (its text); a table (its rows)."""

    kind: str  # heading | paragraph | caption | quote | code | row
    texts: tuple[str, ...]
    level: int = 0  # of a heading, 1-6
    marks: tuple[tuple[Mark, ...], ...] = ()  # of each text; of a code none


class ListItem(NamedTuple):
    """One item of a list. A nested list's items follow the item that holds it."""

    texts: tuple[str, ...]  # its paragraphs
    level: int  # 1 and deeper
    number: int | None  # in an ordered list, from 1
    marks: tuple[tuple[Mark, ...], ...] = ()  # of each text


class ItemList(NamedTuple):
    """Items that follow each other."""

    items: tuple[ListItem, ...]
    kind: str = "list"


def parts(article: Article) -> Iterator[Part | ItemList]:
    """The kept text in reading order. Blocks of one list, table, quote or code that follow each other are one part."""
    group: list[tuple[Block, str]] = []
    for block, text in kept_blocks(article.blocks, article.removals):
        if block.marks and text != block.text:
            block = block.replaced(marks=tuple(_shifted(block, text, article.removals)))
        if group and not _belongs(group[-1][0], block, article.containers):
            yield _part(group, article.containers)
            group = []
        group.append((block, text))
    if group:
        yield _part(group, article.containers)


def list_events(items: ItemList) -> Iterator[tuple[str, ListItem]]:
    """The items as nested lists: `list`, `item`, `end-item` and `end-list`, each with the item that it is for.

    An item ends behind the lists that are nested in it. Not recursive: lists nest deeper than Python's stack.
    """
    opened: list[ListItem] = []
    for item in items.items:
        while opened and not _same_list(opened[-1], item) and opened[-1].level >= item.level:
            yield "end-item", opened[-1]
            yield "end-list", opened.pop()
        if opened and _same_list(opened[-1], item):
            yield "end-item", opened.pop()
        else:
            yield "list", item
        opened.append(item)
        yield "item", item
    while opened:
        yield "end-item", opened[-1]
        yield "end-list", opened.pop()


def _same_list(one: ListItem, other: ListItem) -> bool:
    return one.level == other.level and (one.number is None) == (other.number is None)


def _belongs(before: Block, block: Block, containers: tuple[Container, ...]) -> bool:
    """Whether a block continues the part that the block before it is in."""
    if before.kind in _LISTED and block.kind in _LISTED:
        return True
    if before.kind != block.kind:
        return False
    if block.kind == "row":
        return _within(before, ("table",), containers) == _within(block, ("table",), containers)
    if block.kind == "code":
        return before.container == block.container
    return block.kind == "quote"


def _part(group: list[tuple[Block, str]], containers: tuple[Container, ...]) -> Part | ItemList:
    block = group[0][0]
    texts = tuple(text for _, text in group)
    if block.kind in _LISTED:
        return ItemList(tuple(_items(group, containers)))
    if block.kind == "code":
        return Part("code", ("\n\n".join(texts),))
    level = min(max(block.level, 1), 6) if block.kind == "heading" else 0
    return Part(block.kind, texts, level, tuple(block.marks for block, _ in group))


def _items(group: list[tuple[Block, str]], containers: tuple[Container, ...]) -> Iterator[ListItem]:
    numbers: dict[int, int] = {}
    item, texts, level, number = -1, list[str](), 1, None
    marks: list[tuple[Mark, ...]] = []
    for block, text in group:
        holder = _within(block, _ITEM_TAGS, containers)
        if block.kind == "item" and texts and holder >= 0 and holder == item:
            texts.append(text)
            marks.append(block.marks)
            continue
        if texts:
            yield ListItem(tuple(texts), level, number, tuple(marks))
        *before, (last, own) = _entries(block, text)
        item, texts, marks, level = holder if block.kind == "item" else -1, [last], [own], max(block.level, 1)
        place = _within(block, _LIST_TAGS, containers)
        ordered = place >= 0 and containers[place].tag == "ol"
        for entry, its in before:
            yield ListItem((entry,), level, _next(numbers, place) if ordered else None, (its,))
        number = _next(numbers, place) if ordered else None
    yield ListItem(tuple(texts), level, number, tuple(marks))


def _entries(block: Block, text: str) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """What a block has of a list: an item, or the entries of a list of links, a line each; with the marks in them."""
    start = 0
    for entry in text.split("\n") if block.kind == "links" else [text]:
        end = start + len(entry)
        yield (
            entry,
            tuple(
                mark._replace(start=max(mark.start, start) - start, end=min(mark.end, end) - start)
                for mark in block.marks
                if mark.start < end and start < max(mark.end, mark.start + 1)  # an image has no length
            ),
        )
        start = end + 1


def _shifted(block: Block, text: str, removals: Sequence[Removal]) -> Iterator[Mark]:
    """The marks of a block in the text that removals have left of it."""
    gone = [(r.start - block.start, r.end - block.start) for r in removals if block.start <= r.start < block.end]
    letters = (place for place, char in enumerate(block.text) if not char.isspace())
    left = [place for place in letters if not any(start <= place < end for start, end in gone)]
    now = [place for place, char in enumerate(text) if not char.isspace()]
    for mark in block.marks:
        first, last = bisect_left(left, mark.start), bisect_left(left, mark.end) - 1
        if mark.kind == "image" and first < len(now):
            offset = now[first] if first else 0
            yield mark._replace(start=offset, end=offset)
        elif first <= last:
            yield mark._replace(start=now[first], end=now[last] + 1)


def _next(numbers: dict[int, int], place: int) -> int:
    numbers[place] = numbers.get(place, 0) + 1
    return numbers[place]


def _within(block: Block, tags: tuple[str, ...], containers: tuple[Container, ...]) -> int:
    """Index of the innermost container around a block with one of the tags, or -1."""
    at = block.container if block.container < len(containers) else -1
    while at >= 0 and containers[at].tag not in tags:
        at = containers[at].parent
    return at


def cells(row: str, marks: Sequence[Mark]) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """The cells of a table's row, with the marks in each; a mark over several is none of them."""
    at = 0
    for cell in row.split(CELL_BREAK):
        end = at + len(cell)
        own = (mark for mark in marks if at <= mark.start and mark.end <= end)
        yield cell, tuple(mark._replace(start=mark.start - at, end=mark.end - at) for mark in own)
        at = end + len(CELL_BREAK)
