"""The text of a block with its links, emphasis, code and images, for formats that nest elements (HTML, TEI)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from newsclean.model import Mark

TARGET_SIGNS = "%/:=&?~#+!$,;'@*"  # that stand in an address as they are
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_FOLLOWED = ("http", "https", "mailto", "tel")
_LOADED = ("http", "https")


class Signs(NamedTuple):
    """How a format writes text, and what stands before and behind a mark's text."""

    text: Callable[[str], str]
    opened: Callable[[Mark], str]  # of an image, all of it
    closed: Callable[[Mark], str]


def inline(text: str, marks: Sequence[Mark], signs: Signs) -> str:
    """A block's text with its marks set; those that cross others are left out, their text is not."""
    pieces: list[str] = []
    opened: list[Mark] = []
    at = 0
    for mark in (*_nested(marks), None):
        until = mark.start if mark else len(text)
        while opened and opened[-1].end <= until:
            last = opened.pop()
            pieces += (signs.text(text[at : last.end]), signs.closed(last))
            at = last.end
        pieces.append(signs.text(text[at:until]))
        at = until
        if mark:
            pieces.append(signs.opened(mark))
            if mark.kind != "image":
                opened.append(mark)
    return "".join(pieces)


def address(mark: Mark) -> str:
    """Where a link or an image leads, as an attribute may hold it; empty for what no reader should follow or load."""
    target = quote(mark.target, safe=TARGET_SIGNS)
    scheme = _SCHEME.match(target)
    allowed = _LOADED if mark.kind == "image" else _FOLLOWED
    return "" if scheme and scheme.group(1).lower() not in allowed else target


def _nested(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Those marks that lie within each other, no link in a link; what holds others comes first."""
    opened: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        while opened and opened[-1].end <= mark.start:
            opened.pop()
        crosses = bool(opened) and mark.end > opened[-1].end
        repeats = any(outer.kind == mark.kind for outer in opened)
        if crosses or repeats or (mark.kind in ("link", "image") and not address(mark)):
            continue
        yield mark
        if mark.kind != "image":
            opened.append(mark)
