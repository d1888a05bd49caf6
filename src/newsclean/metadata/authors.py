"""Which of a page's author fields names the people who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from newsclean.metadata.claim import Claim  # noqa: TC001 - a compiled named tuple looks its types up
from newsclean.metadata.names import looks_like_name, people
from newsclean.metadata.patterns import pattern
from newsclean.metadata.plain import fold
from newsclean.metadata.ranking import ONE_FIELD, SAME_FIELD, weight
from newsclean.metadata.wording import is_company, is_nobody, is_staff, is_template

Names = tuple[str, ...]
#: Sources that may take in the authors of teasers further down; what they name besides is no disagreement.
_GREEDY = frozenset({"rel-author", "microdata", "rdfa"})
_SUPPORT = 0.7  # what a source that names some of the same people adds of its weight
_NAME_LIKE = 1.5  # votes that the form of names is worth, against user names and departments
_WORD = pattern(r"\w+")
_TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "sir", "dipl", "ing", "mag", "phd", "md"})


class _Option(NamedTuple):
    names: Names
    claim: Claim

    @property
    def key(self) -> frozenset[str]:
        """The names folded, their words in any order."""
        return _key(self.names)

    @property
    def weight(self) -> float:
        return weight("authors", self.claim.source, self.claim.detail)


def choose(claims: Sequence[Claim], sites: Iterable[str]) -> tuple[Names, Claim] | None:
    """Names and the claim they come from, or None where nobody is named; the claim's raw is what the names stand in.

    People win over departments, these over the site itself; what templates fill in ("admin") never counts.
    """
    if not claims:
        return None
    sites = [site for site in sites if site]
    site_keys = set(map(fold, sites))
    hosts = _hosts(sites)
    named = []
    read: dict[str, tuple[str, Names, bool]] = {}  # most sources write the same
    for claim in claims:
        raw = claim.raw
        if weight("authors", claim.source, claim.detail):
            if raw not in read:
                cut = _without_site(raw, site_keys)
                read[raw] = cut, people(cut), _is_address(cut, hosts)
            cut, names, is_address = read[raw]
            if names:
                named.append((names, claim if cut == raw else claim.replaced(raw=cut), is_address))
    for keep in (_persons, _users, _departments, _organisations):
        options = [
            _Option(kept, claim)
            for names, claim, is_address in named
            if (kept := keep(names, site_keys)) and not (is_address and keep in _PEOPLE)
        ]
        if options:
            best = _best(options)
            return best.names, best.claim
    return None


def _best(options: Sequence[_Option]) -> _Option:
    """The option with the most votes, best one that gives names in their usual order."""
    if len(options) == 1:
        return options[0]
    if len({option.names for option in options}) == 1:  # all agree
        return max(options, key=lambda option: option.weight)
    return max(options, key=lambda option: (_votes(option, options), not _is_reversed(option), option.weight))


def are_people(names: Names, claim: Claim, sites: Iterable[str]) -> bool:
    """Whether all names have the form of people's and are not the site's or a department's."""
    sites = [site for site in sites if site]
    if _is_address(claim.raw, _hosts(sites)):
        return False
    site_keys = set(map(fold, sites))
    return all(looks_like_name(name) and not _traits(name).staff and fold(name) not in site_keys for name in names)


def _hosts(sites: Iterable[str]) -> list[str]:
    return [fold(site) for site in sites if "." in site]


def _is_address(raw: str, hosts: Sequence[str]) -> bool:
    """Whether a raw value names the page's host, so that it is the site: "Hafenblatt (www.hafenblatt.example)"."""
    return "." in raw and "@" not in raw and any(host in fold(raw) for host in hosts)


def _without_site(raw: str, site_keys: set[str]) -> str:
    """A raw value without the site's own name at the end of a line ("Jane Doe Daily Planet")."""
    if raw.count(" ") < 2:  # a name of two words is whole
        return raw
    if fold(raw).endswith(tuple(site_keys)) or "\n" in raw:
        raw = "\n".join([_line_without_site(line, site_keys) for line in raw.split("\n")])
    return raw


def _line_without_site(line: str, site_keys: set[str]) -> str:
    words = line.split(" ")
    if len(words) < 3 or not fold(line).endswith(tuple(site_keys)):
        return line
    ends = (count for count in range(2, len(words)) if fold(" ".join(words[count:])) in site_keys)
    return " ".join(words[: next(ends, len(words))])


def _persons(names: Names, sites: set[str]) -> Names:
    """The names without the site's, templates' and companies'; none where all are departments' or users'."""
    kept = _users(names, sites)
    return () if all(_traits(name).user for name in kept) else kept


def _users(names: Names, sites: set[str]) -> Names:
    """The same, with the names by which users log in."""
    kept = tuple([name for name in names if not (_traits(name).nobody or fold(name) in sites)])
    return () if all(_traits(name).staff for name in kept) else kept


class _Traits(NamedTuple):
    nobody: bool  # a template's word or a company
    staff: bool  # a department
    user: bool  # a name that people log in by: "jane.doe", "jdoe7"


@lru_cache(maxsize=200)
def _traits(name: str) -> _Traits:
    """What a name is; most sources of a page have the same ones."""
    user = " " not in name and name.isascii() and (name.islower() or not name.isalpha())
    return _Traits(is_template(name) or is_company(name), is_staff(name), user)


_PEOPLE = (_persons, _users)


def _departments(names: Names, sites: set[str]) -> Names:
    return tuple(name for name in names if not is_template(name) and fold(name) not in sites)


def _organisations(names: Names, _sites: set[str]) -> Names:
    return tuple(name for name in names if not is_template(name) or is_nobody(name))


@lru_cache(maxsize=100)
def _key(names: Names) -> frozenset[str]:
    return frozenset(map(_letters, names))


def _letters(name: str) -> str:
    words = [word for word in _WORD().findall(name.partition(",")[0].casefold()) if word not in _TITLES]
    if "," in name and len(words) == 1:  # "Doe, Jane"
        words = _WORD().findall(name.casefold())
    return "".join(sorted(words))


def _is_reversed(option: _Option) -> bool:
    return any("," in name and " " not in name.partition(",")[0] for name in option.names)


def _votes(option: _Option, options: Sequence[_Option]) -> float:
    """Weight of the sources that name the same people, and part of the weight of those that name some of them."""
    best: dict[str, float] = {}
    for other in options:
        if other.key == option.key or (other.key > option.key and other.claim.source in _GREEDY):
            share = 1.0
        else:
            share = _SUPPORT if other.key < option.key and option.claim.source not in _GREEDY else 0.0
        best[other.claim.source] = max(best.get(other.claim.source, 0.0), share * other.weight)
    field = sorted((best.pop(source, 0.0) for source in ONE_FIELD), reverse=True)
    total = sum(best.values()) + field[0] + SAME_FIELD * sum(field[1:])
    return total + (_NAME_LIKE if all(map(looks_like_name, option.names)) else 0.0)
