"""Dates told from now: "3 hours ago", "yesterday". They mean something only beside the time of the fetch."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from newsclean.metadata.dates import instant

_NUMBER = re.compile(r"\d{1,3}")
_MOST_CHARS = 40
_MOST_DAYS = 60


def before(raw: str, fetched: str) -> str | None:
    """ISO 8601 of a relative date, seen at the time of the fetch; None for what is none.

    Minutes and hours give an instant if the fetch's is known, days and weeks a day.
    """
    text = raw.strip().casefold()
    if not text or len(text) > _MOST_CHARS:
        return None
    table = _table()
    day = date.fromisoformat(fetched[:10])
    if text.startswith(table["yesterday"]):
        return (day - timedelta(days=1)).isoformat()
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1:
        return None
    count, words = int(numbers[0]), _NUMBER.sub(" ", text).split()
    for unit in ("minutes", "hours"):
        if any(word.startswith(table[unit]) for word in words):
            when = instant(fetched)
            return (when - timedelta(**{unit: count})).isoformat() if when else None
    for unit in ("days", "weeks"):
        if any(word.startswith(table[unit]) for word in words):
            gone = timedelta(**{unit: count})
            return (day - gone).isoformat() if gone.days <= _MOST_DAYS else None
    return None


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(Path(__file__).with_name("ago.toml").read_text(encoding="utf-8"))
    return {unit: tuple(words) for unit, words in table.items()}
