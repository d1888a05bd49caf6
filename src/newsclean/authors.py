"""The lives of authors below a story: a paragraph that opens with the name of who wrote it.

A page says who wrote it in a line that rules know as a byline, or shows the name in a line of its own, with what he or
she is beside it, right above the paragraph. A name alone tells nothing: a story may end with a list of people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsclean.linefeatures import Line

_NAMING: Final = frozenset({"byline", "author-bio"})
_STORY_WORDS: Final = 60  # of prose, before any life
_MOST_BEHIND: Final = 3  # other paragraphs behind a life
_MOST_SHOWN: Final = 2  # lives of people whom no byline names
_MOST_BEHIND_ALONE: Final = 1  # the same where nothing but a name says whose life it is
_NAME_REACH, _ROLE_REACH, _ALONE_REACH = 3, 4, 2  # lines above a life
_LONGEST_LINE: Final = 90  # characters
_OPENING: Final = 60  # characters that hold the words a paragraph opens with
_NAME_WITHIN: Final = 7  # words that a paragraph opens with, which goes on about an author
_LONGEST_NAME: Final = 8  # words of a line that shows a name
_LONGEST_FULL_NAME: Final = 4  # words
_PERSONS: Final = frozenset({"he", "He", "his", "His", "she", "She", "her", "Her", "hers", "herself", "himself"})
_TITLES: Final = frozenset({"Dr", "Prof", "Professor", "Mr", "Mrs", "Ms"})
_ROLE: Final = re.compile(
    r"^(?:by|about|meet) |\b(?:authors?|writers?|editors?|journalist|reporter|copywriter|columnist|correspondent"
    r"|contributors?|blogger|contributing|(?:written|reviewed|posted|published|words|text|article|story) by"
    r"|autore?n?|autorin|auteure?|autora|redakteur|redakteurin|redacteur|geschrieben von|écrit par|escrito por)\b",
    re.IGNORECASE,
)
_SIGNS: Final = ",.:;()\"'“”’|"


def lives(lines: list[Line]) -> list[int]:
    """Indexes of the paragraphs at the end of a text that tell of its authors, and of the names right above them."""
    bylines = [_words(line.text) for line in lines if line.gone in _NAMING and len(line.text) <= _LONGEST_LINE]
    named: list[int] = []
    shown: list[int] = []
    alone: list[int] = []
    behind = 0
    for i in range(len(lines) - 1, -1, -1):
        if not lines[i].prose:
            continue
        opening = _opening(lines[i].text)
        if opening and _is_byline(opening, bylines):
            named.append(i)
        elif opening and _stands_above(lines, i, opening):
            shown.append(i)
        elif opening and behind <= _MOST_BEHIND_ALONE and _is_person(lines, i, opening):
            alone.append(i)
        elif lines[i].paragraph:
            behind += 1
            if behind > _MOST_BEHIND:
                break
    if shown and _others(lines, min(shown), _stands_above) + len(shown) > _MOST_SHOWN:
        shown = []
    if alone and (len(alone) > 1 or _others(lines, alone[0], _is_person) or _is_told_of(lines, alone[0])):
        alone = []
    found = [i for i in (*named, *shown, *alone) if _is_name(lines, i) and _follows_story(lines, i)]
    return sorted({*found, *(other for i in found for other in (*_goes_on(lines, i), *_head(lines, i)))})


def _head(lines: list[Line], i: int) -> Sequence[int]:
    """Indexes of the lines right above a life, from the one that shows the name."""
    opening = _opening(lines[i].text)
    for at in range(max(0, i - _NAME_REACH), i):
        if _shows_name(lines[at].text, opening) and not any(line.sentence for line in lines[at:i]):
            return range(at, i)
    return ()


def _goes_on(lines: list[Line], i: int) -> Iterator[int]:
    """Indexes of the paragraphs right behind a life that open with the same name."""
    name = _opening(lines[i].text)[0]
    for at in range(i + 1, len(lines)):
        if not lines[at].prose or name not in _words(lines[at].text[:_OPENING])[:_NAME_WITHIN]:
            break
        yield at


def _words(text: str) -> list[str]:
    return [word.strip(_SIGNS).removesuffix("'s").removesuffix("’s") for word in text.split()]


def _opening(text: str) -> list[str]:
    """The two words that a paragraph begins with, without a title; none where the first is written small."""
    if not text[0].isupper():
        return []
    words = [word for word in _words(text[:_OPENING]) if word not in _TITLES][:2]
    return words if len(words) == 2 and words[0] else []


def _is_byline(opening: Sequence[str], bylines: Iterable[Sequence[str]]) -> bool:
    return opening[1][:1].isupper() and any(_names(line, opening) for line in bylines)


def _stands_above(lines: list[Line], i: int, opening: Sequence[str]) -> bool:
    """Whether lines right above a paragraph show the name it opens with, and that this one writes."""
    return any(_shows_name(line.text, opening) for line in lines[max(0, i - _NAME_REACH) : i]) and any(
        line.gone in _NAMING or _shows_role(line) for line in lines[max(0, i - _ROLE_REACH) : i]
    )


def _is_person(lines: list[Line], i: int, opening: Sequence[str]) -> bool:
    """Whether a name and nothing else stands above a paragraph that tells of a woman or a man."""
    return any(_is_full_name(line.text, opening) for line in lines[max(0, i - _ALONE_REACH) : i]) and not (
        _PERSONS.isdisjoint(lines[i].text.split())
    )


def _is_full_name(line: str, opening: Sequence[str]) -> bool:
    words = _words(line) if len(line) <= _LONGEST_LINE else []
    if not 2 <= len(words) <= _LONGEST_FULL_NAME or not all(word[:1].isupper() for word in words):
        return False
    return _names(words[:2], opening)


def _is_told_of(lines: list[Line], i: int) -> bool:
    """Whether another paragraph names whom this one tells of."""
    opening = _opening(lines[i].text)
    names = [_words(line.text) for line in lines[max(0, i - _ALONE_REACH) : i] if _is_full_name(line.text, opening)]
    second = names[0][1]
    return any(second in line.text for at, line in enumerate(lines) if line.prose and at != i)


def _shows_role(line: Line) -> bool:
    return len(line.text) <= _LONGEST_LINE and not line.sentence and _ROLE.search(line.text) is not None


def _shows_name(line: str, opening: Sequence[str]) -> bool:
    """Whether a short line names someone by two words at least, whose name a paragraph opens with."""
    if len(line) > _LONGEST_LINE or opening[0] not in line or any(map(str.isdigit, line)):
        return False
    words = [word for word in _words(line) if word]
    return len(words) <= _LONGEST_NAME and _names(words, opening)


def _names(words: Sequence[str], opening: Sequence[str]) -> bool:
    """Whether words hold a first name and one behind it; where the opening has two capitals, both of its words."""
    first, second = opening
    for at in range(len(words) - 1):
        if words[at] == first and words[at + 1][:1].isupper() and (words[at + 1] == second or not second[:1].isupper()):
            return True
    return False


def _others(lines: list[Line], end: int, tells: Callable[[list[Line], int, Sequence[str]], bool]) -> int:
    """How many more people are told of in the same way before the end of a text: then it is about people."""
    openings = [(i, _opening(lines[i].text)) for i in range(end) if lines[i].prose]
    return len([1 for i, opening in openings if opening and tells(lines, i, opening)])


def _is_name(lines: list[Line], i: int) -> bool:
    """Whether the word that a paragraph opens with is written small nowhere."""
    small = _opening(lines[i].text)[0].lower()
    return not any(small in line.text.split() for line in lines if line.prose)


def _follows_story(lines: list[Line], end: int) -> bool:
    return sum([line.words for line in lines[:end] if line.prose]) >= _STORY_WORDS
