"""What is known of a line of scraped text before it is judged: a row of plain numbers, one for each of `NAMES`.

Without tags there are only the lines and their neighbours: how a line is made, how much of it the story's paragraphs
say too, what stands around it, and what the rules have removed there. Nothing here depends on a language, but for the
words that notices are made of.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from newsclean.captions import names_agency, names_source
from newsclean.lines import folded

#: Categories of lines that begin the foot of a page.
FOOT = frozenset({"related", "promo", "newsletter", "comments", "share", "tags", "ad", "legal"})
#: What the last removed line was, as a number that a table of weights can name.
CATEGORIES = (
    "", "nav", "comments", "share", "related", "promo", "newsletter", "ad", "cookie", "paywall", "source-link",
    "legal", "tags", "widget", "caption", "image-credit", "byline", "author-bio", "other", "credit", "title",
)  # fmt: skip
_CATEGORY = {name: number for number, name in enumerate(CATEGORIES)}

NAMES = (
    "words", "characters", "ends a sentence", "capital words", "digits", "last character", "first character",
    "slash or ©", "colon within", "credit", "same first words", "same last words", "copies", "notice words",
    "words of the story", "words of the paragraph before", "words of the paragraph behind",
    "lines since the first paragraph", "lines to the last paragraph", "share of the story before",
    "sentence behind", "words behind", "words before", "words of the story in the line before",
    "removed of four before", "removed of four behind", "last removed", "lines since the last removed",
    "lines between paragraphs", "removed between paragraphs", "notice words between paragraphs",
    "words of the story between paragraphs", "words between paragraphs", "sentences between paragraphs",
    "left between prose", "left to the next prose", "lines alike near", "foot labels before", "foot labels behind",
    "removed of the page", "short lines of the page",
)  # fmt: skip

_WORD = re.compile(r"\w{4,}")  # shorter ones are in every text
_LAST = {".": 1, "!": 2, "?": 2, ":": 3, "…": 4, ")": 5, ",": 6}
_MARKS, _QUOTES = "-•*–—·", "\"'“‘«„"
_SAMPLE = 200  # characters in which digits are counted
_LONG = 60  # words; of a longer line it does not matter how long it is, or what notices say
_SHORT = 12  # words that are no sentence
_PHRASE_LINE = 25  # words of a line whose first and last words may be a template's
_NEAR, _ALIKE = 3, 2  # lines, words
_FAR = 40


class Line(NamedTuple):
    """A line, or block of lines, of scraped text."""

    text: str
    gone: str  # category of the removal that took it or a part of it; empty where it is left whole
    words: int
    prose: bool
    paragraph: bool  # prose of twenty words and more
    sentence: bool  # ends as a sentence does


class _Run(NamedTuple):
    """What lines between two paragraphs have in common."""

    lines: int
    gone: float
    notices: float
    shared: float
    words: float
    sentences: float


@cache
def _notice_words() -> frozenset[str]:
    table = tomllib.loads((Path(__file__).parent / "data" / "notice_words.toml").read_text(encoding="utf-8"))
    return frozenset(folded(word) for word in table["words"])


def rows(lines: Sequence[Line], doubt: Sequence[int]) -> Iterator[tuple[int, list[float]]]:
    """Index and features of every line in doubt. Lines that are no paragraphs and not gone have to be in doubt."""
    if not doubt:
        return
    page = _Page(lines, doubt)
    for i in doubt:
        yield i, [*page.text_row(i), *page.place_row(i), *page.run_row(i)]


class _Page:
    """What the rows of a text have in common, measured once."""

    def __init__(self, lines: Sequence[Line], doubt: Sequence[int]) -> None:
        self.lines = lines
        self.paragraphs = [i for i, line in enumerate(lines) if line.paragraph]
        story = self.paragraphs or [i for i, line in enumerate(lines) if line.prose] or doubt
        self.first, self.last = story[0], story[-1]
        self.known = {i: frozenset(_WORD.findall(lines[i].text.lower())) for i in (*self.paragraphs, *doubt)}
        self.vocabulary = frozenset().union(*(self.known[i] for i in self.paragraphs))
        self.shared = {i: _share(self.known[i], self.vocabulary) for i in doubt}
        self.notices = {i: _notices(lines[i]) for i in doubt}
        self.copies = Counter(lines[i].text for i in doubt)
        split = {i: lines[i].text.lower().split() for i in doubt if lines[i].words < _PHRASE_LINE}
        self.firsts = {i: " ".join(words[:2]) for i, words in split.items()}
        self.lasts = {i: " ".join(words[-2:]) for i, words in split.items()}
        self.same_first, self.same_last = Counter(self.firsts.values()), Counter(self.lasts.values())
        self._measure_places()
        self._measure_runs()
        size = len(lines)
        self.gone_share = sum(line.gone not in ("", "title", "byline") for line in lines) / size
        self.short_share = sum(not line.sentence and line.words < _SHORT for line in lines) / size

    def _measure_places(self) -> None:
        """What is counted from the top down, for every line: words of prose, labels, the last removed line."""
        self.before: list[int] = []
        self.labels: list[int] = []
        self.last_gone: list[tuple[int, int]] = []
        words = labels = 0
        gone, since = 0, 99
        for line in self.lines:
            self.before.append(words)
            self.labels.append(labels)
            self.last_gone.append((gone, since + 1))
            since += 1
            if line.gone:
                gone, since = _CATEGORY.get(line.gone, 0), 0
                labels += line.gone in FOOT
            elif line.prose:
                words += line.words
        self.prose_words, self.all_labels = words or 1, labels

    def _measure_runs(self) -> None:
        """The run of each line between two paragraphs, and its place among those that are left between prose."""
        self.run: dict[int, _Run] = {}
        self.left: dict[int, tuple[int, int]] = {}
        lines, start = self.lines, 0
        for end in (*self.paragraphs, len(lines)):
            left = [i for i in range(start, end) if not lines[i].gone]
            if left:
                run = self._run(range(start, end), left)
                self.run.update(dict.fromkeys(left, run))
                self._measure_left(left)
            start = end + 1

    def _run(self, every: range, left: Sequence[int]) -> _Run:
        size = len(left)
        return _Run(
            len(every),
            1 - size / len(every),
            sum(self.notices[i] for i in left) / size,
            sum(self.shared[i] for i in left) / size,
            sum(self.lines[i].words for i in left) / size,
            sum(self.lines[i].sentence for i in left) / size,
        )

    def _measure_left(self, left: Sequence[int]) -> None:
        short: list[int] = []
        for i in (*left, None):
            if i is not None and not self.lines[i].prose:
                short.append(i)
                continue
            for place, other in enumerate(short):
                self.left[other] = (len(short), len(short) - 1 - place)
            short = []

    def text_row(self, i: int) -> tuple[float, ...]:
        """How the line is made, and what it says."""
        line, text = self.lines[i], self.lines[i].text
        words, sample = text.split(), text[:_SAMPLE]
        place = _place(self.paragraphs, i)
        before = self.paragraphs[place - 1] if place else None
        behind = self.paragraphs[place] if place < len(self.paragraphs) else None
        return (
            min(line.words, _LONG), len(text), line.sentence, sum(map(_capital, words)) / len(words),
            sum(map(str.isdigit, sample)) / len(sample), _LAST.get(text[-1], 0), _first(text[0]),
            "/" in text or "©" in text, ": " in text, 2 * names_source(text) + names_agency(text),
            self.same_first[self.firsts[i]] if i in self.firsts else 0,
            self.same_last[self.lasts[i]] if i in self.lasts else 0,
            self.copies[text], self.notices[i], self.shared[i],
            _share(self.known[i], self.known[before]) if before is not None else -1,
            _share(self.known[i], self.known[behind]) if behind is not None else -1,
        )  # fmt: skip

    def place_row(self, i: int) -> tuple[float, ...]:
        """Where it stands, and what stands around it."""
        lines, last = self.lines, len(self.lines) - 1
        before, behind = lines[i - 1] if i else None, lines[i + 1] if i < last else None
        gone, since = self.last_gone[i]
        return (
            max(-_FAR, min(_FAR, i - self.first)), max(-_FAR, min(_FAR, self.last - i)),
            self.before[i] / self.prose_words,
            behind.sentence if behind else -1, behind.words if behind else 0, before.words if before else 0,
            self.shared.get(i - 1, 1.0) if before else -1,
            sum(line.gone != "" for line in lines[max(0, i - 4) : i]),
            sum(line.gone != "" for line in lines[i + 1 : i + 5]),
            gone, min(since, 30),
        )  # fmt: skip

    def run_row(self, i: int) -> tuple[float, ...]:
        """What the lines around have in common with it."""
        lines, words = self.lines, self.lines[i].words
        near = lines[max(0, i - _NEAR) : i + _NEAR + 1]
        alike = sum(not line.gone and not line.prose and abs(line.words - words) <= _ALIKE for line in near)
        size, *shares = self.run.get(i) or (1, 0.0, self.notices[i], self.shared[i], words, lines[i].sentence)
        return (
            min(size, _FAR), *shares, *self.left.get(i, (0, 0)), alike,
            self.labels[i], self.all_labels - self.labels[i], self.gone_share, self.short_share,
        )  # fmt: skip


def _place(paragraphs: Sequence[int], i: int) -> int:
    """How many paragraphs stand before a line."""
    return bisect_left(paragraphs, i)


def _share(some: frozenset[str], others: frozenset[str]) -> float:
    return len(some & others) / len(some) if some else -1.0


def _notices(line: Line) -> float:
    words = folded(line.text).split() if line.words < _LONG else ()
    return len(_notice_words().intersection(words)) / len(words) if words else 0.0


def _capital(word: str) -> bool:
    return word[0].isupper()


def _first(sign: str) -> int:
    if sign.isupper():
        return 0
    if sign.islower():
        return 1
    if sign.isdigit():
        return 2
    return 3 if sign in _MARKS else 4 if sign in _QUOTES else 5
