"""Which of a page's dates is the day it was published, and which the day it was changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsclean.metadata import relative
from newsclean.metadata.claim import Claim  # noqa: TC001 - a compiled named tuple looks its types up
from newsclean.metadata.dates import readings
from newsclean.metadata.moments import day_of, is_after, same_date
from newsclean.metadata.ranking import ONE_FIELD, ONE_PLACE, SAME_FIELD, weight

_LOCAL_CHARS = len("2024-05-31T10:00:00")  # an offset stands behind it
#: Sources that hold text for people, where "3 hours ago" may stand.
_RELATIVE = frozenset({"time", "microdata", "hnews"})
#: Sources that give a day as readers see it, at times without saying of what it is the day.
_SHOWN = frozenset({"shown", "time"})


class Dated(NamedTuple):
    """A date and where it came from."""

    value: str  # ISO 8601
    claim: Claim


def choose_dates(
    published: Sequence[Claim], modified: Sequence[Claim], month_first: bool | None, fetched: str | None
) -> tuple[Dated | None, Dated | None]:
    """The days of publishing and of the last change, each None where no date can be believed.

    month_first says how the page writes 03/04/2024, None where that is open. No date is
    later than `fetched`.
    """
    limit = next(iter(readings(fetched)), None) if fetched else None
    last = _believed("modified", modified, month_first, limit)
    all_first = _believed("published", published, month_first, limit)
    first = _without_changes(all_first, last) if last else all_first
    born = _best("published", first)
    if born is None:
        first = [date for date in all_first if date.claim.source == "shown"]
        born = _best("published", first)
    born = _shown_instead(born, all_first) or born
    return born, _best("modified", [date for date in last if not _is_older(date, born)])


def is_ambiguous(claim: Claim) -> bool:
    """Whether a claim's day and month can be told either way."""
    return len(readings(claim.raw)) > 1


def _without_changes(dates: Sequence[Dated], last: Sequence[Dated]) -> Sequence[Dated]:
    """The dates without those shown that are the day of the last change: a day shown without a word is that one where
    the page says so elsewhere."""
    if _SHOWN.isdisjoint([date.claim.source for date in dates]):
        return dates
    said = {date.value for date in dates if date.claim.source in ONE_FIELD}
    changes = {date.value for date in last if not _is_any(date.value, said)}
    return [date for date in dates if not (date.claim.source in _SHOWN and _is_any(date.value, changes))]


def _is_any(value: str, others: Iterable[str]) -> bool:
    return any(same_date(value, other) for other in others)


def _is_older(date: Dated, born: Dated | None) -> bool:
    """Whether the day of a change that the text shows lies before the day of publishing: it is a teaser's. In data it
    may, where the story was written to be published later."""
    if born is None or date.claim.source in ONE_FIELD or same_date(date.value, born.value):
        return False
    return day_of(date.value) < day_of(born.value)


def _shown_instead(born: Dated | None, dates: Sequence[Dated]) -> Dated | None:
    """The day shown near the headline, without a word of what it is the day, where only the page's data have another:
    where it lies before theirs, that is the day on which the page was moved or made anew; where it lies behind,
    Open Graph's day is to be believed, which CMSs keep, the others' is not."""
    shown = next((date for date in dates if date.claim.source == "shown" and not date.claim.detail), None)
    if born is None or shown is None or same_date(shown.value, born.value):
        return None
    agreeing = {date.claim.source for date in dates if same_date(date.value, born.value)}
    if not agreeing <= ONE_FIELD:
        return None
    return shown if day_of(shown.value) < day_of(born.value) or "opengraph" not in agreeing else None


def _believed(field: str, claims: Sequence[Claim], month_first: bool | None, limit: str | None) -> list[Dated]:
    """The claims that can be read as one date not later than the limit."""
    read = [
        (claim, possible)
        for claim in claims
        if weight(field, claim.source, claim.detail) and (possible := _read(claim, limit))
    ]
    dates = []
    for claim, possible in read:
        value = possible[0]
        if len(possible) > 1:
            certain = {day_of(sure[0]) for _, sure in read if len(sure) == 1}
            # With full stops the day comes first everywhere; with strokes the month does in America.
            value = _settled(possible, certain, False if "." in claim.raw else month_first) or ""
        if value and not (limit and is_after(value, limit)):
            dates.append(Dated(value, claim))
    return dates


def _read(claim: Claim, limit: str | None) -> tuple[str, ...]:
    """What a claim can mean; a relative date something only where the time of the fetch is known."""
    if found := readings(claim.raw):
        return found
    told = relative.before(claim.raw, limit) if limit and claim.source in _RELATIVE else None
    return (told,) if told else ()


def _settled(possible: tuple[str, ...], certain: set[str], month_first: bool | None) -> str | None:
    """The reading that another source confirms, else the one of the page's language; None where both are open."""
    confirmed = [value for value in possible if day_of(value) in certain]
    if confirmed:
        return confirmed[0]
    if month_first is None:
        return None
    return possible[1] if month_first else possible[0]


def _best(field: str, dates: Sequence[Dated]) -> Dated | None:
    """The date with the most votes; of those that agree, an instant, best one whose day is the day shown."""
    if len(dates) < 2:
        return dates[0] if dates else None
    values = {date.value for date in dates}
    if len(values) == 1:
        return max(dates, key=lambda date: weight(field, date.claim.source, date.claim.detail))
    days = {value for value in values if "T" not in value}
    agreed = len({day_of(value) for value in values}) == 1
    votes = {} if agreed else {value: round(_votes(field, value, dates), 3) for value in values}

    def merit(date: Dated) -> tuple[float, bool, bool, bool, float]:
        value = date.value
        is_instant = len(value) > _LOCAL_CHARS
        own = weight(field, date.claim.source, date.claim.detail)
        return votes.get(value, 0.0), is_instant and day_of(value) in days, is_instant, "T" in value, own

    return max(dates, key=merit)


def _votes(field: str, value: str, dates: Sequence[Dated]) -> float:
    """Weight of all sources that name the same date. Those that a CMS fills from one field, and those that read the
    same place of the page, count little more than one."""
    best: dict[str, float] = {}
    for other in dates:
        if same_date(value, other.value):
            source = other.claim.source
            best[source] = max(best.get(source, 0.0), weight(field, source, other.claim.detail))
    total = 0.0
    for together in (ONE_FIELD, ONE_PLACE):
        if weights := sorted([best.pop(source) for source in together if source in best], reverse=True):
            total += weights[0] + SAME_FIELD * sum(weights[1:])
    return total + sum(best.values())
