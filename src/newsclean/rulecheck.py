"""Trying the rules: each on its own examples and keeps, and every regular expression on hostile lines."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsclean.expressions import beginnings
from newsclean.phrases import Phrases

if TYPE_CHECKING:
    from newsclean.rulefile import Rule, Sample

_LONGEST = 100_000
_SIZES = (16, 20, 24, 32, *(1 << power for power in range(6, 17)), _LONGEST)
_HOSTILE = ("a", " ", "a a ", "1", "1 ", ".", "- ")
#: What a linear expression may take: one character costs about 10 ns; the rest is room for a busy machine.
_FLOOR_SECONDS, _SECONDS_PER_CHARACTER = 0.003, 0.5e-6
_TRIES = 5


def failures(rules: Iterable[Rule]) -> list[str]:
    """One line for each example missed, each keep taken, each expression that is slow; none where all is well."""
    return [failure for rule in rules for failure in _failures(rule)]


def _failures(rule: Rule) -> Iterator[str]:
    name = f"{rule.file}: rule '{rule.id}'"
    phrases = Phrases([rule])
    for sample in rule.examples:
        if not _fires(phrases, rule, sample):
            yield f"{name}: does not fire on its example {sample.text!r}"
    for sample in rule.keeps:
        if _fires(phrases, rule, sample):
            yield f"{name}: fires on {sample.text!r}, which it is to keep"
    if rule.match == "regex":
        for pattern in rule.texts:
            for line in _HOSTILE + _begun_as(pattern):
                if slow_at := _slow_at(re.compile(pattern), line):
                    yield f"{name}: {pattern!r} is slower than linear on {line!r} repeated to {slow_at} characters"


def _fires(phrases: Phrases, rule: Rule, sample: Sample) -> bool:
    there = sample.where is None or rule.where in ("anywhere", sample.where)
    return there and bool(phrases.matching(sample.text))


def _begun_as(pattern: str) -> tuple[str, ...]:
    """Lines of the characters with which a match can begin: what the engine has to try longest."""
    return tuple(sorted(beginnings(pattern) or ()))[:3]


def _slow_at(pattern: re.Pattern[str], piece: str) -> int:
    """The number of characters at which an expression takes more than linear time, or 0."""
    for size in _SIZES:
        line = (piece * (size // len(piece) + 1))[:size] + "\n"
        allowed = _FLOOR_SECONDS + size * _SECONDS_PER_CHARACTER
        if _seconds(pattern, line) > allowed and min(_seconds(pattern, line) for _ in range(_TRIES)) > allowed:
            return size
    return 0


def _seconds(pattern: re.Pattern[str], line: str) -> float:
    start = time.perf_counter()
    pattern.fullmatch(line)
    return time.perf_counter() - start
