"""What the reader of an article must know of it; above all, that there is none.

A page that holds an article is never looked at for the signs of an error page: only little text raises the question.
Each flag says what was seen, and where.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newsclean.lines import breaks_off, folded, is_prose, word_count
from newsclean.model import Document, Flag, Metadata, Removal

if TYPE_CHECKING:
    from newsclean.left import Kept

_SHORT_WORDS: Final = 75
_CONSENT_WORDS: Final = 250  # consent pages explain themselves at length
_BLOCKED_WORDS: Final = 120
_STORY_BLOCKS: Final = 3  # a wall says less; a brief that quotes one says more
_INDEX_WORDS: Final = 150
_ARTICLE_WORDS: Final = 20  # fewer, and none of them a sentence: no article
_CONSENT_SIGNS: Final = 3
_INDEX_HEADLINES: Final = 5
_HEADLINE_WORDS: Final = 4
_BEHIND: Final = 10  # blocks behind the last paragraph that are looked at
_WALL_CHARS: Final = 40  # a shorter line ("Log in") is a menu's, not a wall's
_PAGE_OF: Final = re.compile(
    r"\b(?:page|seite|página|pagina|strona|sayfa|sida|side|страница)\s+\d+(?:\s+(?:of|von|sur|de|di|van|z|av|af|из)\s+|\s*/\s*)\d+",
    re.I,
)
_DIGIT: Final = re.compile(r"\d")  # most lines have none, which is soon seen
_TITLE_PARTS: Final = re.compile(r" [-|:] |[|:]")
_SEEN: Final = 80
_START: Final = attrgetter("start")


@cache
def _signs() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "data" / "page_signs.toml").read_text(encoding="utf-8"))


def of_page(document: Document, removals: Sequence[Removal], kept: Kept, meta: Metadata) -> tuple[Flag, ...]:
    """Flags of a page; the first says why there is no article, where there is none."""
    words = _words(kept)
    failure = _failure(document, kept, words, meta)
    return (failure,) if failure else (*_short(words, len(kept)), *_cut(document, removals, kept))


def of_text(document: Document, removals: Sequence[Removal], kept: Kept) -> tuple[Flag, ...]:
    """Flags of a scraped text. What little there is was taken for an article by whoever scraped it."""
    if not kept:
        seen = "no text but boilerplate" if document.blocks else "no text at all"
        return (Flag("no-article", seen, "the whole input"),)
    return (*_short(_words(kept), len(kept)), *_cut(document, removals, kept))


def _words(kept: Kept) -> int:
    """Words that are kept; counted only as far as a flag may ask for them."""
    words = 0
    for _, text in kept:
        words += word_count(text)
        if words > _CONSENT_WORDS:
            break
    return words


def _failure(document: Document, kept: Kept, words: int, meta: Metadata) -> Flag | None:
    """The flag of a page without an article, or None."""
    if words > _CONSENT_WORDS:
        return None
    title = folded(meta.title or "")
    everything = folded("\n".join(block.text for block in document.blocks))
    page_words = word_count(everything)
    signs = _signs()
    if words < _BLOCKED_WORDS:
        found = _title_sign(signs["blocked"]["title"], title)
        if found:
            return Flag("blocked", f"the title says {found!r}, and the page has {words} words of text", "title")
        found = _sign(signs["blocked"]["text"], everything)
        if found and page_words < 4 * _BLOCKED_WORDS and sum(is_prose(text) for _, text in kept) < _STORY_BLOCKS:
            return Flag("blocked", f"the page says {found!r}, and has {words} words of text", "text")
    consent = [phrase for phrase in signs["consent"]["text"] if phrase in everything]
    titled = _title_sign(signs["consent"]["title"], title)
    if (titled and consent) or (len(consent) >= _CONSENT_SIGNS and page_words < 2 * _CONSENT_WORDS):
        return Flag("consent", f"the page asks for consent: {', '.join(map(repr, consent[:3]))}", "text")
    headlines = _linked_headlines(document)
    dated = meta.published or meta.authors  # front pages have neither
    if words < _INDEX_WORDS and headlines >= _INDEX_HEADLINES and not dated and not _told(kept):
        return Flag("index-page", f"{headlines} linked headlines, and {words} words beside them", "text")
    if words < _ARTICLE_WORDS and not any(is_prose(text) for _, text in kept):
        seen = f"{words} words that could be an article's" if document.blocks else "no text at all"
        return Flag("no-article", f"{seen}; the page may build its text by script", "the whole page")
    return None


def _sign(phrases: list[str], text: str) -> str | None:
    return next((phrase for phrase in phrases if phrase in text), None)


def _title_sign(phrases: list[str], title: str) -> str | None:
    """A phrase of several words anywhere in a title; a single word ("404") only as a part by itself."""
    parts = {part.strip() for part in _TITLE_PARTS.split(title)}
    return next((phrase for phrase in phrases if phrase in parts or (" " in phrase and phrase in title)), None)


def _linked_headlines(document: Document) -> int:
    """Headings that are links as a whole, as on a front page."""
    return sum(
        block.kind == "heading"
        and block.link_chars > 0.8 * len(block.text)
        and len(block.text.split()) >= _HEADLINE_WORDS
        for block in document.blocks
    )


def _told(kept: Kept) -> bool:
    """Whether two blocks of prose follow each other: a story is told, however short."""
    prose = [is_prose(text) for _, text in kept]
    return any(a and b for a, b in itertools.pairwise(prose))


def _short(words: int, count: int) -> Iterator[Flag]:
    if words < _SHORT_WORDS:
        yield Flag("short", f"{words} words in {count} block{'s' if count != 1 else ''}", "text")


def _cut(document: Document, removals: Sequence[Removal], kept: Kept) -> Iterator[Flag]:
    """Flags of a text that goes on elsewhere: behind payment, behind a link, on further pages."""
    walls = [r for r in removals if r.category == "paywall" and r.end - r.start >= _WALL_CHARS]
    if walls:
        yield Flag("paywall", repr(document.page_text[walls[0].start : walls[0].end][:_SEEN]), "a removed block")
    last = kept[-1][0].end if kept else 0
    place = bisect_right(document.blocks, last, key=_START)
    behind = [block.text for block in document.blocks[place : place + _BEHIND]]
    signs = _signs()["truncated"]["text"]
    continues = next((text for text in behind[:3] if len(text) < 2 * _SEEN and _sign(signs, folded(text))), None)
    if continues:
        yield Flag("truncated", repr(continues[:_SEEN]), "behind the last paragraph")
    elif kept and breaks_off(kept[-1][1]):
        yield Flag("truncated", f"the text breaks off: {kept[-1][1][-_SEEN:]!r}", "the last paragraph")
    numbered = [text for text in behind if len(text) < _SEEN and _DIGIT.search(text)]
    pages = next((found for text in numbered if (found := _PAGE_OF.search(text))), None)
    if pages:
        yield Flag("multi-page", repr(pages.group()), "behind the last paragraph")
