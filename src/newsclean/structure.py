"""What scraped text shows by its shape: lists of headlines, names and times that no phrase rule can know.

Without tags there are the lines and their neighbours. So this looks at blocks after the phrase rules have spoken, and
takes only what stands beside something they removed: a list of headlines under "Related", a name beside a date over
the story, what is left of the page's foot. A block of prose is never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from newsclean.lines import ends_sentence, folded, is_headline_like, is_prose, word_count
from newsclean.model import Block, Document, Removal

STAGE = "content"
#: Labels of these categories stand over lists of other stories, or begin the foot of a page.
_LIST_HEADS = frozenset({"related", "promo", "newsletter", "comments", "share", "tags", "ad", "legal"})
_BODY_HEADS = frozenset({"related"})
_NAME_WORDS = 6
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
    for steps in (
        _repeated_title(lines, title),
        _head(lines, first),
        _lists_in_body(lines, first, last),
        _tail(lines, last),
        _captions(lines),
    ):
        for index, rule, category in steps:
            found.setdefault(index, (rule, category))
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
    """Names, sections and places over the story that stand beside something that the rules removed."""
    for i in range(first):
        line = lines[i]
        if line.head or line.sentence or word_count(line.block.text) > _NAME_WORDS:
            continue
        beside = {lines[n].head for n in (i - 1, i + 1) if 0 <= n < len(lines)} - {"", "title"}
        if beside:
            yield i, "structure.head", "byline" if "byline" in beside else "nav"


def _lists_in_body(lines: Sequence[_Line], first: int, last: int) -> Iterator[tuple[int, str, str]]:
    """Headlines of other stories under a label."""
    under = False
    for i in range(first, last):
        line = lines[i]
        if line.head:
            under = under or line.head in _BODY_HEADS
        elif under and is_headline_like(line.block.text) and word_count(line.block.text) >= 4:
            yield i, "structure.list", "related"
        else:
            under = False


def _tail(lines: Sequence[_Line], last: int) -> Iterator[tuple[int, str, str]]:
    """What is left of the foot of the page."""
    foot = ""
    for i in range(last + 1, len(lines)):
        line = lines[i]
        if line.head:
            if line.head in _LIST_HEADS:
                foot = line.head
        elif foot and not line.sentence and not line.block.text.startswith(("- ", "* ", "• ")):
            yield i, "structure.foot", foot


def _captions(lines: Sequence[_Line]) -> Iterator[tuple[int, str, str]]:
    """Captions that end with who took the picture."""
    for i, line in enumerate(lines):
        text = line.block.text
        if line.head or len(text) > _CAPTION_CHARS or "\n" in text:
            continue
        if _CREDIT.search(folded(text[-_CREDIT_CHARS:])) and not (line.sentence and word_count(text) >= 20):
            yield i, "structure.caption", "caption"
