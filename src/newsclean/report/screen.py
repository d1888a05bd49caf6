"""`explain` on a terminal: what is removed dim and struck through, its category in the margin, long runs folded."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsclean import rules as phrase_rules
from newsclean.report.escape import shown
from newsclean.report.explain import GAP, Piece, fields, narrowed, pieces, runs, why

if TYPE_CHECKING:
    from newsclean.model import Article
    from newsclean.rules import RuleSet

#: Removed runs of more pieces than this are folded: the frame of a page, not what stands between its paragraphs.
_LONGEST_RUN = 5
_WIDEST = 110  # columns; longer lines are hard to read
_MARGIN = 13  # columns; the longest category has twelve


def print_explained(article: Article, *, rules: Sequence[str] = (), rule: str | None = None, fold: bool = True) -> None:
    """Print the page on standard output, a terminal. Arguments and errors are `explain`'s; `fold` folds long runs."""
    ruleset = phrase_rules.load(tuple(rules))
    console = Console(file=sys.stdout, force_terminal=True, markup=False, highlight=False, emoji=False)
    width = min(console.width, _WIDEST)
    found: list[Piece | None] = list(pieces(article))
    if rule is not None:
        found = narrowed(found, rule, ruleset)
    console.print(_head(article), width=width)
    console.print()
    for margin, text in _rows(found, ruleset, fold):
        row = Table.grid(padding=(0, 2))
        row.add_column(justify="right", width=_MARGIN, style="dim")
        row.add_column()
        row.add_row(margin, text)
        console.print(row, width=width)
        console.print()


def _head(article: Article) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", width=_MARGIN, style="dim")
    table.add_column()
    for name, value, source in fields(article):
        style = "bold" if name == "title" else "bold yellow" if name == "flag" else ""
        table.add_row(name, Text.assemble((shown(value), style), (f"  {shown(source)}" if source else "", "dim")))
    return table


def _rows(found: Sequence[Piece | None], ruleset: RuleSet, fold: bool) -> Iterator[tuple[str, Text]]:
    for removed, group in groupby(found, key=lambda piece: bool(piece and piece.removal)):
        pieces_here = list(group)
        if removed and fold and len(pieces_here) > _LONGEST_RUN:
            yield "", Text(_folded(pieces_here), style="dim italic")
        else:
            for run in runs(pieces_here):
                yield _row(run, ruleset)


def _row(run: Sequence[Piece | None], ruleset: RuleSet) -> tuple[str, Text]:
    first = run[0]
    if first is None:
        return "", Text(GAP, style="dim")
    text = "\n".join(shown(line) for piece in run if piece for line in piece.text.split("\n"))
    if first.removal is None:
        return "", Text(text, style="bold" if first.kind == "heading" else "")
    removal = first.removal
    reason = shown(f"\u2514 {removal.rule} ({removal.stage}): {why(removal, ruleset)}")
    return removal.category, Text.assemble((text, "dim strike"), "\n", (reason, "dim italic"))


def _folded(run: Sequence[Piece | None]) -> str:
    """`38 blocks: nav, share, related`, categories in the order of the page."""
    categories = dict.fromkeys(piece.removal.category for piece in run if piece and piece.removal)
    return f"{len(run)} blocks: {', '.join(categories)} (--all shows them)"
