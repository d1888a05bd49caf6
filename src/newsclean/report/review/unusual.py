"""Pages that differ from the other pages of their site: what a reviewer wants to look at first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

_FEWEST = 5  # pages of a site, before any of them can be called unusual
_FAR = 3.5  # robust z-score (Iglewicz & Hoaglin 1993)
_TO_SIGMA = 0.6745  # median absolute deviation of a normal distribution, in standard deviations
_LEAST_SHARE = 0.1  # a difference below this is none, however alike the other pages are
_LEAST_TIMES = 2.0  # the same for lengths, as a factor
_COMMON = 0.8  # share of a site's pages that have a field, before one without it is unusual


class Facts(NamedTuple):
    """What is compared of an article."""

    kept: float  # share of the page text
    length: int  # characters of the text
    fields: frozenset[str]  # of those that most articles have, the ones that it has


def unusual(pages: Sequence[Facts]) -> list[tuple[str, ...]]:
    """For each page of one site, what is unusual about it, in words; nothing for sites of few pages."""
    if len(pages) < _FEWEST:
        return [()] * len(pages)
    shares, lengths = Norm(page.kept for page in pages), Norm(page.length for page in pages)
    expected = _expected(pages)
    return [tuple(_reasons(page, shares, lengths, expected)) for page in pages]


class Norm:
    """The middle of some numbers, and how far from it the usual ones are."""

    def __init__(self, numbers: Iterable[float]) -> None:
        listed = list(numbers)
        self.middle = median(listed)
        self._spread = median(abs(number - self.middle) for number in listed)

    def is_far(self, number: float, least: float) -> bool:
        """Whether a number is far off, and by `least` at the least."""
        distance = abs(number - self.middle)
        return distance >= least and _TO_SIGMA * distance > _FAR * self._spread


def _reasons(page: Facts, shares: Norm, lengths: Norm, expected: Sequence[str]) -> Iterator[str]:
    if shares.is_far(page.kept, _LEAST_SHARE):
        yield f"keeps {page.kept:.0%} of the page; the site's other pages keep about {shares.middle:.0%}"
    usual = lengths.middle
    times = max(page.length, 1) / max(usual, 1)
    if not 1 / _LEAST_TIMES < times < _LEAST_TIMES and lengths.is_far(page.length, 0):
        yield f"{page.length:,} characters; the site's other pages have about {usual:,.0f}"
    for field in expected:
        if field not in page.fields:
            yield f"without {field}; most of the site's other pages have it"


def _expected(pages: Sequence[Facts]) -> list[str]:
    """The fields that nearly all pages have."""
    every = {field for page in pages for field in page.fields}
    return sorted(f for f in every if sum(f in page.fields for page in pages) >= _COMMON * len(pages))
