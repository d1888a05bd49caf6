"""Metadata of scraped text: the lines before the first prose are the title, the byline, the date, and noise.

A scraper that kept only text leaves the headline on line one when it was clean, on lines two to four behind a
breadcrumb, a date or an author when it was not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from newsclean.lines import folded, folds_to, is_headline_like, is_prose, word_count
from newsclean.links import site_of
from newsclean.metadata.dates import named_dates, readings
from newsclean.metadata.languages import writes_month_first
from newsclean.metadata.names import looks_like_name, people
from newsclean.metadata.patterns import pattern
from newsclean.metadata.plain import plain
from newsclean.metadata.readers.address import day_in
from newsclean.metadata.wording import opens_byline
from newsclean.model import KEPT_CATEGORIES, Block, Document, FieldSource, Metadata, Removal

_BEHIND_HEAD = 3  # blocks behind the head whose words tell a headline
_HEAD_BLOCKS = 14  # further down no headline has been seen that was not one of a list
_MOST_PROSE = 2  # a notice and a standfirst may stand above the headline
_TITLE_CHARS = 250
_TITLE_WORDS = 32
#: What is in a line that is furniture of a page and no headline; and what such a line begins with.
_NOT_IN_TITLE = pattern(
    r"©|@\w|\b(?:photo(?:graph)?s?\s*(?:by|:)|credits?\s*:"
    r"|\d+\s*(?:min\b|minutes?\b|minuten|comments?\b|shares?\b|views?\b|kommentare))"
    r"|getty images|\s(?:[»>›]\s|/\s\S+.*\s/\s\S)",
    re.I,
)
_BEGINS_NO_TITLE = pattern(
    r"images?\s*(?:by|:|credit)|(?:foto|bild|quelle|above|source|caption)s?\s*:|https?:|www\."
    r"|skip|share|toggle|sign ?(?:up|in)|log ?in|subscribe|search|menu|home\s*(?:[/|]|$)|this article is|by$"
    r"|article continues|table of contents|email|published in|filed under|posted|advertis|we (?:independently|may)"
    r"|close\b|select|issue №|contributions from|our top|in short"
    r"|view (?:full|all|on)|\d+ \w+ ago$|read (?:more|aloud)|listen|print|tags?:|start your",
    re.I,
)
_BREADCRUMB = pattern(r"\s[»›]\s.+\s[»›]\s")
_LETTERS = pattern(r"[^\W\d_]{3,}")
_DIGIT = pattern(r"\d")
_WORD = pattern(r"\w{3,}")
_SLUG_WORD = pattern(r"[^\W\d_]{3,}")
_SLUG_WORDS = 2  # of a part of an address; one word is a folder's, or a file's suffix
_TWO_SENTENCES = pattern(r"[.!?] [A-Z]")
_MOST_OF_SLUG = 0.5
_DAY_WORDS = 12  # a longer line with a date in it is a sentence
_WORDS_BESIDE_DAY = 2
#: What marks a line of several words as one that gives the day.
_DAY_LINE = pattern(
    r"[|·•]|\d{1,2}[:.h]\d{2}|publi|posted|updated|erstellt|veröffentlicht|aktualisiert|stand\b|actualizad|aggiornat|"
    r"bijgewerkt|publicerad|опубл|обновл|yayın|güncell|입력|公開|更新|发布",
    re.I,
)
_BYLINE_WORDS = 14
_NAMES = 0.8  # what it counts against a headline that it is people's names
_RECENT = 256  # lines; what is left of a text is asked again in its next pass


class _Line(NamedTuple):
    """A block of the head, and what it says of the article."""

    block: Block
    names: tuple[str, ...]
    day: str | None


def read_text(document: Document, url: str | None, removed: Sequence[Removal] = ()) -> tuple[Metadata, list[Removal]]:
    """Metadata of a scraped text, and the removals of the lines it was read from.

    `removed` are the removals of phrase rules, sorted. Where they took nothing that articles have not, and the head
    has no byline and no day, the text is clean: its first line is the headline, unless the address names another. A
    headline may tell a day itself.
    """
    left = _left(document.blocks, removed)
    head = [_line(block, url) for block in _head(left)]
    sources: dict[str, FieldSource] = {}
    dirty = any(removal.category not in KEPT_CATEGORIES for removal in removed)
    dirty = dirty or bool(head and _BREADCRUMB().search(head[0].block.text))
    if dirty or any(line.names or line.day for line in (head[1:] if _tells_a_day(head) else head)):
        title = _title(head, left, url)
    else:
        title = _first_title(head, _slug(url))
    removals = [_removal("title", block) for block in _copies(head, title)] if title else []
    if title is not None:
        sources["title"] = FieldSource("text", title.text)
    gone = {removal.start for removal in removals}
    authors: tuple[str, ...] = ()
    published = None
    for block, names, day in head:
        if block.start in gone:
            continue
        if names and not authors:
            authors = names
            sources["authors"] = FieldSource("byline", block.text)
        if day and not published:
            published = day
            sources["published"] = FieldSource("text", block.text)
        if names or day:
            removals.append(_removal("byline", block))
    if not published and (raw := day_in(url)) and (days := readings(raw)):
        published = days[0]
        sources["published"] = FieldSource("url", raw)
    meta = Metadata(title=plain(title.text) if title else None, authors=authors, published=published, sources=sources)
    return meta, sorted(removals, key=lambda removal: removal.start)


def _left(blocks: Sequence[Block], removed: Sequence[Removal]) -> list[Block]:
    """The first blocks that no removal takes whole, bylines apart: the head, and what stands behind it."""
    gone = {removal.start: removal.end for removal in removed if removal.category != "byline"}
    return list(islice((b for b in blocks if gone.get(b.start) != b.end), _HEAD_BLOCKS + _BEHIND_HEAD))


def _line(block: Block, url: str | None) -> _Line:
    return _Line(block, (), None) if _is_prose(block.text) else _Line(block, _byline(block.text), _day(block.text, url))


def _removal(name: str, block: Block) -> Removal:
    return Removal(name, name, "metadata", block.start, block.end)


def _tells_a_day(head: Sequence[_Line]) -> bool:
    """Whether the first line has a day and words beside it, as a headline may."""
    return bool(head and head[0].day and not head[0].names and len(_words_beside_day(head[0].block.text)) > 1)


def _copies(head: Sequence[_Line], title: Block) -> Iterator[Block]:
    """The blocks of the head that say the title, in any letters."""
    key = folded(title.text)
    for line in head:
        text = line.block.text
        if text == title.text or folds_to(text, key):
            yield line.block


def _first_title(head: Sequence[_Line], slug: frozenset[str]) -> Block | None:
    """The first line, or the first of those that have more words of the address, and most of them."""
    if not slug:
        return head[0].block if head and _may_be_title(head[0].block.text) else None
    places = [place for place, line in enumerate(head) if _may_be_title(line.block.text)]
    best = max(places, key=lambda place: (_in_slug(head[place].block.text, slug), -place), default=0)
    if 0 not in places or best == 0:
        return head[0].block if places[:1] == [0] else None
    return head[best if _in_slug(head[best].block.text, slug) >= _MOST_OF_SLUG else 0].block


def _in_slug(text: str, slug: frozenset[str]) -> float:
    """How much a line and the address say the same, from 0 to 1."""
    own = frozenset(_WORD().findall(folded(text))) if slug else frozenset()
    return len(own & slug) / max(len(own), len(slug)) if own else 0.0


def _may_be_title(text: str) -> bool:
    """Whether a line is short enough for a headline, and no running text."""
    return "\n" not in text and len(text) <= _TITLE_CHARS and word_count(text) <= _TITLE_WORDS and not _is_prose(text)


@lru_cache(maxsize=_RECENT)
def _is_prose(text: str) -> bool:
    """Whether a block is running text; a headline that asks or exclaims is none."""
    return is_prose(text) and not is_headline_like(text)


def _head(blocks: Sequence[Block]) -> list[Block]:
    """The blocks before the article's text."""
    prose = 0
    for place, block in enumerate(islice(blocks, _HEAD_BLOCKS)):
        prose += _is_prose(block.text)
        if prose > _MOST_PROSE:
            return list(blocks[:place])
    return list(blocks[:_HEAD_BLOCKS])


def _title(head: Sequence[_Line], blocks: Sequence[Block], url: str | None) -> Block | None:
    """The most headline-like block of the head; the first of equals."""
    prose_of = [_is_prose(block.text) for block in blocks[: len(head) + _BEHIND_HEAD]]
    keys = [folded(line.block.text) for line in head]
    body = " ".join(block.text for block, prose in zip(blocks, prose_of, strict=False) if prose).casefold()
    body_words, slug = set(_WORD().findall(body)), _slug(url)
    marked = [bool(line.names or line.day) for line in head]
    if _tells_a_day(head) and _in_slug(head[0].block.text, slug) >= _MOST_OF_SLUG:
        marked[0] = False
    scores: list[tuple[float, int]] = []
    prose = 0
    for place, line in enumerate(head):
        text = line.block.text
        if prose_of[place]:
            prose += 1
            continue
        key = keys[place]
        score = 0.0 if marked[place] else _headline_score(text, key, body_words, slug)
        if score <= 0:
            continue
        score += 2.0 * (keys.count(key) > 1) + 1.6 * any(marked[place + 1 : place + 3])
        following = blocks[place + 1].text if place + 1 < len(blocks) else ""
        score += 0.8 * (prose_of[place + 1 : place + 2] == [True] or _is_no_title(following))
        score -= 0.4 * place + 0.7 * prose
        # "Home News Storm hits coast" above "Storm hits coast": the shorter is the headline.
        score -= 3.0 * any(other != key and len(other) > 15 and key.endswith(other) for other in keys)
        if score > 0:
            scores.append((score, -place))
    best = _best(head, sorted(scores, reverse=True))
    return None if best is None else head[best].block


def _best(head: Sequence[_Line], scores: Sequence[tuple[float, int]]) -> int | None:
    """The place of the line that scores best when names count against a headline, the first of equals.

    The scores come in falling order, each with its place below zero. Most often the first leads by so much that it need
    not be looked at for names, which takes longer than all else.
    """
    best, second = scores[:1], scores[1:2]
    if best and best[0][0] - _NAMES > (second[0][0] if second else 0.0):
        return -best[0][1]
    exact = [(score - _NAMES * _is_names(head[-at].block.text), at) for score, at in scores]
    score, at = max(exact, default=(0.0, 0))
    return -at if score > 0 else None


def _is_names(text: str) -> bool:
    return all(map(looks_like_name, people(text) or ("",)))


def _is_no_title(text: str) -> bool:
    return _BEGINS_NO_TITLE().match(text) is not None or _NOT_IN_TITLE().search(text) is not None


def _headline_score(text: str, key: str, body_words: set[str], slug: frozenset[str]) -> float:
    """How much a line, folded the key, looks like the headline of the text below; 0 or less where it cannot be it."""
    words = word_count(text)
    if "\n" in text or len(text) > _TITLE_CHARS or not 0 < words <= _TITLE_WORDS or _is_no_title(text):
        return 0.0
    own = set(_WORD().findall(key))
    shared = len(own & body_words) / (len(own) or 1)
    in_slug = _in_slug(text, slug) if slug else 0.0
    if words < 2 and not in_slug:
        return 0.0
    sentences = 1.5 * text.endswith((".", ":")) + 1.0 * (_TWO_SENTENCES().search(text) is not None)
    return 1.0 + 0.35 * min(words, 8) + 1.5 * shared + 6.0 * in_slug - sentences


def _slug(url: str | None) -> frozenset[str]:
    """The words of the part of an address that the headline is likely to have: the last of several words."""
    path = (url or "").partition("://")[2].partition("/")[2].partition("?")[0]
    parts = [frozenset(_SLUG_WORD().findall(part)) for part in reversed(path.lower().split("/"))]
    several = (part for part in parts if len(part) >= _SLUG_WORDS)
    return next(several, max(parts, key=len))


def _byline(text: str) -> tuple[str, ...]:
    """Names of a line that opens as a byline does, at most a few words each."""
    if not opens_byline(text) or word_count(text) > _BYLINE_WORDS:
        return ()
    names = people(text)
    return names if names and all(map(looks_like_name, names)) else ()


def _day(text: str, url: str | None) -> str | None:
    """The day of a line that is there to give it, not of a heading that tells of one."""
    if not _DIGIT().search(text) or word_count(text) > _DAY_WORDS or not named_dates(text):
        return None
    others = _words_beside_day(text)
    if len(others) > _WORDS_BESIDE_DAY and not _DAY_LINE().search(text):
        return None
    days = readings(text)
    if len(days) > 1:
        month_first = writes_month_first(None, site_of(url))
        return None if month_first is None else days[1 if month_first else 0]
    return days[0] if days else None


def _words_beside_day(text: str) -> list[str]:
    start, end = named_dates(text) or (0, 0)
    return _LETTERS().findall(f"{text[:start]} {text[end:]}")
