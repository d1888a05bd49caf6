"""What the names on elements (class, id, role) say of their content, as bits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

_PARTS: Final = re.compile(r"[^a-z]+")


class _Hints(NamedTuple):
    groups: tuple[str, ...]
    find: re.Pattern[str]  # words of one part, anywhere in a part
    words: dict[str, int]
    parts: dict[str, int]  # whole parts
    pairs: dict[str, int]  # words of two parts: two neighbouring whole parts with a hyphen between
    starts: frozenset[str]  # first parts of pairs


@cache
def _hints() -> _Hints:
    table = tomllib.loads((Path(__file__).parent / "data" / "hints.toml").read_text(encoding="utf-8"))
    words: dict[str, int] = {}
    parts: dict[str, int] = {}
    pairs: dict[str, int] = {}
    for place, group in enumerate(table.values()):
        for word in group["words"]:
            split = [part for part in _PARTS.split(word) if part]
            into = words if len(split) == 1 else pairs
            name = "-".join(split)
            into[name] = into.get(name, 0) | 1 << place
        for part in group["parts"]:
            parts[part] = parts.get(part, 0) | 1 << place
    starts = frozenset(pair.partition("-")[0] for pair in pairs)
    return _Hints(tuple(table), re.compile(_any_of(words)), words, parts, pairs, starts)


def _any_of(words: Collection[str]) -> str:
    """An expression that finds some words, the longest of those that begin at a place.

    Words with a beginning in common are one branch: to try them all at each character takes six times as long.
    """
    branches = []
    for first, same in groupby(sorted(filter(None, words)), key=itemgetter(0)):
        branches.append(first + _any_of([word[1:] for word in same]))
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' * ('' in words)}"


def groups() -> tuple[str, ...]:
    """Names of the groups; the group at place n is bit n of a mask."""
    return _hints().groups


@cache
def bit(group: str) -> int:
    """The bit of a group."""
    return 1 << groups().index(group)


@lru_cache(maxsize=65_536)  # a site repeats its names from page to page; 20 MB when full
def mask(hint: str) -> int:
    """The groups that an element's names speak of, as bits."""
    found, before = 0, ""
    _, _, _, _, pairs, starts = _hints()
    for part in _PARTS.split(hint):
        if part:
            # "most-commented" is no comment: what two parts say together goes before what the second says alone.
            together = pairs.get(f"{before}-{part}", 0) if before in starts else 0
            found |= together or _part_mask(part)
            before = part
    return found


@lru_cache(maxsize=50_000)
def _part_mask(part: str) -> int:
    """What one part of a name says. The parts of names are few words used over and over, so this is seldom computed."""
    _, find, words, parts, _, _ = _hints()
    found = parts.get(part, 0)
    for match in find.finditer(part):
        found |= words[match.group()]
    return found
