"""`explain` on a terminal: what is removed dim and struck through, its category in the margin, long runs folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsclean import rules as phrase_rules
from newsclean.report.compare import RETURNED, Change, changes, note, total
from newsclean.report.escape import shown
from newsclean.report.explain import GAP, NO_SCORES, Piece, fields, narrowed, pieces, runs
from newsclean.report.reasons import why

if TYPE_CHECKING:
    from newsclean.model import Article
    from newsclean.report.scores import Score
    from newsclean.rules import RuleSet

#: Removed runs of more pieces than this are folded: the frame of a page, not what stands between its paragraphs.
_LONGEST_RUN = 5
_WIDEST = 110  # columns; longer lines are hard to read
_MARGIN = 13  # columns; the longest category has twelve


def explained(
    article: Article,
    width: int,
    *,
    rules: Sequence[str] = (),
    rule: str | None = None,
    scores: Mapping[int, Score] = NO_SCORES,
    fold: bool = True,
) -> str:
    """The page for a terminal of `width` columns, with its escapes.

    `fold` folds long runs of what is removed; all else, errors too, is as `explain` has it.
    """
    ruleset = phrase_rules.load(tuple(rules))
    found: list[Piece | None] = list(pieces(article, scores))
    if rule is not None:
        found = narrowed(found, rule, ruleset)
    return _drawn(_head(article), _rows(found, ruleset, fold), width)


def compared(before: Article, after: Article, width: int, rules: Sequence[str]) -> str:
    """What the last of the rule files changes, for a terminal; arguments and errors are `report.compare.compared`'s."""
    ruleset = phrase_rules.load(tuple(rules))
    found = changes(before, after)
    head = _grid()
    head.add_row("input", Text(shown(after.input)))
    head.add_row(Text("rules"), Text.assemble((shown(rules[-1]), "bold"), f": {total(found)}"))
    return _drawn(head, (_change(change, ruleset) for change in found), width)


def _drawn(head: Table, rows: Iterable[tuple[str, Text]], width: int) -> str:
    """The head, then each margin with its text, a blank line between them."""
    sheet = StringIO()
    console = Console(
        file=sheet, width=min(width, _WIDEST), force_terminal=True, markup=False, highlight=False, emoji=False
    )
    console.print(head)
    for margin, text in rows:
        row = _grid()
        row.add_row(margin, text)
        console.print()
        console.print(row)
    return sheet.getvalue()


def _grid() -> Table:
    """A table of the margin and what stands beside it."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", width=_MARGIN, style="dim")
    grid.add_column()
    return grid


def _head(article: Article) -> Table:
    table = _grid()
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
    score = f"\n└ {first.score}" if first.score else ""
    if first.removal is None:
        return "", Text.assemble((text, "bold" if first.kind == "heading" else ""), (score, "dim italic"))
    removal = first.removal
    reason = shown(f"└ {removal.rule} ({removal.stage}): {why(removal, ruleset)}")
    return removal.category, Text.assemble((text, "dim strike"), (f"\n{reason}{score}", "dim italic"))


def _change(change: Change, ruleset: RuleSet) -> tuple[str, Text]:
    style = "green" if change.kind == RETURNED else "red strike"
    text = "\n".join(shown(line) for line in change.text.split("\n"))
    return change.removal.category, Text.assemble((text, style), (f"\n└ {shown(note(change, ruleset))}", "dim italic"))


def _folded(run: Sequence[Piece | None]) -> str:
    """`38 blocks: nav, share, related`, categories in the order of the page."""
    categories = dict.fromkeys(piece.removal.category for piece in run if piece and piece.removal)
    return f"{len(run)} blocks: {', '.join(categories)} (--all shows them)"
