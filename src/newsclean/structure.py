"""What scraped text shows by its shape: lists of headlines, names and captions that no phrase rule can know.

Without tags there are only the lines and their neighbours. So this looks at blocks after the phrase rules have spoken.
What is plain goes by a rule of its own: the headline once more, captions that name who took the picture, a paragraph
that stands on the page already, readers' comments (`threads.py`), the life of the author (`authors.py`). Of the lines
in doubt a score decides, fitted on scraped pages (`linefeatures.py`, `data/line_trees.json`), but only where the rules
found something of the page around the story: a text without that is clean already. A paragraph of twenty words that
ends in a full stop is never in doubt, wherever it stands: but for a copy, a comment or the author's life, it stays.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from newsclean import trees
from newsclean.authors import lives
from newsclean.captions import credit
from newsclean.linefeatures import FOOT, Line, rows
from newsclean.lines import breaks_off, ends_sentence, folded, has_unspaced, is_prose, word_count
from newsclean.model import Block, Document, Removal
from newsclean.threads import comments

STAGE = "content"

#: Lines of these are never the story's: where the rules found one, the text still has its page around it.
_CHROME = FOOT | {"cookie", "paywall", "source-link", "nav", "widget", "author-bio", "byline"}

_SHORTEST_PROSE = 12  # words; below, no text is prose
_PARAGRAPH_WORDS = 20
_SENTENCE_WORDS = 4  # of the shortest sentence that may tell a story
_FULL_STOPS = (".", "。", "．", "｡", "।", "۔", "።", "။", "។")
_SURE_ENDS = (".", "!", "?")  # of a sentence
_CLOSERS = "\"'”’»›“‘«‹)]}）］】〉》」』〕*†‡ "
_PROSE_MARGIN = 0.8  # by which a sentence of twelve words has to score below what a short line needs to go
_NEXT_MARGIN = 1.6  # the same for one right behind a paragraph, which most often goes on with it
_ITEM = re.compile(r"[-*•] |\d{1,3}[.)] ?\S")
_RECENT = 1024  # lines; what is left of a text is measured again in its next pass
_LABEL_REACH = 12  # lines behind a label that may be its list

_Step = tuple[str, str]  # rule, category


@cache
def forest() -> trees.Forest:
    """The trees shipped with newsclean that judge lines."""
    return trees.forest(json.loads((Path(__file__).parent / "data" / "line_trees.json").read_text(encoding="utf-8")))


def boilerplate(document: Document, removed: Sequence[Removal], title: str | None) -> list[Removal]:
    """What is boilerplate by its shape and its neighbours, sorted and disjoint from `removed`.

    `removed` are all removals so far, those of the phrase rules among them and also those of categories that the user
    keeps: a credit that a rule knows is not taken for the page's foot. `title` is the headline, where it is known.
    """
    blocks = document.blocks
    lines = _measured(blocks, removed)
    found = _plain(lines, title)
    if has_furniture(removed):
        found |= _scored(_taken(lines, {i: category for i, (_, category) in found.items()}))
    return [Removal(*found[i], STAGE, blocks[i].start, blocks[i].end) for i in sorted(found)]


def has_furniture(removed: Iterable[Removal]) -> bool:
    """Whether the rules found something of the page around the story."""
    return any(removal.stage == "rules" and removal.category in _CHROME for removal in removed)


def shaped(blocks: Sequence[Block], removed: Sequence[Removal], title: str | None) -> list[Line]:
    """The blocks as lines, with what is gone of them: for what has been removed, and for what goes without a score."""
    lines = _measured(blocks, removed)
    return _taken(lines, {i: category for i, (_, category) in _plain(lines, title).items()})


def _gone(blocks: Sequence[Block], removed: Sequence[Removal]) -> dict[int, str]:
    """Category of what has been removed of each block that has lost something, by its index. Both are sorted.

    What is left of a block that has lost a line stays as it is.
    """
    gone: dict[int, str] = {}
    at, count = 0, len(removed)
    for i, block in enumerate(blocks):
        if at == count:
            break
        end = block.start + len(block.text)
        while at < count and removed[at].start < end:
            gone.setdefault(i, removed[at].category)
            at += 1
    return gone


def _measured(blocks: Sequence[Block], removed: Sequence[Removal]) -> list[Line]:
    """The blocks as lines, with what has been removed of them."""
    return _taken([_line(block.text) for block in blocks], _gone(blocks, removed))


def _taken(lines: list[Line], gone: dict[int, str]) -> list[Line]:
    """The lines, with those marked that are gone, whose categories these are."""
    lines = list(lines)
    for i, category in gone.items():
        line = lines[i]
        lines[i] = Line(line.text, category, line.words, False, False, line.sentence)
    return lines


@lru_cache(maxsize=_RECENT)
def _line(text: str) -> Line:
    lines = "\n" in text
    words = word_count(text) if lines or has_unspaced(text) else text.count(" ") + 1
    sentence = ends_sentence(text)
    if words < _SHORTEST_PROSE:
        prose = False
    elif sentence and not lines:  # most of a story; to ask in full takes much longer
        prose = not breaks_off(text)
    else:
        prose = is_prose(text)
    return Line(text, "", words, prose, prose and words >= _PARAGRAPH_WORDS, sentence)


def _plain(lines: list[Line], title: str | None) -> dict[int, _Step]:
    """What goes by its own text or another line's, by its index. Few lines can, so each is asked for little."""
    left = [i for i, line in enumerate(lines) if not line.gone]
    found = dict.fromkeys(_repeated(lines, left), ("structure.repeated", "other"))
    found |= dict.fromkeys(_titles(lines, left, title), ("structure.title-again", "nav"))
    thread = comments(lines)
    found |= dict.fromkeys([i for i in thread if not lines[i].gone], ("structure.thread", "comments"))
    told = lives(lines[: thread.start] if thread else lines)
    found |= dict.fromkeys([i for i in told if not lines[i].gone], ("structure.author", "author-bio"))
    for i in left:
        line = lines[i]
        if line.prose or line.text.endswith(_SURE_ENDS) or i in found:  # no credit is so, or ends so
            continue
        if credit(line.text) > line.sentence:
            found[i] = ("structure.caption", "caption")
    return found


def _repeated(lines: list[Line], left: Sequence[int]) -> Iterator[int]:
    """Indexes of the paragraphs that stand further up already."""
    if len({lines[i].text for i in left}) == len(left):
        return
    known: set[str] = set()
    for i in left:
        if lines[i].text in known and lines[i].paragraph:
            yield i
        known.add(lines[i].text)


def _titles(lines: list[Line], left: Sequence[int], title: str | None) -> Iterator[int]:
    """Indexes of the lines before the story that say the title again."""
    key = folded(title) if title else None
    for i in left if key else ():
        if lines[i].prose:
            break
        if folded(lines[i].text) == key:
            yield i


def in_doubt(lines: list[Line]) -> list[int]:
    """Indexes of the lines that have a score; none where nothing tells a story."""
    left = [i for i, line in enumerate(lines) if not line.gone]
    if not any(lines[i].prose or (lines[i].sentence and lines[i].words >= _SENTENCE_WORDS) for i in left):
        return []
    return [i for i in left if not (lines[i].words >= _PARAGRAPH_WORDS and ends_in_full_stop(lines[i].text))]


def ends_in_full_stop(text: str) -> bool:
    """Whether a text ends as a statement does, with a stop that is no ellipsis, quoted or not."""
    return text.rstrip(_CLOSERS).endswith(_FULL_STOPS) and not breaks_off(text)


def _scored(lines: list[Line]) -> dict[int, _Step]:
    trained = forest()
    doubt = in_doubt(lines)
    out = [
        i
        for i, row in rows(lines, doubt)
        if trees.score(trained, list(map(float, row))) < _least(lines, i, trained.threshold)
    ]
    # More words in what would go than in all that stays: then the lists are the story.
    gone = set(out)
    stays = sum(line.words for i, line in enumerate(lines) if not line.gone and i not in gone)
    if sum(lines[i].words for i in out) > stays:
        return {}
    return dict(zip(out, _named(lines, out), strict=True))


def _least(lines: list[Line], i: int, threshold: float) -> float:
    """The score that a line has to reach to stay. Items of a list are text."""
    if _ITEM.match(lines[i].text):
        return -math.inf
    if not lines[i].prose:
        return threshold
    return threshold - (_NEXT_MARGIN if i and lines[i - 1].paragraph else _PROSE_MARGIN)


def _named(lines: list[Line], out: Iterable[int]) -> Iterator[_Step]:
    """Rule and category of lines that go by their score: by where they stand, and what label stands above."""
    paragraphs = [i for i, line in enumerate(lines) if line.paragraph] or [len(lines)]
    for i in out:
        above = _label_above(lines, i)
        if i < paragraphs[0]:
            near = [line.gone for line in lines[max(0, i - 1) : i + 2]]
            yield "structure.head", "byline" if "byline" in near else "nav"
        elif i < paragraphs[-1]:
            yield "structure.list", above or "other"
        else:
            yield "structure.foot", above or "other"


def _label_above(lines: list[Line], i: int) -> str:
    """Category of the nearest label above a line, with no paragraph between; empty where there is none."""
    for line in reversed(lines[max(0, i - _LABEL_REACH) : i]):
        if line.paragraph:
            break
        if line.gone in FOOT:
            return line.gone
    return ""
