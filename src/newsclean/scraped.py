"""Scraped text to blocks: paragraphs parted by blank lines, one a line, or hard-wrapped at some width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import Final

from newsclean.lines import parted, settled
from newsclean.model import BLOCK_BREAK, Block, Container, Document
from newsclean.wrapping import NARROWEST, WIDEST, forced, unwrapped

_MARKED: Final = re.compile(r"\s*(?:[-*•/#>]|\d{1,3}[.)])")
_ODD_BLANK: Final = re.compile(r"[^\S \t]")


def from_text(text: str) -> Document:
    """The blocks of scraped text. Paragraphs may be parted by blank lines, be single lines, or be hard-wrapped.

    Blanks within a line stay as they are, and so does the indentation of lines that stay together: code has both.
    """
    groups: list[list[str]] = [[]]
    for raw in text.splitlines():
        # Every other line is empty, and most of the rest are plain: neither has anything to settle.
        line = raw.rstrip() if raw.isascii() and raw.isprintable() else _line(raw)
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    if not groups[-1]:
        groups.pop()
    return document_of(_paragraphs(groups))


def _line(raw: str) -> str:
    """A line, its Unicode settled, with plain blanks and no white space at its end."""
    line = settled(raw).rstrip()
    return line if line.isprintable() else _ODD_BLANK.sub(" ", line).rstrip()


def _paragraphs(groups: list[list[str]]) -> Iterator[str]:
    width = _wrap_width(groups)
    if width:
        for group in groups:
            yield from unwrapped([line.strip() for line in group], width)
    elif len(groups) == 1:
        yield from map(str.strip, groups[0])
    else:
        for group in groups:
            yield from _parted(group)


def _parted(group: list[str]) -> Iterator[str]:
    if len(group) == 1:
        yield group[0].strip()
        return
    indentation = min(len(line) - len(line.lstrip()) for line in group)
    lines = [line[indentation:] for line in group]
    # Items of a list and comments of code stay together, however long they are.
    for text in ["\n".join(lines)] if all(map(_MARKED.match, lines)) else parted(lines):
        yield text.strip()


def document_of(texts: Iterable[str]) -> Document:
    """A document of paragraphs, each a block."""
    blocks, offset = [], 0
    for text in texts:
        blocks.append(Block(text, offset, "paragraph", 0))
        offset += len(text) + len(BLOCK_BREAK)
    return Document(tuple(blocks), (Container(-1, ""),))


def _wrap_width(groups: list[list[str]]) -> int:
    """Width at which a text was hard-wrapped, or 0.

    In such a text no line is longer than the width, and hardly a line ends before the next word would pass it.
    """
    width = 0
    for line in chain.from_iterable(groups):
        if len(line) > width:
            width = max(width, len(line.lstrip()))
            if width > WIDEST:  # as the first paragraph of most texts is
                return 0
    if width < NARROWEST:
        return 0
    breaks = [forced(line.lstrip(), after.lstrip(), width) for group in groups for line, after in pairwise(group)]
    # A paragraph's last line is followed by another one where no blank line parts paragraphs.
    enough = 0.9 if len(groups) > 2 else 0.7
    return width if len(breaks) >= 4 and sum(breaks) >= enough * len(breaks) else 0
