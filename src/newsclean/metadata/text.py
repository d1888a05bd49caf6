"""Metadata of scraped text: the lines before the first prose are the title, the byline, the date, and noise.

A scraper that kept only text leaves the headline on line one when it was clean, on lines two to four behind a
breadcrumb, a date or an author when it was not.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from newsclean.lines import folded, is_headline_like, is_prose, word_count
from newsclean.links import site_of
from newsclean.metadata.dates import named_dates, readings
from newsclean.metadata.languages import writes_month_first
from newsclean.metadata.names import looks_like_name, people
from newsclean.metadata.patterns import pattern
from newsclean.metadata.plain import plain
from newsclean.metadata.readers.address import day_in
from newsclean.metadata.wording import opens_byline
from newsclean.model import Block, Document, FieldSource, Metadata, Removal

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD_BLOCKS = 14  # further down no headline has been seen that was not one of a list
_MOST_PROSE = 2  # a notice and a standfirst may stand above the headline
_TITLE_CHARS = 250
_TITLE_WORDS = 32
#: What a line is, or begins with, that is furniture of a page and no headline.
_NOT_TITLE = pattern(
    r"©|\bphoto(?:graph)?s?\s*(?:by|:)|^images?\s*(?:by|:|credit)|getty images|\bcredits?\s*:"
    r"|^(?:foto|bild|quelle|above|source|caption)s?\s*:|^https?:|^www\.|@\w"
    r"|\b\d+\s*(?:min\b|minutes?\b|minuten|comments?\b|shares?\b|views?\b|kommentare)"
    r"|^(?:skip|share|toggle|sign ?(?:up|in)|log ?in|subscribe|search|menu|home\s*(?:[/|]|$)|this article is|by$"
    r"|article continues|table of contents|email|published in|filed under|posted|advertis|we (?:independently|may)"
    r"|close\b|select|issue №|contributions from|our top|in short|"
    r"view (?:full|all|on)|\d+ \w+ ago$|read (?:more|aloud)|listen|print|tags?:|start your)"
    r"|\s[»>›]\s|(?:\s/\s\S+.*){2}",
    re.I,
)
_WORD = pattern(r"\w{3,}")
_TWO_SENTENCES = pattern(r"[.!?] [A-Z]")
_DAY_WORDS = 12  # a longer line with a date in it is a sentence
_WORDS_BESIDE_DAY = 2
#: What marks a line of several words as one that gives the day.
_DAY_LINE = pattern(
    r"[|·•]|\d{1,2}[:.h]\d{2}|publi|posted|updated|erstellt|veröffentlicht|aktualisiert|stand\b|actualizad|aggiornat|"
    r"bijgewerkt|publicerad|опубл|обновл|yayın|güncell|입력|公開|更新|发布",
    re.I,
)
_BYLINE_WORDS = 14


def read_text(document: Document, url: str | None) -> tuple[Metadata, list[Removal]]:
    """Metadata of a scraped text, and the removals of the lines it was read from."""
    head = _head(document.blocks)
    sources: dict[str, FieldSource] = {}
    removals: list[Removal] = []
    title = _title(head, document.blocks, url)
    if title is not None:
        removals = [
            Removal("title", "title", "metadata", block.start, block.end)
            for block in head
            if folded(block.text) == folded(title.text)
        ]
        sources["title"] = FieldSource("text", title.text)
    gone = {removal.start for removal in removals}
    authors: tuple[str, ...] = ()
    published = None
    for block in head:
        if block.start in gone or _is_prose(block.text):
            continue
        names, day = _byline(block.text), _day(block.text, url)
        if names and not authors:
            authors = names
            sources["authors"] = FieldSource("byline", block.text)
        if day and not published:
            published = day
            sources["published"] = FieldSource("text", block.text)
        if names or day:
            removals.append(Removal("byline", "byline", "metadata", block.start, block.end))
    if not published and (raw := day_in(url)) and (days := readings(raw)):
        published = days[0]
        sources["published"] = FieldSource("url", raw)
    meta = Metadata(title=plain(title.text) if title else None, authors=authors, published=published, sources=sources)
    return meta, sorted(removals, key=lambda removal: removal.start)


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


def _title(head: Sequence[Block], blocks: Sequence[Block], url: str | None) -> Block | None:
    """The most headline-like block of the head; the first of equals."""
    keys = [folded(block.text) for block in head]
    body = folded(" ".join(block.text for block in blocks[: len(head) + 3] if _is_prose(block.text)))
    body_words, slug = set(_WORD().findall(body)), _slug(url)
    marked = [bool(_byline(block.text) or _day(block.text, url)) for block in head]
    best, best_score = None, 0.0
    prose = 0
    for place, block in enumerate(head):
        if _is_prose(block.text):
            prose += 1
            continue
        score = _headline_score(block.text, body_words, slug)
        if score <= 0 or marked[place]:
            continue
        key = keys[place]
        score += 2.0 * (keys.count(key) > 1) + 1.6 * any(marked[place + 1 : place + 3])
        following = blocks[place + 1].text if place + 1 < len(blocks) else ""
        score += 0.8 * (_is_prose(following) or bool(_NOT_TITLE().search(following)))
        score -= 0.8 * all(map(looks_like_name, people(block.text) or ("",)))
        # "Home News Storm hits coast" above "Storm hits coast": the shorter is the headline.
        score -= 3.0 * any(other != key and len(other) > 15 and key.endswith(other) for other in keys)
        score -= 0.4 * place + 0.7 * prose
        if score > best_score:
            best, best_score = block, score
    return best


def _headline_score(text: str, body_words: set[str], slug: set[str]) -> float:
    """How much a line looks like the headline of the text below it; 0 or less for one that cannot be it."""
    words = word_count(text)
    if "\n" in text or len(text) > _TITLE_CHARS or not 0 < words <= _TITLE_WORDS or _NOT_TITLE().search(text):
        return 0.0
    own = set(_WORD().findall(folded(text)))
    shared = len(own & body_words) / (len(own) or 1)
    in_slug = len(own & slug) / (max(len(own), len(slug)) or 1)
    if words < 2 and not in_slug:
        return 0.0
    sentences = 1.5 * text.endswith((".", ":")) + 1.0 * (_TWO_SENTENCES().search(text) is not None)
    return 1.0 + 0.35 * min(words, 8) + 1.5 * shared + 6.0 * in_slug - sentences


def _slug(url: str | None) -> set[str]:
    path = (url or "").partition("://")[2].partition("/")[2].partition("?")[0]
    parts = [part for part in path.lower().split("/") if part]
    return max((set(re.findall(r"[^\W\d_]{3,}", part)) for part in parts), key=len, default=set())


def _byline(text: str) -> tuple[str, ...]:
    """Names of a line that opens as a byline does, at most a few words each."""
    if not opens_byline(text) or word_count(text) > _BYLINE_WORDS:
        return ()
    names = people(text)
    return names if names and all(map(looks_like_name, names)) else ()


def _day(text: str, url: str | None) -> str | None:
    """The day of a line that is there to give it, not of a heading that tells of one."""
    if word_count(text) > _DAY_WORDS or not (span := named_dates(text)):
        return None
    others = [word for word in f"{text[: span[0]]} {text[span[1] :]}".split() if word.isalpha() and len(word) > 2]
    if len(others) > _WORDS_BESIDE_DAY and not _DAY_LINE().search(text):
        return None
    days = readings(text)
    if len(days) > 1:
        month_first = writes_month_first(None, site_of(url))
        return None if month_first is None else days[1 if month_first else 0]
    return days[0] if days else None
