"""What the names on elements (class, id, role) say of their content, as bits."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_PARTS = re.compile(r"[^a-z]+")


class _Hints(NamedTuple):
    groups: tuple[str, ...]
    find: re.Pattern[str]
    words: dict[str, int]
    parts: dict[str, int]


@cache
def _hints() -> _Hints:
    table = tomllib.loads((Path(__file__).parent / "data" / "hints.toml").read_text(encoding="utf-8"))
    words: dict[str, int] = {}
    parts: dict[str, int] = {}
    for place, group in enumerate(table.values()):
        for into, names in ((words, group["words"]), (parts, group["parts"])):
            for name in names:
                into[name] = into.get(name, 0) | 1 << place
    # A long word is looked for before those that it starts with: "most-commented" is no comment.
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return _Hints(tuple(table), re.compile("|".join(map(re.escape, longest_first))), words, parts)


def groups() -> tuple[str, ...]:
    """Names of the groups; the group at place n is bit n of a mask."""
    return _hints().groups


@cache
def bit(group: str) -> int:
    """The bit of a group."""
    return 1 << groups().index(group)


@lru_cache(maxsize=20_000)
def mask(hint: str) -> int:
    """The groups that an element's names speak of, as bits."""
    found = 0
    for name in hint.split():
        found |= _name_mask(name)
    return found


@lru_cache(maxsize=50_000)
def _name_mask(name: str) -> int:
    _, find, words, parts = _hints()
    found = 0
    for match in find.finditer(name):
        found |= words[match.group()]
    for part in _PARTS.split(name):
        found |= parts.get(part, 0)
    return found
