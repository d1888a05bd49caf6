"""md: CommonMark with the tables of GitHub's Markdown. A parser reads back the words of the other formats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclean.writers.format import Format
from newsclean.writers.md_inline import image, inline
from newsclean.writers.structure import ItemList, ListItem, Part, cells, parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclean.model import Article, Mark


def render(article: Article) -> bytes:
    """The title as a heading of the first level, and the blocks as what they are on the page."""
    pieces = [f"# {_line(article.title)}"] if article.title else []
    for part in parts(article):
        pieces += [_list(part)] if isinstance(part, ItemList) else _part(part)
    return ("\n\n".join(pieces) + "\n").encode("utf-8", "replace")


def _part(part: Part) -> list[str]:
    if part.kind == "quote":
        return [_indented("\n\n".join(map(inline, part.texts, part.marks)), "> ", "> ")]
    if part.kind == "code":
        return [_code(part.texts[0])]
    if part.kind == "row":
        return [_table([[_line(*cell) for cell in cells(*row)] for row in zip(part.texts, part.marks, strict=True)])]
    text, marks = part.texts[0], part.marks[0]
    images = [image(mark) for mark in marks if mark.kind == "image" and mark.start == 0]
    marks = tuple(mark for mark in marks if mark.kind != "image" or mark.start > 0)
    if part.kind == "heading":
        # The title has the first level for itself.
        return [*images, "#" * max(part.level, 2) + " " + _line(text, marks)]
    return [*images, inline(text, marks)]


def _line(text: str, marks: Sequence[Mark] = ()) -> str:
    """Text where no line may end. A closing run of # would be left out by a parser."""
    return re.sub(r"(?<!\S)#(?=#*$)", r"\\#", inline(text.replace("\n", " "), marks))


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _list(part: ItemList) -> str:
    """Items with those that are nested in them; what holds the first ones may have been removed."""
    lines: list[str] = []
    around: list[int] = []  # levels of the items that hold the next one
    for item in part.items:
        while around and around[-1] >= item.level:
            around.pop()
        lines.append(_item(item, len(around)))
        around.append(item.level)
    return "\n".join(lines)


def _item(item: ListItem, depth: int) -> str:
    """A nested item stands four columns further in, which is enough below `- ` and below `12. ` alike."""
    marker = "- " if item.number is None else f"{item.number}. "
    margin = "    " * depth
    texts = "\n\n".join(map(inline, item.texts, item.marks))
    return _indented(texts, margin + marker, margin + " " * len(marker))


def _table(rows: list[list[str]]) -> str:
    """The first row is the head: a Markdown table cannot be without. Short rows are filled up."""
    columns = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (columns - len(row))]) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * columns)
    return "\n".join(lines)


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *[(rest + line).rstrip() for line in lines[1:]]])


FORMAT = Format(".md", render, separator=b"\f\n", marks=True)
