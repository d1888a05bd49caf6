"""The numbers of a batch, added up page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from newsclean.report.escape import shown

if TYPE_CHECKING:
    from newsclean.journal import Row
    from newsclean.report.review.folder import Record


class Site(NamedTuple):
    """The pages of a host."""

    host: str
    pages: int
    failed: int


@dataclass
class Totals:
    """What is known of all pages so far. `add` takes one more."""

    articles: int = 0
    characters: int = 0  # of the page texts of articles
    kept: int = 0
    without_record: int = 0  # articles in formats that do not tell of removals
    codes: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)  # characters, by category
    rules: Counter[str] = field(default_factory=Counter)  # removals, by rule
    pages: Counter[str] = field(default_factory=Counter)  # by host
    failures: Counter[str] = field(default_factory=Counter)  # by host
    failed_places: list[int] = field(default_factory=list)  # of failures, in the order of the run
    shares: list[float] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    dates: Counter[str] = field(default_factory=Counter)  # days of publication

    def add(self, row: Row, record: Record | None, host: str) -> None:
        """Count one page."""
        place = self.pages.total()
        self.pages[host] += 1
        self.flags.update(map(shown, row.flags))
        if row.status == "failed":
            self.codes[shown(row.code or "internal")] += 1
            self.failures[host] += 1
            self.failed_places.append(place)
            return
        self.articles += 1
        if record is None:
            self.without_record += 1
        else:
            self._add_article(record)

    def _add_article(self, record: Record) -> None:
        for removal in record["removals"]:
            self.removed[shown(removal["category"])] += removal["end"] - removal["start"]
            self.rules[shown(removal["rule"])] += 1
        kept, removed = sizes(record)
        self.characters += kept + removed
        self.kept += kept
        self.shares.append(share(kept, removed))
        self.lengths.append(kept)
        if published := record.get("published"):
            self.dates[str(published)[:10]] += 1

    @property
    def failed(self) -> int:
        """Pages without an article."""
        return self.codes.total()

    def sites(self) -> list[Site]:
        """The hosts, those with most failures first, then those with most pages."""
        sites = [Site(host, number, self.failures[host]) for host, number in self.pages.items()]
        return sorted(sites, key=lambda site: (-site.failed, -site.pages, site.host))


def sizes(record: Record) -> tuple[int, int]:
    """Characters that are kept and that are removed."""
    return len(record["text"]), sum(removal["end"] - removal["start"] for removal in record["removals"])


def share(kept: int, removed: int) -> float:
    """Share of the page's characters that is kept."""
    return kept / (kept + removed) if kept + removed else 0.0


def ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The largest first, and equal ones by name."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
