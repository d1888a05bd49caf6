"""The text of a block with its links, emphasis, code and images as CommonMark.

What a parser reads back must be the text: a mark that CommonMark cannot set where it stands (half a word before a
bracket in bold) is left out, not the text changed.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from newsclean.writers.inline import TARGET_SIGNS

if TYPE_CHECKING:
    from newsclean.model import Mark

#: Signs that mean something inside a line, wherever they stand. An underscore between letters does not.
_INLINE = re.compile(r"[\\`*\[\]<>|]|(?<!\w)_+|_+(?!\w)|~(?=~)|(?<=~)~|&(?=#?\w+;)")
#: The same beside a mark, where what stands on its other side is not seen.
_BESIDE_MARK = re.compile(r"[\\`*\[\]<>|_~&!]")
#: Signs that mean something at the start of a line: headings, lists, rules, underlines of headings, fences.
_LINE_START = re.compile(r"^(?:(#{1,6})(?=\s|$)|([-+=])|(\d{1,9})([.)])(?=\s|$)|(~))", re.M)
_BREAK = "\\\n"
_EMPHASIS = {"em": "*", "strong": "**"}


class _Piece(NamedTuple):
    text: str
    opens: Mark | None = None  # the emphasis whose sign it is
    closes: Mark | None = None


def inline(text: str, marks: Sequence[Mark] = ()) -> str:
    """A block's text, or a line of it, with its marks set; a line break of the text is one in what is read back."""
    if not marks:
        return _broken(_INLINE.sub(lambda found: "".join("\\" + sign for sign in found.group()), text))
    chosen = _nested(marks)
    while True:
        pieces = _pieces(text, chosen)
        wrong = _wrong(pieces)
        if not wrong:
            return "".join(piece.text for piece in pieces)
        chosen = [mark for mark in chosen if mark not in wrong]


def image(mark: Mark) -> str:
    """An image with its description."""
    return f"![{_beside(mark.text)}]({_target(mark.target)})"


def _broken(escaped: str) -> str:
    return _LINE_START.sub(_escaped_start, escaped).replace("\n", _BREAK)


def _escaped_start(found: re.Match[str]) -> str:
    _, _, number, stop, _ = found.groups()
    return f"{number}\\{stop}" if number else "\\" + found.group()


def _beside(text: str) -> str:
    return _broken(_BESIDE_MARK.sub(r"\\\g<0>", text))


def _nested(marks: Iterable[Mark]) -> list[Mark]:
    """Those marks that can be set within each other: emphasis in a link or a link in emphasis, and code in both."""
    chosen: list[Mark] = []
    opened: list[Mark] = []
    code_end = -1
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        while opened and opened[-1].end <= mark.start and opened[-1].end < max(mark.end, mark.start + 1):
            opened.pop()
        group = "emphasis" if mark.kind in _EMPHASIS else mark.kind
        around = {"emphasis" if outer.kind in _EMPHASIS else outer.kind for outer in opened}
        fits = not opened or mark.end <= opened[-1].end
        touches = group == "code" and mark.start == code_end  # the signs of two would be one
        if fits and not touches and group not in around and "code" not in around:
            chosen.append(mark)
            code_end = mark.end if group == "code" else code_end
            if mark.kind != "image":
                opened.append(mark)
    return chosen


def _pieces(text: str, marks: Sequence[Mark]) -> list[_Piece]:
    """Text and signs in order."""
    pieces: list[_Piece] = []
    opened: list[Mark] = []
    at = 0

    def take(end: int) -> None:
        nonlocal at
        if end > at:
            in_code = bool(opened) and opened[-1].kind == "code"
            pieces.append(_Piece(_code(text[at:end]) if in_code else _beside(text[at:end])))
            at = end

    def close(until: int) -> None:
        while opened and opened[-1].end <= until:
            take(opened[-1].end)
            pieces.extend(_closed(opened.pop()))

    for mark in marks:
        close(mark.start)
        take(mark.start)
        if mark.kind == "image":
            pieces.append(_Piece(image(mark)))
        else:
            opened.append(mark)
            pieces.extend(_opened(mark))
    close(len(text))
    take(len(text))
    return pieces


def _opened(mark: Mark) -> list[_Piece]:
    if mark.kind in _EMPHASIS:
        return [_Piece(_EMPHASIS[mark.kind], opens=mark)]
    return [_Piece("[")] if mark.kind == "link" else []


def _closed(mark: Mark) -> list[_Piece]:
    if mark.kind in _EMPHASIS:
        return [_Piece(_EMPHASIS[mark.kind], closes=mark)]
    return [_Piece(f"]({_target(mark.target)})")] if mark.kind == "link" else []


def _code(text: str) -> str:
    """Code as it is, if that can be: a line break in it would become a blank, and a bar ends a table's cell."""
    if "\n" in text or "|" in text:
        return _beside(text)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence, blank = "`" * (longest + 1), " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{blank}{text}{blank}{fence}"


def _target(address: str) -> str:
    return quote(address, safe=TARGET_SIGNS).replace("&", "\\&").replace("*", "%2A")


def _wrong(pieces: Sequence[_Piece]) -> set[Mark]:
    """The emphasis whose signs a parser would not take for such (CommonMark 0.31, "Emphasis and strong emphasis")."""
    wrong: set[Mark] = set()
    for at, piece in enumerate(pieces):
        before = pieces[at - 1].text[-1] if at else "\n"
        after = pieces[at + 1].text[0] if at + 1 < len(pieces) else "\n"
        if piece.opens and not _opens(before, after):
            wrong.add(piece.opens)
        elif piece.closes and not _opens(after, before):
            wrong.add(piece.closes)
        elif piece.opens and at and pieces[at - 1].closes:
            wrong.add(piece.opens)  # its sign would be one with the other's
    return wrong


def _opens(outside: str, inside: str) -> bool:
    """Whether a sign between two characters opens emphasis towards the second; to close is the same the other way."""
    if inside.isspace():
        return False
    stops = outside.isspace() or outside in string.punctuation or unicodedata.category(outside)[0] == "P"
    return stops or unicodedata.category(inside)[0] not in "PS"
