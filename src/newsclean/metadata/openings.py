"""Bylines in running lines: whether a line is one, and where in it the names begin."""

from __future__ import annotations

from newsclean.metadata.dates import named_dates
from newsclean.metadata.names import looks_like_name, people
from newsclean.metadata.wording import names_others, names_picture, openings_in, opens_without_label

_DATE_CHARS = 40  # characters before a byline that may be a date


def byline_in(text: str, before: str = "") -> str | None:
    """The part of a short line that names authors after a word like "By"; None where no name follows one, or where
    it, or the line before it, says that they did something else ("Reviewed" · "by Jane Doe")."""
    for start in openings_in(text):
        if names_others(text) or (before and names_others(f"{before} {text}")):
            return None
        raw = text[start:]
        names = people(raw)
        if names and all(map(looks_like_name, names)) and _may_open(text[:start]):
            return raw
    return None


def opens_with_any(text: str, before: str = "") -> bool:
    """Whether a line is a byline of a department, a user or an organisation ("By The Editors", "by jdoe")."""
    if not opens_without_label(text) or names_others(text) or names_others(f"{before} {text}"):
        return False
    names = people(text)
    return bool(names) and all(len(name.split()) <= 4 and (" " not in name or not name.islower()) for name in names)


def _may_open(before: str) -> bool:
    """Whether a byline can follow these words: nothing, a separator, or a date ("6 May 2024 by Jane Doe", but not
    "Picture by")."""
    before = before.rstrip()
    if not before or before[-1] in "|·•—–-,.:)":
        return not before or not names_picture(before)
    return named_dates(before[-_DATE_CHARS:]) is not None and not names_picture(before)
