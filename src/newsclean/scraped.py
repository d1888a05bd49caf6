"""Scraped text to blocks: paragraphs parted by blank lines, one a line, or hard-wrapped at some width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from newsclean.lines import one_line, parted
from newsclean.model import BLOCK_BREAK, Block, Container, Document

#: Scripts that part words by nothing: Thai, Kana, Han.
_SPACELESS = r"[\u0e00-\u0e7f\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"  # compiled when it is first asked for
_NARROWEST, _WIDEST = 40, 100  # widths at which people wrap text


def from_text(text: str) -> Document:
    """The blocks of scraped text. Paragraphs may be parted by blank lines, be single lines, or be hard-wrapped."""
    groups: list[list[str]] = [[]]
    for line in map(one_line, text.splitlines()):
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    if not groups[-1]:
        groups.pop()
    return _document(_paragraphs(groups))


def _paragraphs(groups: list[list[str]]) -> Iterator[str]:
    width = _wrap_width(groups)
    if width:
        for group in groups:
            yield from _unwrapped(group, width)
    elif len(groups) == 1:
        yield from groups[0]
    else:
        for group in groups:
            if len(group) == 1:
                yield group[0]
            else:
                yield from parted(group)


def _document(texts: Iterable[str]) -> Document:
    blocks, offset = [], 0
    for text in texts:
        blocks.append(Block(text, offset, "paragraph", 0))
        offset += len(text) + len(BLOCK_BREAK)
    return Document(tuple(blocks), (Container(-1, ""),))


def _wrap_width(groups: list[list[str]]) -> int:
    """Width at which a text was hard-wrapped, or 0.

    In such a text no line is longer than the width, and hardly a line ends before the next word would pass it.
    """
    width = max((len(line) for group in groups for line in group), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    breaks = [_forced(line, after, width) for group in groups for line, after in pairwise(group)]
    # A paragraph's last line is followed by another one where no blank line parts paragraphs.
    enough = 0.9 if len(groups) > 2 else 0.7
    return width if len(breaks) >= 4 and sum(breaks) >= enough * len(breaks) else 0


def _forced(line: str, after: str, width: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    return len(line) + 1 + len(after.split(" ", 1)[0]) > width and len(line) > width // 2


def _unwrapped(group: list[str], width: int) -> Iterator[str]:
    paragraph = group[0]
    for line, after in pairwise(group):
        if not _forced(line, after, width):
            yield paragraph
            paragraph = after
        elif re.match(_SPACELESS, line[-1]) and re.match(_SPACELESS, after[0]):
            paragraph += after
        else:
            paragraph += " " + after
    yield paragraph
