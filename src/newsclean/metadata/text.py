"""Metadata of scraped text: the lines before the first prose are the title, the byline, the date, and noise.

A scraper that kept only text leaves the headline on line one when it was clean, on lines two to four behind a
breadcrumb, a date or an author when it was not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from newsclean.lines import folded, is_prose, word_count
from newsclean.links import site_of
from newsclean.metadata.dates import named_dates, readings
from newsclean.metadata.languages import writes_month_first
from newsclean.metadata.names import opens_byline, people
from newsclean.metadata.plain import fold, plain
from newsclean.metadata.readers.address import day_in
from newsclean.model import Block, Document, FieldSource, Metadata, Removal

_HEAD_BLOCKS = 15  # further down no headline has been seen that was not one of a list
_TITLE_CHARS = 250
_CREDIT = re.compile(
    r"©|\bphoto(?:graph)?s?\s*(?:by|:)|\bimages?\s*(?:by|:|credit)|getty images|\bcredits?\s*:|^(?:foto|bild|quelle|above|source|caption)s?\s*:|\.com$|^https?:|^www\.|@\w",
    re.I,
)
_READING_TIME = re.compile(r"\b\d+\s*(?:min\b|minutes?\b|minuten|comments?\b|shares?\b|views?\b|kommentare)", re.I)
_DAY_WORDS = 12  # a longer line with a date in it is a sentence
_BYLINE_WORDS = 14


def read_text(document: Document, url: str | None) -> tuple[Metadata, list[Removal]]:
    """Metadata of a scraped text, and the removals of the lines it was read from."""
    head = _head(document.blocks)
    sources: dict[str, FieldSource] = {}
    removals: list[Removal] = []
    title = _title(head, document.blocks, url)
    rest = head
    if title is not None:
        key = folded(title.text)
        same = [block for block in head if folded(block.text) == key]
        removals += [Removal("title", "title", "metadata", block.start, block.end) for block in same]
        sources["title"] = FieldSource("text", title.text)
        rest = [block for block in head if block not in same]
    authors, published = (), None
    for block in rest:
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


def _head(blocks: Sequence[Block]) -> list[Block]:
    """The blocks before the first prose."""
    head = []
    for block in islice(blocks, _HEAD_BLOCKS):
        if is_prose(block.text):
            break
        head.append(block)
    return head


def _title(head: Sequence[Block], blocks: Sequence[Block], url: str | None) -> Block | None:
    """The most headline-like block of the head; the first of equals."""
    counts: dict[str, int] = {}
    for block in head:
        counts[folded(block.text)] = counts.get(folded(block.text), 0) + 1
    body = folded(" ".join(block.text for block in blocks[len(head) : len(head) + 3]))
    body_words, slug = set(re.findall(r"\w{4,}", body)), _slug(url)
    best, best_score = None, 0.0
    for place, block in enumerate(head):
        score = _headline_score(block.text, body_words, slug) + (counts[folded(block.text)] > 1) * 2.0 - 0.3 * place
        if score > best_score:
            best, best_score = block, score
    return best


def _headline_score(text: str, body_words: set[str], slug: set[str]) -> float:
    """How much a line looks like the headline of the text below it; 0 or less for one that cannot be it."""
    words = word_count(text)
    if "\n" in text or len(text) > _TITLE_CHARS or words < 2 or _CREDIT.search(text) or _READING_TIME.search(text):
        return 0.0
    if (words <= _DAY_WORDS and named_dates(text)) or _is_byline(text):
        return 0.0
    own = set(re.findall(r"\w{4,}", folded(text)))
    shared = len(own & body_words) / (len(own) or 1)
    in_slug = len(own & slug) / (len(own) or 1)
    return min(words, 10) * 0.5 + 2.0 * shared + 3.0 * in_slug - (2.0 if text.endswith((".", ":")) else 0.0)


def _slug(url: str | None) -> set[str]:
    path = (url or "").partition("://")[2].partition("/")[2].partition("?")[0]
    return set(re.findall(r"[^\W\d_]{4,}", path.lower()))


def _is_byline(text: str) -> bool:
    return (
        opens_byline(text)
        and word_count(text) <= _BYLINE_WORDS
        and text[:1].isupper() is not None
        and bool(_byline(text))
    )


def _byline(text: str) -> tuple[str, ...]:
    """Names of a line that opens as a byline does, at most a few words each."""
    if not opens_byline(text) or word_count(text) > _BYLINE_WORDS:
        return ()
    names = people(text)
    good = [name for name in names if 2 <= len(name.split()) <= 4 and name[0].isupper()]
    return tuple(good) if good and len(good) == len(names) else ()


def _day(text: str, url: str | None) -> str | None:
    if word_count(text) > _DAY_WORDS:
        return None
    days = readings(text)
    if len(days) > 1:
        month_first = writes_month_first(None, site_of(url))
        return None if month_first is None else days[1 if month_first else 0]
    return days[0] if days else None


__all__ = ["fold", "read_text"]
