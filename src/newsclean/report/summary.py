"""The table that ends a run on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsclean.report.escape import shown
from newsclean.report.messages import counted
from newsclean.rulefile import USER

if TYPE_CHECKING:
    from newsclean.batch import Summary

_MOST_RULES = 5  # that are named; `.newsclean/summary.json` has all


def print_summary(summary: Summary, color: bool) -> None:
    """Print the table on standard error; `color` allows escapes."""
    console = Console(file=sys.stderr, color_system="standard" if color else None, highlight=False, emoji=False)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", justify="right", no_wrap=True)
    table.add_column()
    for name, value in rows(summary):
        table.add_row(name, Text(shown(value)))
    console.print(table)


def rows(summary: Summary) -> Iterator[tuple[str, str]]:
    """Names and values, in the order in which they are shown; what is nought is left out."""
    yield "done", f"{summary.done:,} in {summary.seconds:.1f} s"
    if summary.unchanged:
        yield "unchanged", f"{summary.unchanged:,}"
    if summary.duplicates:
        yield "duplicates", f"{summary.duplicates:,}"
    if summary.skipped:
        yield "skipped", f"{summary.skipped:,}"
    if summary.failed:
        yield "failed", counted(summary.failed)
    if summary.flags:
        yield "flags", counted(summary.flags)
    if summary.characters:
        removed = sum(summary.removed.values())
        share = 100 * removed / summary.characters
        yield "removed", f"{share:.0f} % of {summary.characters:,} characters: {counted(summary.removed)}"
    if summary.rules:
        most = {rule: count.removals for rule, count in list(summary.rules.items())[:_MOST_RULES]}
        yield "rules", f"{counted(most)}{', …' if len(summary.rules) > _MOST_RULES else ''}"
    if own := summary.unused_rules.get(USER):
        yield "never used", ", ".join(own)
    if summary.slowest and summary.done > 1:
        name, seconds = summary.slowest
        yield "slowest", f"{name} ({seconds:.2f} s)"
