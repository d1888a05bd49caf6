"""Which of a page's dates is the day it was published, and which the day it was changed."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.metadata.dates import day_of, instant, is_after, readings
from newsclean.metadata.ranking import weight
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.metadata.claim import Claim


def choose(
    field: str, claims: Sequence[Claim], month_first: bool | None, fetched: str | None
) -> tuple[str, Claim] | None:
    """ISO 8601 and the claim it comes from; None without a date that can be believed.

    month_first says how a page of this language and region writes 03/04/2024, None where that is open.
    """
    limit = next(iter(readings(fetched or "")), None)
    read = [(claim, possible) for claim in claims if (possible := readings(claim.raw)) and weight(field, *claim[2:])]
    certain = {day_of(possible[0]) for _, possible in read if len(possible) == 1}
    options: list[tuple[str, Claim]] = []
    for claim, possible in read:
        value = _settled(possible, certain, month_first)
        if value and not (limit and is_after(value, limit)):
            options.append((value, claim))
    if not options:
        return None
    return max(options, key=lambda option: (_votes(field, option[0], options), weight(field, *option[1][2:])))


def _settled(possible: tuple[str, ...], certain: set[str], month_first: bool | None) -> str | None:
    """The reading that another source confirms, else the one of the page's language; None where both are open."""
    if len(possible) == 1:
        return possible[0]
    confirmed = [value for value in possible if day_of(value) in certain]
    if confirmed:
        return confirmed[0]
    if month_first is None:
        return None
    return possible[1] if month_first else possible[0]


def _votes(field: str, value: str, options: Sequence[tuple[str, Claim]]) -> float:
    """Weight of all sources that name the same day or instant; of each source once."""
    when = instant(value)
    best: dict[str, float] = {}
    for other, claim in options:
        other_when = instant(other)
        if day_of(other) == day_of(value) or (when and when == other_when):
            best[claim.source] = max(best.get(claim.source, 0.0), weight(field, *claim[2:]))
    return sum(best.values())
