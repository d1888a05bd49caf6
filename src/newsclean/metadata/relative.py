"""Dates told from now: "3 hours ago", "yesterday". They mean something only beside the time of the fetch."""

from __future__ import annotations

from datetime import date, timedelta

from newsclean.metadata import ago_words
from newsclean.metadata.moments import instant
from newsclean.metadata.patterns import pattern

_NUMBER = pattern(r"\d{1,3}")
_CLOCK_UNITS = {"minutes": ago_words.MINUTES, "hours": ago_words.HOURS}
_DAY_UNITS = {"days": ago_words.DAYS, "weeks": ago_words.WEEKS}
_MOST_CHARS = 40
_MOST_DAYS = 60


def before(raw: str, fetched: str) -> str | None:
    """ISO 8601 of a relative date, seen at the time of the fetch; None for what is none.

    Minutes and hours give an instant if the fetch's is known, days and weeks a day.
    """
    text = raw.strip().casefold()
    if not text or len(text) > _MOST_CHARS:
        return None
    day = date.fromisoformat(fetched[:10])
    if text.startswith(ago_words.YESTERDAY):
        return (day - timedelta(days=1)).isoformat()
    numbers = _NUMBER().findall(text)
    if len(numbers) != 1:
        return None
    count, words = int(numbers[0]), _NUMBER().sub(" ", text).split()
    for unit, beginnings in _CLOCK_UNITS.items():
        if any(word.startswith(beginnings) for word in words):
            when = instant(fetched)
            return (when - timedelta(**{unit: count})).isoformat() if when else None
    for unit, beginnings in _DAY_UNITS.items():
        if any(word.startswith(beginnings) for word in words):
            gone = timedelta(**{unit: count})
            return (day - gone).isoformat() if gone.days <= _MOST_DAYS else None
    return None
