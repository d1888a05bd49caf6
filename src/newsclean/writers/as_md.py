"""md: CommonMark with the tables of GitHub's Markdown. A parser reads back the words of the other formats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclean.writers.format import Format
from newsclean.writers.structure import ItemList, ListItem, Part, cells, parts

if TYPE_CHECKING:
    from newsclean.model import Article

#: Signs that mean something inside a line, wherever they stand. An underscore between letters does not.
_INLINE = re.compile(r"[\\`*\[\]<>|]|(?<!\w)_|_(?!\w)|~(?=~)|(?<=~)~|&(?=#?\w+;)")
#: Signs that mean something at the start of a line: headings, lists, rules, underlines of headings, fences.
_LINE_START = re.compile(r"^(?:(#{1,6})(?=\s|$)|([-+=])|(\d{1,9})([.)])(?=\s|$)|(~))", re.M)
_BREAK = "\\\n"


def render(article: Article) -> bytes:
    """The title as a heading of the first level, and the blocks as what they are on the page."""
    pieces = [f"# {_line(article.title)}"] if article.title else []
    pieces += [_list(part) if isinstance(part, ItemList) else _part(part) for part in parts(article)]
    return ("\n\n".join(pieces) + "\n").encode("utf-8", "replace")


def _part(part: Part) -> str:
    if part.kind == "heading":
        # The title has the first level for itself.
        return "#" * max(part.level, 2) + " " + _line(part.texts[0])
    if part.kind == "quote":
        return _indented("\n\n".join(map(_prose, part.texts)), "> ", "> ")
    if part.kind == "code":
        return _code(part.texts[0])
    if part.kind == "row":
        return _table([cells(row) for row in part.texts])
    return _prose(part.texts[0])


def _escaped(text: str) -> str:
    return _LINE_START.sub(_escaped_start, _INLINE.sub(r"\\\g<0>", text))


def _escaped_start(found: re.Match[str]) -> str:
    _, _, number, stop, _ = found.groups()
    return f"{number}\\{stop}" if number else "\\" + found.group()


def _prose(text: str) -> str:
    return _escaped(text).replace("\n", _BREAK)


def _line(text: str) -> str:
    """Text where no line may end. A closing run of # would be left out by a parser."""
    return re.sub(r"(?<!\S)#(?=#*$)", r"\\#", _escaped(" ".join(text.split("\n"))))


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _list(part: ItemList) -> str:
    return "\n".join(_item(item) for item in part.items)


def _item(item: ListItem) -> str:
    """A nested item stands four columns further in, which is enough below `- ` and below `12. ` alike."""
    marker = "- " if item.number is None else f"{item.number}. "
    margin = "    " * (item.level - 1)
    return _indented("\n\n".join(map(_prose, item.texts)), margin + marker, margin + " " * len(marker))


def _table(rows: list[list[str]]) -> str:
    """The first row is the head: a Markdown table cannot be without. Short rows are filled up."""
    columns = max(map(len, rows))
    lines = ["| " + " | ".join([*map(_line, row), *[""] * (columns - len(row))]) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * columns)
    return "\n".join(lines)


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *[(rest + line).rstrip() for line in lines[1:]]])


FORMAT = Format(".md", render, separator=b"\f\n")
