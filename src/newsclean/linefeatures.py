"""What is known of a line of scraped text before it is judged: a row of plain numbers, one for each of `NAMES`.

Without tags there are only the lines and their neighbours: how a line is made, how much of it the story's paragraphs
say too, what stands around it, and what the rules have removed there. Nothing here depends on a language, but for the
words that notices are made of.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from newsclean.compiling import mypyc_attr
from newsclean.lines import folded
from newsclean.pieces import Piece

#: Categories of lines that begin the foot of a page.
FOOT: Final = frozenset({"related", "promo", "newsletter", "comments", "share", "tags", "ad", "legal"})
#: What the last removed line was, as a number that a table of weights can name.
CATEGORIES: Final = (
    "", "nav", "comments", "share", "related", "promo", "newsletter", "ad", "cookie", "paywall", "source-link",
    "legal", "tags", "widget", "caption", "image-credit", "byline", "author-bio", "other", "credit", "title",
)  # fmt: skip
_CATEGORY: Final = {name: number for number, name in enumerate(CATEGORIES)}

NAMES: Final = (
    "characters", "capital words", "last character", "copies", "same last words", "notice words",
    "words of the story",
    "lines since the first paragraph", "lines to the last paragraph", "share of the story before", "words before",
    "words behind", "sentence behind", "removed of four behind", "last removed", "lines since the last removed",
    "foot labels before", "foot labels behind", "left between prose",
    "lines between paragraphs", "removed between paragraphs", "notice words between paragraphs",
    "words of the story between paragraphs", "words between paragraphs", "sentences between paragraphs",
    "removed of the page", "short lines of the page",
)  # fmt: skip

_LAST: Final = {".": 1, "!": 2, "?": 2, ":": 3, "…": 4, ")": 5, ",": 6}
_LEAST_CHARS: Final = 4  # shorter words are in every text
_LONG: Final = 60  # words; what notices say is shorter
_SHORT: Final = 12  # words that are no sentence
_FAR: Final = 40  # lines; further is all the same
_LONG_AGO: Final = 30


@mypyc_attr(acyclic=True)
class Line(Piece):
    """A line, or block of lines, of scraped text."""

    __slots__ = ("gone", "paragraph", "prose", "sentence", "text", "words")
    FIELDS = ("text", "gone", "words", "prose", "paragraph", "sentence")

    def __init__(self, text: str, gone: str, words: int, prose: bool, paragraph: bool, sentence: bool) -> None:
        self.text = text
        self.gone = gone  # category of the removal that took it or a part of it; empty where it is left whole
        self.words = words
        self.prose = prose
        self.paragraph = paragraph  # prose of twenty words and more
        self.sentence = sentence  # ends as a sentence does


@mypyc_attr(acyclic=True)
class _Saying:
    """What a line in doubt says."""

    __slots__ = ("capitals", "last_words", "notices", "shared")

    def __init__(self, capitals: float, last_words: str, notices: float, shared: float) -> None:
        self.capitals = capitals
        self.last_words = last_words
        self.notices = notices
        self.shared = shared  # of its longer words, by the story's paragraphs


@mypyc_attr(acyclic=True)
class _Place:
    """What is counted from the top down to a line."""

    __slots__ = ("labels", "last_gone", "since", "told")

    def __init__(self, told: int, labels: int, last_gone: int, since: int) -> None:
        self.told = told  # words of prose
        self.labels = labels  # of a page's foot
        self.last_gone = last_gone
        self.since = since  # lines


@cache
def _notice_words() -> frozenset[str]:
    table = tomllib.loads((Path(__file__).parent / "data" / "notice_words.toml").read_text(encoding="utf-8"))
    return frozenset(folded(word) for word in table["words"])


def rows(lines: list[Line], doubt: Sequence[int]) -> Iterator[tuple[int, list[float]]]:
    """Index and features of every line in doubt. What is neither gone nor a paragraph has to be in doubt."""
    if not doubt:
        return
    paragraphs = [i for i, line in enumerate(lines) if line.paragraph]
    story = frozenset(" ".join([lines[i].text for i in paragraphs]).lower().split())
    said = {i: _saying(lines[i], story) for i in doubt}
    copies, endings = Counter(lines[i].text for i in doubt), Counter(saying.last_words for saying in said.values())
    first, last = (paragraphs[0], paragraphs[-1]) if paragraphs else (doubt[0], doubt[-1])
    places = _places(lines)
    all_told, all_labels = places[-1].told or 1, places[-1].labels
    runs, left = _runs(lines, paragraphs, said)
    page = _page_row(lines)
    gone = [line.gone != "" for line in lines]
    end = len(lines) - 1
    for i in doubt:
        line, saying, place = lines[i], said[i], places[i]
        behind = lines[i + 1] if i < end else None
        yield i, [
            len(line.text), saying.capitals, _LAST.get(line.text[-1], 0), copies[line.text],
            endings[saying.last_words], saying.notices, saying.shared,
            max(-_FAR, min(_FAR, i - first)), max(-_FAR, min(_FAR, last - i)), place.told / all_told,
            lines[i - 1].words if i else 0, behind.words if behind else 0, behind.sentence if behind else -1,
            gone[i + 1 : i + 5].count(True), place.last_gone, min(place.since, _LONG_AGO),
            place.labels, all_labels - place.labels, left.get(i, 0), *runs[i], *page,
        ]  # fmt: skip


def _saying(line: Line, story: frozenset[str]) -> _Saying:
    words, lower = line.text.split(), line.text.lower().split()
    size = len(words)
    known = [word for word in lower if len(word) >= _LEAST_CHARS]
    notices = len(_notice_words().intersection(lower)) / size if size < _LONG else 0.0
    shared = len(story.intersection(known)) / len(known) if known else -1.0
    capitals = len([1 for word, small in zip(words, lower) if word[0] != small[0]]) / size
    return _Saying(capitals, " ".join(lower[-2:]), notices, shared)


def _places(lines: list[Line]) -> list[_Place]:
    """For each line what stands before it, and at last what stands before the end."""
    places = []
    told = labels = gone = 0
    since = _LONG_AGO
    for line in lines:
        since += 1
        places.append(_Place(told, labels, gone, since))
        if line.gone:
            gone, since = _CATEGORY.get(line.gone, 0), 0
            labels += line.gone in FOOT
        elif line.prose:
            told += line.words
    return [*places, _Place(told, labels, gone, since)]


_Runs = dict[int, tuple[float, ...]]


def _runs(lines: list[Line], paragraphs: Sequence[int], said: dict[int, _Saying]) -> tuple[_Runs, dict[int, int]]:
    """What the lines between two paragraphs have in common; how many are left between two pieces of prose."""
    runs: _Runs = {i: (1, 0.0, said[i].notices, said[i].shared, lines[i].words, 1.0) for i in paragraphs if i in said}
    between: dict[int, int] = {}
    start = 0
    for end in (*paragraphs, len(lines)):
        left = [i for i in range(start, end) if not lines[i].gone]
        if left:
            runs.update(dict.fromkeys(left, _run(lines, said, left, end - start)))
            between.update(_between_prose(lines, left))
        start = end + 1
    return runs, between


def _run(lines: list[Line], said: dict[int, _Saying], left: Sequence[int], size: int) -> tuple[float, ...]:
    count = len(left)
    return (
        min(size, _FAR), 1 - count / size, sum([said[i].notices for i in left]) / count,
        sum([said[i].shared for i in left]) / count, sum([lines[i].words for i in left]) / count,
        sum([lines[i].sentence for i in left]) / count,
    )  # fmt: skip


def _between_prose(lines: list[Line], left: Sequence[int]) -> Iterator[tuple[int, int]]:
    short: list[int] = []
    for i in left:
        if lines[i].prose:
            yield from ((other, len(short)) for other in short)
            short = []
        else:
            short.append(i)
    yield from ((other, len(short)) for other in short)


def _page_row(lines: list[Line]) -> tuple[float, float]:
    size = len(lines)
    gone = len([1 for line in lines if line.gone not in ("", "title", "byline")])
    short = len([1 for line in lines if line.words < _SHORT and not line.sentence])
    return gone / size, short / size
