"""What other rules would change: two cleanings of one page, laid beside each other."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from newsclean import rules as phrase_rules
from newsclean.report.escape import shown, shown_json
from newsclean.report.reasons import why

if TYPE_CHECKING:
    from newsclean.model import Article, Removal
    from newsclean.rules import RuleSet

#: What becomes of a span: the word for it, and the column that marks its lines.
REMOVED, RETURNED, RENAMED = "removed", "given back", "under another rule"
MARKS = {REMOVED: "- ", RETURNED: "+ ", RENAMED: "- "}


class Change(NamedTuple):
    """A span of the page text that the other rules treat in another way."""

    start: int
    end: int
    text: str
    before: Removal | None
    after: Removal | None

    @property
    def kind(self) -> str:
        """One of the three words above."""
        if self.before is None:
            return REMOVED
        return RETURNED if self.after is None else RENAMED

    @property
    def removal(self) -> Removal:
        """The removal to name: the new one, or the one that is given up."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 (a change has one at least)
        return found


def changes(before: Article, after: Article) -> list[Change]:
    """The spans that one cleaning removes and the other keeps or removes by another rule, in the order of the page.

    Both are cleanings of the same page. White space alone is no change.
    """
    text = before.page_text
    edges = sorted({edge for removal in (*before.removals, *after.removals) for edge in (removal.start, removal.end)})
    found = []
    for start, end in pairwise(edges):
        was, becomes = _removal_at(before.removals, start), _removal_at(after.removals, start)
        if (was and was.rule) != (becomes and becomes.rule) and (said := text[start:end].strip()):
            found.append(Change(start, end, said, was, becomes))
    return found


def _removal_at(removals: Sequence[Removal], place: int) -> Removal | None:
    at = bisect_right(removals, place, key=lambda removal: removal.start) - 1
    return removals[at] if at >= 0 and place < removals[at].end else None


def total(found: Sequence[Change]) -> str:
    """`2 removed (140 characters), 1 given back (12)`, or that nothing changes."""
    parts = []
    for kind in MARKS:
        of_kind = [change for change in found if change.kind == kind]
        if of_kind:
            parts.append(f"{len(of_kind):,} {kind} ({sum(len(change.text) for change in of_kind):,} characters)")
    return ", ".join(parts) or "no change"


def note(change: Change, ruleset: RuleSet) -> str:
    """What becomes of a span, by which rule, and why."""
    removal = change.removal
    parts = [change.kind, removal.category, removal.rule, why(removal, ruleset)]
    if change.before and change.after:
        parts.append(f"was {change.before.category}, {change.before.rule}")
    return " · ".join(part for part in parts if part)


def compared(before: Article, after: Article, rules: Sequence[str]) -> str:
    """The changes as text, as `explain` writes removals: `-` before what would go, `+` before what would come back.

    `rules` are all rule files of the second cleaning, whose last one is tried. Raises RulesError where one is broken.
    """
    ruleset = phrase_rules.load(tuple(rules))
    found = changes(before, after)
    parts = [shown(f"{rules[-1]}: {total(found)}")]
    for change in found:
        lines = (MARKS[change.kind] + shown(line) for line in change.text.split("\n"))
        parts.append("\n".join([shown(f"# {note(change, ruleset)}"), *lines]))
    return "\n\n".join(parts) + "\n"


def compared_json(before: Article, after: Article) -> str:
    """The changes as JSON: `{"changes": [{change, start, end, text, before, after}]}`, with removals or null."""
    listed = list(_records(changes(before, after)))
    return shown_json(json.dumps({"changes": listed}, ensure_ascii=False, indent=2)) + "\n"


def _records(found: Sequence[Change]) -> Iterator[dict[str, object]]:
    for change in found:
        yield {
            "change": change.kind,
            "start": change.start,
            "end": change.end,
            "text": change.text,
            "before": _named(change.before),
            "after": _named(change.after),
        }


def _named(removal: Removal | None) -> dict[str, str] | None:
    return {"rule": removal.rule, "category": removal.category, "stage": removal.stage} if removal else None
