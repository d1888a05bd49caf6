"""Where readers' comments stand below a story: by the marks that every one of them has, not by what they say.

A comment is prose like the story's. But each has a line for who wrote it and when ("Jane says:", "July 14, 2015 at 3:53
pm") or a button ("Reply"), and they stand close together, below a head that names comments. A live report has times,
too, and a story may quote a post with its buttons; neither is taken for a thread without such a head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from newsclean.linefeatures import Line

_LONGEST_MARK: Final = 90  # characters
_LONGEST_NAME: Final = 4  # words
_LONGEST_HEAD: Final = 15  # words
_HEAD_REACH: Final = 10  # lines between the head and the first mark
_LONGEST_COMMENT: Final = 3  # paragraphs, above the line that says who wrote it
_LEAST_MARKS: Final = 2
_STORY_WORDS: Final = 60  # of prose, before any comment

#: A day with its year and then a time of day, as the only thing on a line but for a name before and a number behind.
_STAMP: Final = re.compile(r".{0,50}\b20\d\d\)?\D{1,8}\d{1,2}[:.h]\d\d(?:\W.{0,25}|[ap]m.{0,25})?", re.IGNORECASE)
_AGE: Final = re.compile(r"\d{1,2} ?(?:s|m|h|d|w|mo|y|yr|hours?|days?|weeks?|months?|years?)(?: ago)?")
_SAYS: Final = re.compile(
    r".{1,60}\b(?:says?|said|writes|wrote|sagt|schreibt|dit|dice|scrive|diz|disse|pisze|skriver)(?: ?:)?"
)
_BUTTONS: Final = frozenset({
    "reply", "reply ↓", "reply →", "reply delete", "replydelete", "reply to comment", "reply to this comment",
    "log in to reply", "login to reply", "sign in to reply", "report this comment", "expand full comment",
    "antworten", "antwort", "répondre", "responder", "rispondi", "beantwoorden", "reageren", "svara", "svar",
    "odpowiedz", "odpovědět", "yanıtla", "ответить", "відповісти", "balas", "răspunde", "válasz", "απάντηση",
    "返信", "回复", "回覆", "답글",
})  # fmt: skip
_BUTTON_STARTS: Final = frozenset({"reply to ", "liked by "})  # each of nine characters
_BELOW: Final = "posted by"  # begins a stamp that stands below its comment
_HEAD: Final = re.compile(
    r"\bcomments?\b|kommentar|coment[aá]rio|commenti\b|commentaires?\b|reacties|коммент|комент|yorum|komentar|komentá"
    r"|hozzászól|σχόλι|コメント|评论|評論|댓글|^\d+ (?:responses?|repl(?:y|ies))\b|\bthoughts? on\b|^discussion",
    re.IGNORECASE,
)


class _Mark(NamedTuple):
    """A line that only comments have."""

    at: int
    opens: bool  # a comment's text follows; else it stands before
    sure: bool  # needs no head above


def comments(lines: list[Line]) -> range:
    """Indexes of the lines of a thread of comments, from its first line to the last that is surely a part of it."""
    marks = _marks(lines)
    for mark, after in pairwise(marks):
        start = _start(lines, mark)
        # What stands between a day over the story and the first comment is longer than what stands above that day.
        if start >= 0 and _told(lines[:start]) >= max(_STORY_WORDS, _told(lines[mark.at : after.at])):
            return range(start, _end(lines, marks[-1]))
    return range(0)


def _told(lines: list[Line]) -> int:
    """Words of prose."""
    return sum([line.words for line in lines if line.prose])


def _marks(lines: list[Line]) -> list[_Mark]:
    """The lines that mark comments; weak ones, an age or who speaks, only where there are buttons too."""
    marks: list[_Mark] = []
    buttons = 0
    for i, line in enumerate(lines):
        text = line.text
        if len(text) > _LONGEST_MARK:
            continue
        lower = text.lower()
        if lower in _BUTTONS or lower[:9] in _BUTTON_STARTS:
            marks.append(_Mark(i, False, False))
            buttons += 1
        elif "20" in text and _STAMP.fullmatch(text):
            says = i > 0 and _SAYS.fullmatch(lines[i - 1].text) is not None
            marks.append(_Mark(i, not lower.startswith(_BELOW), says))
    if buttons:
        marks = sorted([*marks, *_weak(lines, {mark.at for mark in marks})])
        return marks if len(marks) > buttons else []
    if len([1 for mark in marks if mark.sure]) < _LEAST_MARKS:
        marks = [mark._replace(sure=False) for mark in marks if _is_signed(lines, mark)]
    return marks


def _weak(lines: list[Line], known: set[int]) -> Iterator[_Mark]:
    for i, line in enumerate(lines):
        if i not in known and (_AGE.fullmatch(line.text) or _SAYS.fullmatch(line.text)):
            yield _Mark(i, True, False)


def _is_signed(lines: list[Line], mark: _Mark) -> bool:
    """Whether a line that may be a name stands above a time. Above the times of a live report stand headlines."""
    above = lines[mark.at - 1] if mark.at else None
    return not mark.opens or (above is not None and above.words <= _LONGEST_NAME and not above.sentence)


def _start(lines: list[Line], mark: _Mark) -> int:
    """Where a thread starts whose first mark this is; -1 where it is none."""
    if mark.sure:
        return mark.at - 1
    paragraphs = 0
    for i in range(mark.at - 1, max(-1, mark.at - 1 - _HEAD_REACH), -1):
        if not lines[i].sentence and lines[i].words <= _LONGEST_HEAD and _HEAD.search(lines[i].text):
            return i
        paragraphs += lines[i].prose
        if paragraphs > (1 if mark.opens else _LONGEST_COMMENT):
            break
    return -1


def _end(lines: list[Line], last: _Mark) -> int:
    """Where a thread ends: with the text, unless prose follows that is no comment."""
    behind = last.at + 1
    return behind if not last.opens and any(line.prose for line in lines[behind:]) else len(lines)
