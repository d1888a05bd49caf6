"""Bylines in running lines: whether a line is one, and where in it the names begin."""

from __future__ import annotations

from newsclean.metadata.dates import named_dates
from newsclean.metadata.names import looks_like_name, people
from newsclean.metadata.wording import names_others, words

_DATE_CHARS = 40  # characters before a byline that may be a date


def byline_in(text: str, before: str = "") -> str | None:
    """The part of a short line that names authors after a word like "By"; None where no name follows one, or where
    it, or the line before it, says that they did something else ("Reviewed" · "by Jane Doe")."""
    table = words()
    if not _may_hold_opening(text):
        return None
    if table.not_authors.search(text) or (before and table.not_authors.search(f"{before} {text}")):
        return None
    for opening in table.inside.finditer(text):
        raw = text[opening.start() :]
        names = people(raw)
        if names and all(map(looks_like_name, names)) and _may_open(text[: opening.start()]):
            return raw
    return None


def opens_in_words(text: str) -> bool:
    """Whether a line opens with a phrase that only bylines have ("Written by", "Verfasst von"), not with "by" alone."""
    return text.casefold().startswith(words().phrases)


def opens_with_any(text: str, before: str = "") -> bool:
    """Whether a line is a byline of a department, a user or an organisation ("By The Editors", "by jdoe")."""
    if not words().opening.match(text) or names_others(text) or names_others(f"{before} {text}"):
        return False
    names = people(text)
    return bool(names) and all(len(name.split()) <= 4 and (" " not in name or not name.islower()) for name in names)


def _may_hold_opening(text: str) -> bool:
    """Whether a line has a word that bylines open with; the search for whole phrases costs fifty times as much."""
    if text.startswith(("By", "Posted by", "Written by", "Published by")):
        return True
    if not text.isascii() and ("：" in text or "＝" in text or ":" in text):
        return True
    return not words().first.isdisjoint(text.casefold().replace(":", " ").split())


def _may_open(before: str) -> bool:
    """Whether a byline can follow these words: nothing, a separator, or a date ("6 May 2024 by Jane Doe", but not
    "Picture by")."""
    before = before.rstrip()
    if not before or before[-1] in "|·•—–-,.:)":
        return not before or not words().picture.search(before)
    return named_dates(before[-_DATE_CHARS:]) is not None and not words().picture.search(before)
