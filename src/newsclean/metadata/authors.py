"""Which of a page's author fields names the people who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsclean.metadata.names import is_agency, is_template, people
from newsclean.metadata.plain import fold
from newsclean.metadata.ranking import weight
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.metadata.claim import Claim

Names = tuple[str, ...]


def choose(claims: Sequence[Claim], sites: Iterable[str]) -> tuple[Names, Claim] | None:
    """Names and the claim they come from, or None where nobody is named."""
    site_names = {fold(site) for site in sites if site}
    options = [(names, claim) for claim in claims if (names := _names(claim))]
    persons = [(kept, claim) for names, claim in options if (kept := _persons(names, site_names))]
    if not persons:
        named = [(names, claim) for names, claim in options if not all(map(is_template, names))]
        return named[0] if named else None
    return max(persons, key=lambda option: (_votes(option[0], persons), weight("authors", *option[1][2:])))


def _names(claim: Claim) -> Names:
    if not weight("authors", claim.source, claim.detail):
        return ()
    return people(claim.raw)


def _persons(names: Names, sites: set[str]) -> Names:
    """The names without templates' and the site's own."""
    return tuple(name for name in names if not is_template(name) and fold(name) not in sites)


def _votes(names: Names, options: Sequence[tuple[Names, Claim]]) -> float:
    key = {fold(name) for name in names}
    total = 0.0
    for others, claim in options:
        if {fold(name) for name in others} == key:
            total += weight("authors", claim.source, claim.detail)
    return total


__all__ = ["Names", "choose", "is_agency"]
