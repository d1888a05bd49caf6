"""Rules as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsclean.report.escape import shown

if TYPE_CHECKING:
    from newsclean.rulefile import Rule, Sample


def table(rules: Iterable[Rule]) -> str:
    """A rule a line, in aligned columns: id, category, action, where, match, language (no spaces in these), why."""
    listed = list(rules)
    rows = [(rule.id, rule.category, rule.action, rule.where, rule.match, rule.language) for rule in listed]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + "  " + shown(rule.why)
        for row, rule in zip(rows, listed, strict=True)
    )
    return "".join(line + "\n" for line in lines)


def described(rule: Rule) -> str:
    """All of one rule, a fact a line."""
    return "".join(f"{name:<9} {shown(value)}\n" for name, value in _facts(rule))


def _facts(rule: Rule) -> Iterator[tuple[str, str]]:
    yield "id", rule.id
    yield "why", rule.why
    yield "category", rule.category
    yield "action", rule.action
    yield "where", rule.where
    yield "match", rule.match
    yield "language", rule.language
    yield "file", rule.file
    for text in rule.texts:
        yield "phrase", text
    for sample in rule.examples:
        yield "removes", _sample(sample)
    for sample in rule.keeps:
        yield "keeps", _sample(sample)


def _sample(sample: Sample) -> str:
    return f"{sample.text} [{sample.where}]" if sample.where else sample.text
