"""Which of a page's titles is its headline, without the site's name and section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newsclean.metadata.plain import fold, plain
from newsclean.metadata.ranking import weight
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.metadata.claim import Claim

#: What stands between a headline and the names of site and section in a window's title.
_SEPARATOR = re.compile(r"\s+[|·•»«›‹:/~>]+\s+|\s+[-–—−]+\s+|\s*[|｜»›•]\s*|\s*::\s*|\s*--+\s*|:\s+|：|\s*_\s*")
_SHARE = 0.8  # what a title that only holds the value among other parts adds of its weight


def choose(claims: Sequence[Claim], sites: Iterable[str]) -> tuple[str, Claim] | None:
    """The headline and the claim it comes from, the claim's raw cut to the headline's part; None without a title."""
    names = {fold(site) for site in sites if site}
    values = [(plain(claim.raw), claim) for claim in claims]
    options: list[tuple[float, int, str, Claim]] = []
    folded = [(fold(value), claim) for value, claim in values]
    for place, (value, claim) in enumerate(values):
        own = weight("title", claim.source, claim.detail)
        for text in (value, *_without_names(value, names)):
            key = fold(text)
            if not key or key in names or not own:
                continue
            votes = _votes(key, folded)
            options.append((votes, -place, text, claim))
    if not options:
        return None
    best = max(options, key=lambda option: (option[0], len(option[2]) < 300, option[1]))
    return best[2], best[3]


def _votes(key: str, folded: Sequence[tuple[str, Claim]]) -> float:
    total = 0.0
    seen: set[tuple[str, str]] = set()
    for other, claim in folded:
        if claim[2:] in seen:
            continue
        if other == key:
            seen.add((claim.source, claim.detail))
            total += weight("title", claim.source, claim.detail)
        elif len(key) > 5 and (other.startswith(key) or other.endswith(key)):
            seen.add((claim.source, claim.detail))
            total += _SHARE * weight("title", claim.source, claim.detail)
    return total


def _without_names(value: str, names: set[str]) -> list[str]:
    """The title without parts at its ends that are the site's name."""
    start, end = 0, len(value)
    breaks = list(_SEPARATOR.finditer(value))
    for found in reversed(breaks):
        if fold(value[found.end() : end]) in names:
            end = found.start()
    for found in breaks:
        if fold(value[start : found.start()]) in names:
            start = found.end()
    cut = value[start:end].strip()
    return [cut] if cut and cut != value else []
