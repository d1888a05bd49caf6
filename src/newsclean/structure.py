"""What scraped text shows by its shape: lists of headlines, names and captions that no phrase rule can know.

Without tags there are only the lines and their neighbours. So this looks at blocks after the phrase rules have spoken,
and takes what stands beside something they removed: headlines under "Related", a name beside a date over the story,
what is left of the page's foot. On a page where the rules found nothing of the page around the story, nothing but
captions and a repeated headline goes: such a text is clean already. A block of prose is never taken, so positions stay
what they were, and to clean twice is to clean once.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from newsclean.lines import ends_sentence, folded, is_headline_like, is_prose, word_count
from newsclean.model import Block, Document, Removal

STAGE = "content"

#: Lines of these categories begin the foot of a page; behind them short sentences are teasers and notices too.
_FOOT_HEADS = frozenset({"related", "promo", "newsletter", "comments", "share", "tags", "ad", "legal"})
#: Lines of these are never the story's: where the rules found one, the text still has its page around it.
_CHROME = _FOOT_HEADS | {"cookie", "paywall", "source-link"}

_NAME_WORDS = 3  # a name, a place, a section
_LABEL_WORDS = 8  # more words than a sub-heading has
_SENTENCE_WORDS = 4
_PARAGRAPH_BLANKS = 20  # more than prose needs
_SHORT_RUN = 5  # lines; more of them over the story are its own list
_ITEM = re.compile(r"[-*•] |\d{1,3}[.)] ?\S")

_CREDIT_CHARS = 110
_CAPTION_CHARS = 400
#: A label for who took the picture, at a caption's end, with or without brackets; captions often stick to it.
_CREDIT = re.compile(
    r"(?:[(\[|/©] ?(?:image|photo|picture|pic|credit|source|foto|bild|quelle|crédit|fotografía|imagen|imagem|beeld|fot"
    r"|фото)\b|\b(?:image|photo|picture|foto|bild|crédit)s?(?: credit)?: ?|credit: ?)[^.!?]{2,80}$"
)
_AGENCIES = (
    "getty images|getty|afp|reuters|dpa|epa|efe|ap photo|ap|imago|picture alliance|shutterstock|istock|unsplash|alamy"
    "|pa wire|xinhua|ansa|lapresse|anp|belga|keystone|ritzau|ntb|scanpix|tass|lusa|yonhap|kyodo|stock photo"
)
#: An agency at its end says the same, but ends a report's last sentence too.
_AGENCY = re.compile(rf"(?:[(\[|/©]|\b)(?:{_AGENCIES})(?:[)\]]$|$| ?/ ?[^.!?]{{2,40}}$)|© [^.!?]{{2,60}}$")

_AGENCY_ENDS = tuple(_AGENCIES.split("|"))
#: Every credit has one of these signs; looking for one is much faster than looking for a credit.
_CREDIT_SIGN = re.compile(r"[(\[|/©:]")
_AGENCY_SIGN = re.compile(r"[/©]")

_Step = tuple[int, str, str]  # index of a line, rule, category


class _Line(NamedTuple):
    """A block as this stage sees it."""

    block: Block
    gone: str  # category of the removal that took it or a line of it; empty where it is left whole
    words: int  # 0 where it is a paragraph at first sight: `_words` counts them
    prose: bool
    sentence: bool  # prose, or a complete sentence that is too short for it


def boilerplate(document: Document, removed: Sequence[Removal], title: str | None) -> list[Removal]:
    """What is boilerplate by its shape and its neighbours, sorted and disjoint from `removed`.

    `removed` are all removals so far, those of the phrase rules among them and also those of categories that the user
    keeps: a credit that a rule knows is not taken for the page's foot. `title` is the headline, where it is known.
    """
    lines = _lines(document, removed)
    story = [i for i, line in enumerate(lines) if line.prose] or [i for i, line in enumerate(lines) if line.sentence]
    if not story:
        return []
    first, last = story[0], story[-1]
    found: dict[int, _Step] = {}
    _take(found, lines, _repeated_title(lines[:first], title))
    _take(found, lines, _captions(lines))
    if any(removal.stage == "rules" and removal.category in _CHROME for removal in removed):
        _take(found, lines, _head(lines, first))
        for steps in (list(_lists(lines, first, last)), list(_foot(lines, last))):
            # More words in lists than in the story: the lists are the story.
            if _more_words(lines, story, {step[0] for step in steps}):
                _take(found, lines, steps)
        _take(found, lines, list(_islands(lines, found)))
    return [
        Removal(rule, category, STAGE, lines[i].block.start, lines[i].block.end)
        for i, rule, category in (found[i] for i in sorted(found))
    ]


def _take(found: dict[int, _Step], lines: Sequence[_Line], steps: Iterable[_Step]) -> None:
    for step in steps:
        if not lines[step[0]].gone:
            found.setdefault(step[0], step)


def _more_words(lines: Sequence[_Line], some: Iterable[int], others: Iterable[int]) -> bool:
    """Whether some lines have more words than others."""
    other_words = sum(_words(lines[i]) for i in others)
    return any(total > other_words for total in accumulate(_words(lines[i]) for i in some))


def _words(line: _Line) -> int:
    return line.words or (word_count(line.block.text) if line.prose else 0)


def _lines(document: Document, removed: Sequence[Removal]) -> list[_Line]:
    lines: list[_Line] = []
    at = 0
    for block in document.blocks:
        start, end = block.start, block.end
        while at < len(removed) and removed[at].end <= start:
            at += 1
        within = removed[at] if at < len(removed) and removed[at].start < end else None
        if within is not None and within.start == start and within.end == end:
            lines.append(_Line(block, within.category, 0, prose=False, sentence=False))
        else:
            # Of a block that has lost a line, the rest stays as it is.
            lines.append(_line(block, within.category if within is not None else ""))
    return lines


def _line(block: Block, gone: str) -> _Line:
    if _is_paragraph(block.text):
        return _Line(block, gone, 0, prose=True, sentence=True)
    words = word_count(block.text)
    if words > _LABEL_WORDS and is_prose(block.text):
        return _Line(block, gone, words, prose=True, sentence=True)
    return _Line(block, gone, words, prose=False, sentence=words >= _SENTENCE_WORDS and ends_sentence(block.text))


def _is_paragraph(text: str) -> bool:
    """Whether a text is prose at first sight. Most of a story is; to count all its words takes much longer."""
    return text.endswith(".") and not text.endswith("..") and text.count(" ") >= _PARAGRAPH_BLANKS


def _repeated_title(lines: Sequence[_Line], title: str | None) -> Iterator[_Step]:
    """The headline once more, over the story."""
    key = folded(title) if title else ""
    for i, line in enumerate(lines):
        if key and not line.gone and folded(line.block.text) == key:
            yield i, "structure.title-again", "nav"


def _captions(lines: Sequence[_Line]) -> Iterator[_Step]:
    """Captions that end with who took the picture."""
    for i, line in enumerate(lines):
        text = line.block.text
        if line.gone or line.prose or len(text) > _CAPTION_CHARS or "\n" in text:
            continue
        end = folded(text[-_CREDIT_CHARS:])
        if _names_source(end) or (not line.sentence and _names_agency(end)):
            yield i, "structure.caption", "caption"


def _names_source(end: str) -> bool:
    return _CREDIT_SIGN.search(end) is not None and _CREDIT.search(end) is not None


def _names_agency(end: str) -> bool:
    may = _AGENCY_SIGN.search(end) is not None or end.rstrip(")]").endswith(_AGENCY_ENDS)
    return may and _AGENCY.search(end) is not None


def _head(lines: Sequence[_Line], first: int) -> Iterator[_Step]:
    """Names, sections and places over the story."""
    for run in _runs(lines, 0, first):
        for i in run:
            if lines[i].words <= _NAME_WORDS or (lines[i].words <= _LABEL_WORDS and len(run) <= _SHORT_RUN):
                beside_date = any(lines[n].gone == "byline" for n in (i - 1, i + 1) if 0 <= n < len(lines))
                yield i, "structure.head", "byline" if beside_date else "nav"


def _lists(lines: Sequence[_Line], first: int, last: int) -> Iterator[_Step]:
    """Headlines of other stories under a label, and lists of short lines among lines that the rules removed."""
    under_label = False
    for i in range(first, last):
        line = lines[i]
        if line.gone:
            under_label = under_label or line.gone == "related"
        elif under_label and _words(line) > _NAME_WORDS and is_headline_like(line.block.text):
            yield i, "structure.list", "related"
        else:
            under_label = False
    for run in _runs(lines, first, last):
        if any(lines[n].gone for i in run for n in (i - 1, i + 1)):
            for i in run:
                words = lines[i].words
                if words <= _NAME_WORDS or (words > _LABEL_WORDS and not lines[i].block.text.endswith(":")):
                    yield i, "structure.list", "related"


def _foot(lines: Sequence[_Line], last: int) -> Iterator[_Step]:
    """What is left of the foot of the page: lines without a stop, and sentences behind its first label."""
    label = ""
    for i in range(last + 1, len(lines)):
        line = lines[i]
        if line.gone:
            label = line.gone if line.gone in _FOOT_HEADS else label
        elif (label or not line.sentence) and not _is_item(line):
            yield i, "structure.foot", label or "other"


def _islands(lines: Sequence[_Line], found: Container[int]) -> Iterator[_Step]:
    """Short sentences between lines that go: the text of a teaser or of a form."""
    for i in range(1, len(lines) - 1):
        line = lines[i]
        if line.sentence and not line.prose and all(lines[n].gone or n in found for n in (i - 1, i + 1)):
            yield i, "structure.island", "other"


def _runs(lines: Sequence[_Line], start: int, end: int) -> Iterator[list[int]]:
    """Runs of lines without a stop, looking past what is gone; items of a list are text."""
    run: list[int] = []
    for i in range(start, end):
        line = lines[i]
        if line.gone:
            continue
        if not line.sentence and not _is_item(line):
            run.append(i)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_item(line: _Line) -> bool:
    return _ITEM.match(line.block.text) is not None
