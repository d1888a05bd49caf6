"""The day that a page shows to its readers: near the headline, else where a class name says that a date stands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.lines import ends_sentence, word_count
from newsclean.metadata.claim import Claim
from newsclean.metadata.dates import named_dates
from newsclean.metadata.header import HINTS, Header, hinted, is_aside
from newsclean.metadata.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsclean.metadata.parts import PageParts
    from newsclean.model import Block, Document

SOURCE = "shown"
_DATE = pattern(
    r"(?:^|[\s_-])\w*(?:date|publish|posted|datum|fecha|pubdate|timestamp)\w*|author|byline|(?:^|[\s_-])meta(?=$|[\s_-])"
)
_MODIFIED = pattern(
    r"\b(?:updated?|modified|last (?:update|review|edit)\w*|edited|revised|reviewed|aktualisiert|stand|geändert|"
    r"màj|mis à jour|modifié|actualizad[oa]|atualizad[oa]|aggiornat[oa]|bijgewerkt|gewijzigd|uppdatera[dt]|oppdatert|"
    r"opdateret|zaktualizowan[oa]|aktualizacja|aktualizováno|actualizat|frissít\w+|güncelle\w+|ενημέρωση|diperbarui)\b"
    r"|обновлен|оновлен|изменен|تحديث|अपडेट|更新|수정|최종수정",
    re.I,
)
#: One of these is in all that the pattern finds; it is long to compile.
_MODIFIED_STEMS = (
    "update", "modifi", "last", "edited", "revised", "reviewed", "aktualis", "stand", "geändert", "màj", "mis à jour",
    "actualiza", "atualizad", "aggiornat", "bijgewerkt", "gewijzigd", "uppdatera", "oppdatert", "opdateret",
    "zaktualizowan", "aktualizac", "aktualizováno", "frissít", "güncelle", "ενημέρωσ", "diperbarui", "обновлен",
    "оновлен", "изменен", "تحديث", "अपडेट", "更新", "수정",
)  # fmt: skip
_PUBLISHED = pattern(r"publi|posted|veröffentlicht|created|erstellt|入力|등록|опубликов", re.I)
#: A year in any digits: blocks without one hold no date that is read.
_YEAR = pattern(r"\d{4}")
_ERAS = ("令和", "平成", "昭和")
#: "Published: 6 May 2024", "Datum 06.05.2024"
_LABEL = pattern(
    r"(?:(?:first |date )?(?:published|posted)|publication date|date|datum|veröffentlicht|publié|publicado|fecha|"
    r"pubblicato|gepubliceerd|publicerad|дата|опубликован\w*)(?: (?:on|am|le|el|il|op|den))?\s*:?\s+(?=\S{0,12}\s?\d)",
    re.I,
)
#: "Reviewed by Jane Doe": whose work it was, not when.
_NAMES_WHO = pattern(r"\b(?:by|von|par|por|door)\s+\w", re.I)
_PICTURE_WORDS = ("photo", "caption", "getty", "credit", "image", "foto", "bild", "illustration", "©")
_PICTURE = pattern(r"\b(?:photo|caption|getty|credit|image|foto|bild|illustration)\b|©", re.I)
_BEHIND_DAY = 40  # characters behind a day that may hold its time
_MOST_WORDS = 16
_SENTENCE_WORDS = 7
_SMALL_WORDS = 3
_LABEL_CHARS = 30
_MOST_CHARS = 120
_DAYS_TO_LOOK_AT = 400  # blocks of the rest of the page


def read(parts: PageParts, header: Header) -> Iterator[Claim]:
    """The first day shown as such near the headline, and the first one labelled as an update."""
    for field, raw in _days(parts.document, header.near, 4, header.around):
        yield Claim(field, raw, SOURCE)


def read_far(parts: PageParts, header: Header) -> Iterator[Claim]:
    """The first day further down that a class name or a label says to be one: for pages that say nothing else."""
    document = parts.document
    marked = [
        block
        for block in header.rest[:_DAYS_TO_LOOK_AT]
        if len(block.text) < _MOST_CHARS
        and _has_year(block.text)
        and (hinted(document, block, _speaks_of_date, 2) or _LABEL().match(block.text))
    ]
    for field, raw in _days(document, marked, 6, header.around):
        yield Claim(field, raw, SOURCE, "far")
        return


def _has_year(text: str) -> bool:
    if "20" in text or "19" in text or "18" in text:
        return _YEAR().search(text) is not None
    return not text.isascii() and (_YEAR().search(text) is not None or any(era in text for era in _ERAS))


@lru_cache(maxsize=HINTS)
def _speaks_of_date(hint: str) -> bool:
    return _DATE().search(hint) is not None


def _days(
    document: Document, blocks: Sequence[Block], levels: int, around: frozenset[int]
) -> Iterator[tuple[str, str]]:
    """The first day of each field in some blocks."""
    seen: set[str] = set()
    label = ""  # a block of its own before the day: "Updated" · "6 May 2024"
    for block in blocks:
        text = block.text
        if not _has_year(text):
            label = text if len(text) <= _LABEL_CHARS else ""
            continue
        if _is_of_picture(text) or _is_sentence(text) or is_aside(document, block, levels, around):
            continue
        if label and _NAMES_WHO().search(label):
            label = ""
        while (span := named_dates(text)) and not _is_told(text[: span[0]]):
            field = _field(f"{label} {text[: span[0]]}")
            if field not in seen:
                seen.add(field)
                yield field, text[span[0] : _end_of_time(text, span[1])]
            text, label = text[span[1] :], ""
        if len(seen) == 2:
            return


def _is_of_picture(text: str) -> bool:
    lower = text.lower()
    for word in _PICTURE_WORDS:
        if word in lower:
            return _PICTURE().search(text) is not None
    return False


def _is_sentence(text: str) -> bool:
    """Whether a day in the text is told of rather than shown."""
    words = word_count(text)
    return words > _MOST_WORDS or (words > _SENTENCE_WORDS and ends_sentence(text))


def _is_told(before: str) -> bool:
    """Whether the words before a day tell of something on that day, as those of a picture do."""
    small = sum(word.islower() and word.isalpha() for word in before.split())
    return (
        small >= _SMALL_WORDS
        and before.rstrip().endswith(",")
        and not (_PUBLISHED().search(before) or _MODIFIED().search(before))
    )


def _field(before: str) -> str:
    """What the words before a day say of it: the last of them counts."""
    if not before or before.isspace():
        return "published"
    folded = before.casefold()
    if not _may_tell_change(folded):
        return "published"
    updates = [found.end() for found in _MODIFIED().finditer(before)]
    posts = [found.end() for found in _PUBLISHED().finditer(before)]
    return "modified" if updates and (not posts or updates[-1] > posts[-1]) else "published"


def _may_tell_change(folded: str) -> bool:
    for stem in _MODIFIED_STEMS:  # noqa: SIM110 - any() takes twice as long
        if stem in folded:
            return True
    return False


def _end_of_time(text: str, end: int) -> int:
    """Where the time of day behind a date ends; another date there is not part of it."""
    rest = text[end : end + _BEHIND_DAY]
    following = named_dates(rest)
    return end + (following[0] if following else len(rest))
