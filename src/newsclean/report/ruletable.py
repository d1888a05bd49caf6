"""Rules as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from newsclean.report.escape import shown, shown_json

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


def rules_json(rules: Iterable[Rule]) -> str:
    """A list of rules with all that is known of them, in the names of rule files (`text` holds the phrases)."""
    listed = [{"text" if name == "texts" else name: value for name, value in asdict(rule).items()} for rule in rules]
    return shown_json(json.dumps(listed, ensure_ascii=False, indent=2)) + "\n"


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
