"""What a plot of the report shows: bars, each with its label and its height."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsclean.report.review.totals import Totals

_SHARES = 20  # bars over 0 to 100 %
_LENGTHS = (0, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000)  # characters at which bars begin
_SLICES = 40  # of a run
_MOST_DATES = 40  # bars, before months stand for days and years for months
_WIDTH, _HEIGHT = 400.0, 100.0  # of the drawing, in its own units


class Bar(NamedTuple):
    """One bar, in the units of the drawing, which begin at its top left corner."""

    label: str
    number: int  # how many it stands for
    x: float
    y: float
    width: float
    height: float


class Plot(NamedTuple):
    """A bar chart."""

    title: str
    #: What the bars count, and along what.
    unit: str
    axis: str
    bars: tuple[Bar, ...]

    @property
    def highest(self) -> Bar:
        """The bar that counts most."""
        return max(self.bars, key=lambda bar: bar.number)

    @property
    def ends(self) -> tuple[str, str]:
        """The labels of the first and the last bar."""
        return self.bars[0].label, self.bars[-1].label


def plots(totals: Totals) -> Iterator[Plot]:
    """The plots of a batch; those that there is nothing to draw for are left out."""
    if totals.shares:
        yield _plot("Kept share", "articles", "share of the page’s characters that is kept", _of_shares(totals.shares))
        yield _plot("Length", "articles", "characters of the article", _of_lengths(totals.lengths))
    if len(totals.dates) > 1:
        yield _plot("Dates", "articles", "published", _of_dates(totals.dates))
    if totals.failed:
        pages = totals.pages.total()
        yield _plot("Failures over the run", "failures", "inputs in order", _of_places(totals.failed_places, pages))


def _plot(title: str, unit: str, axis: str, counts: Mapping[str, int]) -> Plot:
    step = _WIDTH / len(counts)
    most = max(counts.values()) or 1
    bars = []
    for at, (label, count) in enumerate(counts.items()):
        height = _HEIGHT * count / most
        if count:
            height = max(height, 1.5)  # a single page is seen, too
        x, y = at * step + 0.08 * step, _HEIGHT - height
        bars.append(Bar(label, count, round(x, 2), round(y, 2), round(0.84 * step, 2), round(height, 2)))
    return Plot(title, unit, axis, tuple(bars))


def _of_shares(shares: Sequence[float]) -> Mapping[str, int]:
    counts = Counter(min(int(share * _SHARES), _SHARES - 1) for share in shares)
    wide = 100 // _SHARES
    return {f"{at * wide}–{(at + 1) * wide} %": counts[at] for at in range(_SHARES)}


def _of_lengths(lengths: Sequence[int]) -> Mapping[str, int]:
    counts = Counter(bisect_right(_LENGTHS, length) - 1 for length in lengths)
    labels = [f"{a:,}–{b - 1:,}" for a, b in itertools.pairwise(_LENGTHS)]
    return {label: counts[at] for at, label in enumerate([*labels, f"{_LENGTHS[-1]:,} and more"])}


def _of_dates(days: Mapping[str, int]) -> Mapping[str, int]:
    """By day, month or year, whichever gives bars that can be told apart; the latest ones, where years are too many."""
    known = {day: count for day, count in days.items() if _is_day(day)}
    for size, follows in ((10, _next_day), (7, _next_month), (4, _next_year)):
        counts: Counter[str] = Counter()
        for day, count in known.items():
            counts[day[:size]] += count
        labels = _row_of(min(counts, default="2000"[:size]), max(counts, default="2000"[:size]), follows)
        if labels is not None:
            return {label: counts[label] for label in labels}
    return {year: counts[year] for year in sorted(counts)[-_MOST_DATES:]}


def _row_of(first: str, last: str, follows: Callable[[str], str]) -> list[str] | None:
    """All labels from the first to the last, or None where these are too many."""
    labels = [first]
    while labels[-1] < last:
        if len(labels) == _MOST_DATES:
            return None
        labels.append(follows(labels[-1]))
    return labels


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2000-01-01")


def _next_day(day: str) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat()


def _next_month(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


def _next_year(year: str) -> str:
    return f"{int(year) + 1:04}"


def _of_places(places: Sequence[int], pages: int) -> Mapping[str, int]:
    """By parts of the run, of equally many inputs each."""
    slices = min(_SLICES, pages)
    counts = Counter(place * slices // pages for place in places)
    first = [-(-at * pages // slices) for at in range(slices + 1)]
    labels = [str(a + 1) if b - a < 2 else f"{a + 1:,}–{b:,}" for a, b in itertools.pairwise(first)]
    return {label: counts[at] for at, label in enumerate(labels)}
