"""Text that was hard-wrapped: its lines break where the next word had no room, not where a sentence or an item ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

NARROWEST, WIDEST = 40, 100  # widths at which people wrap text
#: Scripts that part words by nothing: Thai, Kana, Han.
_SPACELESS = r"[\u0e00-\u0e7f\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"  # compiled when it is first asked for
_SPACELESS_WORD = 2  # characters that may not be parted there: a sign is not left alone on a line
_LEAST_LINES = 4  # of a run that shows by itself that it is wrapped


def is_wrapped(run: Sequence[str]) -> bool:
    """Whether a run of lines is a wrapped paragraph.

    Every line but the last ends where the next word would pass the width of the longest, and most go on in small
    letters: a list whose items happen to be as long as each other does not.
    """
    if len(run) < _LEAST_LINES:
        return False
    width = max(map(len, run))
    if not NARROWEST <= width <= WIDEST or not all(forced(line, after, width) for line, after in pairwise(run)):
        return False
    return 2 * sum(line[0].islower() for line in run[1:]) > len(run) - 1


def forced(line: str, after: str, width: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    word = _SPACELESS_WORD if _is_spaceless(after[0]) else len(after.split(" ", 1)[0])
    return len(line) + 1 + word > width and len(line) > width // 2


def unwrapped(run: Sequence[str], width: int) -> Iterator[str]:
    """The paragraphs of a run of lines that was wrapped at a width."""
    paragraph = run[0]
    for line, after in pairwise(run):
        if not forced(line, after, width):
            yield paragraph
            paragraph = after
        elif _is_spaceless(line[-1]) and _is_spaceless(after[0]):
            paragraph += after
        else:
            paragraph += " " + after
    yield paragraph


def _is_spaceless(char: str) -> bool:
    return char >= "\u0e00" and re.match(_SPACELESS, char) is not None
