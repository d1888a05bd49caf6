"""What scraped text shows by its shape: lists of headlines, names and times that no phrase rule can know.

Without tags there are the lines and their neighbours. So this looks at blocks after the phrase rules have spoken, and
takes only what stands beside something they removed: a list of headlines under "Related", a name beside a date over
the story, what is left of the page's foot. A block of prose is never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from newsclean.lines import ends_sentence, folded, is_headline_like, is_prose, word_count
from newsclean.model import Block, Document, Removal

STAGE = "content"
#: Labels of these categories stand over lists of other stories, or begin the foot of a page.
_FOOT_HEADS = frozenset({"related", "promo", "newsletter", "comments", "share", "tags", "ad", "legal"})
_CHROME = _FOOT_HEADS | {"cookie", "paywall", "source-link"}
_EVIDENCE = 1  # lines that are the page's, not the story's: so many that the text was not clean before
_BODY_HEADS = frozenset({"related"})
_NAME_WORDS = 3  # a name, a place, a section
_LABEL_WORDS = 8
_SENTENCE_WORDS = 20
_SHORT_RUN, _LIST_LINES = 5, 3
_ITEM = re.compile(r"[-*•] |\d{1,3}[.)] ?\S")
_CREDIT = re.compile(
    r"[(\[|/©] ?(?:image|photo|picture|pic|credit|source|foto|bild|quelle|crédit|fotografía|imagen|imagem|beeld|fot|фото"
    r"|getty|afp|reuters|dpa|epa|ap photo|shutterstock|istock|imago|picture alliance)\b[^.!?]{0,80}$"
    r"|\b(?:image|photo|picture|credit|foto|bild|crédit)s?(?: credit)?: ?[^.!?]{2,60}$"
    r"|\b(?:getty images|via getty|picture alliance|shutterstock|afp|reuters)[)\]]?$"
)
_CAPTION_CHARS = 400
_CREDIT_CHARS = 110


class _Line(NamedTuple):
    """A block as this stage sees it."""

    block: Block
    head: str  # category of the removal that took it whole; empty where it is left
    prose: bool
    sentence: bool


def boilerplate(document: Document, removed: Sequence[Removal], title: str | None) -> list[Removal]:
    """What is boilerplate by its shape and its neighbours, sorted and disjoint from `removed`.

    `removed` are the removals so far, those of the phrase rules among them; `title` is the headline, where known.
    """
    lines = _lines(document, removed)
    story = [i for i, line in enumerate(lines) if line.prose] or [i for i, line in enumerate(lines) if line.sentence]
    if not story:
        return []
    first, last = story[0], story[-1]
    found: dict[int, tuple[str, str]] = {}

    def take(steps: Iterable[tuple[int, str, str]]) -> None:
        for index, rule, category in steps:
            if not lines[index].head:
                found.setdefault(index, (rule, category))

    take(_repeated_title(lines[:first], title))
    take(_captions(lines))
    if sum(removal.category in _CHROME for removal in removed if removal.stage == "rules") >= _EVIDENCE:
        take(_head(lines, first))
        for steps in (_lists(lines, first, last), _tail(lines, last)):
            taken = list(steps)
            if _words(lines, (step[0] for step in taken)) < _words(lines, story):
                take(taken)
        take(_islands(lines, found))
    return [
        Removal(rule, category, STAGE, lines[i].block.start, lines[i].block.end)
        for i, (rule, category) in sorted(found.items())
    ]


def _lines(document: Document, removed: Sequence[Removal]) -> list[_Line]:
    whole = {removal.start: removal for removal in removed}
    lines = []
    for block in document.blocks:
        removal = whole.get(block.start)
        if removal is not None and removal.end == block.end:
            lines.append(_Line(block, removal.category, prose=False, sentence=False))
        else:
            sentence = ends_sentence(block.text) and word_count(block.text) >= 4
            lines.append(_Line(block, "", is_prose(block.text), sentence))
    return lines


def _repeated_title(lines: Sequence[_Line], title: str | None) -> Iterator[tuple[int, str, str]]:
    """The headline once more."""
    if title:
        key = folded(title)
        for i, line in enumerate(lines):
            if not line.head and folded(line.block.text) == key:
                yield i, "structure.title-again", "nav"


def _head(lines: Sequence[_Line], first: int) -> Iterator[tuple[int, str, str]]:
    """Names, sections and places over the story."""
    for run in _runs(lines, 0, first):
        for i in run:
            words = word_count(lines[i].block.text)
            if words <= _NAME_WORDS or (words <= _LABEL_WORDS and len(run) <= _SHORT_RUN):
                beside = {lines[n].head for n in (i - 1, i + 1) if 0 <= n < len(lines)}
                yield i, "structure.head", "byline" if "byline" in beside else "nav"


def _lists(lines: Sequence[_Line], first: int, last: int) -> Iterator[tuple[int, str, str]]:
    """Headlines of other stories under a label, and short lines among lines that the rules removed."""
    under = False
    for i in range(first, last):
        line = lines[i]
        if line.head:
            under = under or line.head in _BODY_HEADS
        elif under and is_headline_like(line.block.text) and word_count(line.block.text) > _NAME_WORDS:
            yield i, "structure.list", "related"
        else:
            under = False
    for run in _runs(lines, first, last):
        known = any(lines[n].head for i in run for n in (i - 1, i + 1))
        for i in run:
            words = word_count(lines[i].block.text)
            if known and (words <= _NAME_WORDS or (words > _LABEL_WORDS and len(run) >= _LIST_LINES)):
                yield i, "structure.list", "related"


def _tail(lines: Sequence[_Line], last: int) -> Iterator[tuple[int, str, str]]:
    """What is left of the foot of the page: every line without a stop, and short sentences too behind its first label."""
    foot = ""
    for i in range(last + 1, len(lines)):
        line = lines[i]
        if line.head:
            foot = line.head if line.head in _FOOT_HEADS else foot
        elif (foot or not line.sentence) and not _is_item(line) and not _is_long_sentence(line):
            yield i, "structure.foot", foot or "other"


def _islands(lines: Sequence[_Line], gone: Mapping[int, object]) -> Iterator[tuple[int, str, str]]:
    """Short sentences between lines that go: the text of a teaser or of a form."""
    for i in range(1, len(lines) - 1):
        line = lines[i]
        if line.sentence and i not in gone and all(n in gone or lines[n].head for n in (i - 1, i + 1)):
            if not _is_long_sentence(line):
                yield i, "structure.island", "other"


def _runs(lines: Sequence[_Line], start: int, end: int) -> Iterator[list[int]]:
    """Runs of lines without a stop, looking past what is removed; items of a list are text."""
    run: list[int] = []
    for i in range(start, end):
        line = lines[i]
        if line.head:
            continue
        if line.sentence or line.prose or _is_item(line):
            if run:
                yield run
            run = []
        else:
            run.append(i)
    if run:
        yield run


def _is_item(line: _Line) -> bool:
    return _ITEM.match(line.block.text) is not None


def _is_long_sentence(line: _Line) -> bool:
    """Sentences so long are a reader's text; so is a paragraph without a stop."""
    return line.prose and word_count(line.block.text) >= _SENTENCE_WORDS


def _words(lines: Sequence[_Line], indices: Iterable[int]) -> int:
    return sum(word_count(lines[i].block.text) for i in set(indices))


def _captions(lines: Sequence[_Line]) -> Iterator[tuple[int, str, str]]:
    """Captions that end with who took the picture."""
    for i, line in enumerate(lines):
        text = line.block.text
        if line.head or len(text) > _CAPTION_CHARS or "\n" in text:
            continue
        if _CREDIT.search(folded(text[-_CREDIT_CHARS:])) and not (line.sentence and word_count(text) >= 20):
            yield i, "structure.caption", "caption"
