"""Trying the rules: each on its own examples and keeps, and every regular expression on hostile lines."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from newsclean.expressions import beginnings, why_broken
from newsclean.lines import folded
from newsclean.phrases import Phrases

if TYPE_CHECKING:
    from newsclean.rulefile import Rule, Sample

_LONGEST = 100_000
#: Characters of the lines. Where time is exponential in them, three in ten more make it a hundred times as long at
#: most once it shows: so each step is still bounded. What is left is polynomial, and stands wider steps.
_SIZES = (*(int(16 * 1.3**step) for step in range(14)), 1024, 4096, 16384, _LONGEST)
_HOSTILE = ("a", " ", "a a ", "1", "1 ", ".", "- ")
#: What a linear expression may take: one character costs about 10 ns; the rest is room for a busy machine.
_FLOOR_SECONDS, _SECONDS_PER_CHARACTER = 0.003, 0.5e-6
_TRIES = 5
_MOST_BEGINNINGS = 3  # of one expression, that are tried


def failures(rules: Iterable[Rule]) -> list[str]:
    """One line for each example missed, keep taken, expression that is broken or slow; none where all is well."""
    return [failure for rule in rules for failure in _failures(rule)]


def _failures(rule: Rule) -> Iterator[str]:
    name = f"{rule.file}: rule '{rule.id}'"
    patterns = rule.texts if rule.match == "regex" else ()
    broken = list(filter(None, map(why_broken, patterns)))
    if broken:  # nothing else can be tried
        yield from (f"{name}: expected {failure}" for failure in broken)
        return
    yield from (f"{name}: {failure}" for failure in _wrong_samples(rule))
    examples = [folded(sample.text) for sample in rule.examples]
    yield from (f"{name}: {failure}" for failure in filter(None, (_slowness(p, examples) for p in patterns)))


def _wrong_samples(rule: Rule) -> Iterator[str]:
    phrases = Phrases([rule])
    for sample in rule.examples:
        if not _fires(phrases, rule, sample):
            hint = "; expressions are tried on lines in lower case" if rule.match == "regex" else ""
            yield f"does not fire on its example {sample.text!r}{hint}"
    for sample in rule.keeps:
        if _fires(phrases, rule, sample):
            yield f"fires on {sample.text!r}, which it is to keep"


def _fires(phrases: Phrases, rule: Rule, sample: Sample) -> bool:
    there = sample.where is None or rule.where in ("anywhere", sample.where)
    return there and bool(phrases.matching(sample.text))


def _slowness(pattern: str, examples: Sequence[str]) -> str:
    """On which line an expression takes more than linear time, if there is one.

    What a match begins with has to stand there, or the engine gives up at once and nothing is tried; an example that
    matches takes it through the whole expression.
    """
    compiled = re.compile(pattern)
    begins = sorted(beginnings(pattern) or ())[:_MOST_BEGINNINGS]
    begins += [example for example in examples if compiled.fullmatch(example)][:1]
    for begin in ("", *begins):
        for piece in (*_HOSTILE, begin) if begin else _HOSTILE:
            if slow_at := _slow_at(compiled, begin, piece):
                return f"{pattern!r} is slower than linear on {begin + piece!r}, repeated to {slow_at} characters"
    return ""


def _slow_at(pattern: re.Pattern[str], begin: str, piece: str) -> int:
    """The number of characters at which an expression takes more than linear time, or 0."""
    for size in _SIZES:
        line = begin + (piece * (size // len(piece) + 1))[:size] + "\n"
        allowed = _FLOOR_SECONDS + size * _SECONDS_PER_CHARACTER
        if _seconds(pattern, line) > allowed and min(_seconds(pattern, line) for _ in range(_TRIES)) > allowed:
            return size
    return 0


def _seconds(pattern: re.Pattern[str], line: str) -> float:
    start = time.process_time()  # other programs on a busy machine do not count
    pattern.fullmatch(line)
    return time.process_time() - start
