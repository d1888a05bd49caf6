"""Dates in ISO 8601 compared: which day they name, whether two can be one, whether one lies after another."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache


def day_of(value: str) -> str:
    """The calendar day of an ISO 8601 value, as it writes it."""
    return value[:10]


@lru_cache(maxsize=100)
def instant(value: str) -> datetime | None:
    """The instant that an ISO 8601 value with an offset names; None for a day and for a time without offset."""
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return None
    return when if when.tzinfo else None


@lru_cache(maxsize=200)
def same_date(value: str, other: str) -> bool:
    """Whether two dates can name the same moment: the same instant, or days that are one somewhere on earth."""
    if value[:10] == other[:10]:
        return True
    if "T" not in value and "T" not in other:
        return False
    when, other_when = instant(value), instant(other)
    if when and other_when:
        return when == other_when
    if when is None and other_when is None:
        return False
    known, day = (when, other) if when else (other_when, value)
    if known is None:
        return False
    known = known.astimezone(UTC)
    earliest, latest = known - timedelta(hours=12), known + timedelta(hours=14)
    return earliest.date().isoformat() <= day[:10] <= latest.date().isoformat()


def is_after(value: str, limit: str) -> bool:
    """Whether a date lies after a limit; where one of them has no offset, by more than a day, for zones differ."""
    first, last = instant(value), instant(limit)
    if first and last:
        return first > last + timedelta(minutes=5)
    return date.fromisoformat(value[:10]) > date.fromisoformat(limit[:10]) + timedelta(days=1)
