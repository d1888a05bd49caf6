"""Articles that a site lists: their addresses, each once, with date and title where the site tells them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

#: W3C's profile of ISO 8601 (NOTE-datetime), of which sitemaps use all; Python reads what has a day.
_MONTH_OR_YEAR = re.compile(r"(\d{4})(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article. Dates are ISO 8601 with the offset that the site gave; a bare day stays a day."""

    url: str
    title: str | None = None
    published: str | None = None
    modified: str | None = None

    @property
    def date(self) -> str | None:
        """When it was published, else when it was last changed."""
        return self.published or self.modified

    def to_dict(self) -> dict[str, str | None]:
        """What `newsclean discover --json` prints."""
        return {"url": self.url, "date": self.date, "title": self.title}


class Entries:
    """Entries by address; of one that is listed twice, each field is the first one that was told."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[str, Entry] = {}
        self.left_out = 0  # for there were more than `most`

    def add(self, key: str, entry: Entry) -> None:
        """One more; `key` is the same for all spellings of its address."""
        known = self._known.get(key)
        if known is not None:
            self._known[key] = replace(
                known,
                title=known.title or entry.title,
                published=known.published or entry.published,
                modified=known.modified or entry.modified,
            )
        elif len(self._known) < self._most:
            self._known[key] = entry
        else:
            self.left_out += 1

    def __len__(self) -> int:
        return len(self._known)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._known.values())


def newest_first(entries: Iterable[Entry], since: datetime | None, match: re.Pattern[str] | None) -> list[Entry]:
    """Entries in the order of their dates, those without one behind; with `since`, those are left out."""
    chosen = [entry for entry in entries if match is None or match.search(entry.url)]
    if since is not None:
        chosen = [entry for entry in chosen if entry.date and instant(entry.date) >= since]
    oldest = datetime.min.replace(tzinfo=UTC)
    return sorted(chosen, key=lambda entry: instant(entry.date) if entry.date else oldest, reverse=True)


def iso_date(text: str | None) -> str | None:
    """A date of a sitemap or a JSON feed in ISO 8601 as Python writes it, or None for what is none."""
    text = (text or "").strip()
    month = _MONTH_OR_YEAR.fullmatch(text)
    if month:
        text = f"{month.group(1)}-{month.group(2) or '01'}-01"
    try:
        return date.fromisoformat(text).isoformat() if len(text) <= 10 else datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None


def instant(value: str) -> datetime:
    """The moment of an ISO date: a day is its beginning, and without an offset it is UTC. Raises ValueError."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
