"""One page with every removal in its place: as pieces, as plain text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean import rules as phrase_rules
from newsclean.report.escape import shown, shown_json
from newsclean.report.reasons import why
from newsclean.report.scores import Score, deciding, judged, told

if TYPE_CHECKING:
    from newsclean.model import Article, Removal
    from newsclean.rules import RuleSet

_FIELDS = (
    "title", "authors", "published", "modified", "site", "language", "section", "tags", "description", "image",
    "canonical_url",
)  # fmt: skip
KEPT, REMOVED, NOTE, GAP = "  ", "- ", "# ", "…"
NO_SCORES: Mapping[int, Score] = MappingProxyType({})


class Piece(NamedTuple):
    """A run of one block that is kept, or that one removal takes."""

    text: str
    removal: Removal | None
    #: Of the block.
    kind: str
    score: str = ""  # what the score of its block weighed, where that is to be told; on the block's first piece


class Field(NamedTuple):
    """A line of the head: a metadata field with the source it came from, or a fact about the page."""

    name: str
    value: str
    source: str = ""


def explain(
    article: Article,
    *,
    rules: Sequence[str] = (),
    rule: str | None = None,
    scores: Mapping[int, Score] = NO_SCORES,
) -> str:
    """The page as text: metadata with its sources, then the blocks in order, a blank line between them.

    The first column of a line tells what it is: a space before what is kept, `-` before what is removed, `#` before
    the category, rule, stage and reason of the removals below it. Control characters are escaped. `rules` are the rule
    files that the article was cleaned with. `rule` shows what one rule removed, with the blocks around, and `…` where
    others are left out. `scores` are what is told of blocks that a score judged (`report.scores.judged`).

    Raises:
        RulesError: a rule file is broken, or no rule has the id `rule`.
    """
    ruleset = phrase_rules.load(tuple(rules))
    shown_pieces: Sequence[Piece | None] = list(pieces(article, scores))
    if rule is not None:
        shown_pieces = narrowed(shown_pieces, rule, ruleset)
    parts = ["\n".join(_head(article))]
    parts += [_plain(run, ruleset) for run in runs(shown_pieces)]
    return "\n\n".join(parts) + "\n"


def explain_json(article: Article, *, rules: Sequence[str] = (), rule: str | None = None) -> str:
    """What the json format holds, with the page text, and with the reason and the weights of each removal.

    Of the removals only those of `rule`, where one is named. Raises RulesError as `explain` does.
    """
    ruleset = phrase_rules.load(tuple(rules))
    if rule is not None:
        narrowed(list(pieces(article)), rule, ruleset)
    known = judged(article)
    data: dict[str, Any] = article.to_dict()
    for entry, removal in zip(data["removals"], article.removals, strict=True):
        score = deciding(removal, known)
        entry["why"] = why(removal, ruleset)
        entry["weights"] = dict(score.weights if score else removal.weights)
    if rule is not None:
        data["removals"] = [entry for entry in data["removals"] if entry["rule"] == rule]
    data["page_text"] = article.page_text
    return shown_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def pieces(article: Article, scores: Mapping[int, Score] = NO_SCORES) -> Iterator[Piece]:
    """The page's blocks in order, cut where removals begin and end; what is only white space is left out."""
    at = 0
    for block in article.blocks:
        score = told(scores[block.start]) if block.start in scores else ""
        start = block.start
        while at < len(article.removals) and article.removals[at].start < block.end:
            removal = article.removals[at]
            if text := article.page_text[start : removal.start].strip():
                yield Piece(text, None, block.kind, score)
                score = ""
            text = article.page_text[removal.start : removal.end].strip("\n")
            yield Piece(text, removal, block.kind, score)
            start, score = removal.end, ""
            at += 1
        if text := article.page_text[start : block.end].strip():
            yield Piece(text, None, block.kind, score)


def runs(found: Iterable[Piece | None]) -> Iterator[list[Piece | None]]:
    """What one rule removed without a break in one list; what is kept, or tells a score, each in a list of its own."""
    for (rule, _), group in groupby(found, key=_rule_and_score):
        if rule is None:
            yield from ([piece] for piece in group)
        else:
            yield list(group)


def _rule_and_score(piece: Piece | None) -> tuple[str | None, str]:
    if piece is None:
        return None, ""
    return piece.removal.rule if piece.removal else None, piece.score


def narrowed(found: Sequence[Piece | None], rule_id: str, ruleset: RuleSet) -> list[Piece | None]:
    """The pieces that one rule removed, each with its neighbours; None stands for what is left out.

    Raises:
        RulesError: it removed nothing here, and no phrase rule has this id.
    """
    hits = [i for i, piece in enumerate(found) if piece and piece.removal and piece.removal.rule == rule_id]
    if not hits:
        ruleset.find(rule_id)
    near = {i for hit in hits for i in (hit - 1, hit, hit + 1)}
    narrow: list[Piece | None] = []
    for i, piece in enumerate(found):
        if i in near:
            narrow.append(piece)
        elif not narrow or narrow[-1] is not None:
            narrow.append(None)
    return narrow


def fields(article: Article) -> Iterator[Field]:
    """The lines of the head: what the page is, what is known of it and from where, and what was removed."""
    if article.input:
        yield Field("input", article.input)
    if article.url:
        yield Field("url", article.url)
    for name in _FIELDS:
        value = getattr(article.metadata, name)
        if value:
            source = article.metadata.sources.get(name)
            yield Field(name, value if isinstance(value, str) else ", ".join(value), source.source if source else "")
    for flag in article.flags:
        yield Field("flag", f"{flag.name}: {flag.seen}" + (f" ({flag.where})" if flag.where else ""))
    yield Field("removed", _share(article))


def _share(article: Article) -> str:
    """How much was removed, and of which categories: the largest first."""
    sizes: dict[str, int] = {}
    for removal in article.removals:
        sizes[removal.category] = sizes.get(removal.category, 0) + removal.end - removal.start
    ranked = sorted(sizes.items(), key=lambda item: -item[1])
    categories = ": " + ", ".join(f"{name} {size:,}" for name, size in ranked) if ranked else ""
    return f"{sum(sizes.values()):,} of {len(article.page_text):,} characters{categories}"


def _head(article: Article) -> Iterator[str]:
    listed = list(fields(article))
    width = max(len(field.name) for field in listed)
    for name, value, source in listed:
        yield f"{name:<{width}}  {shown(value)}" + (f"  [{shown(source)}]" if source else "")


def _plain(run: Sequence[Piece | None], ruleset: RuleSet) -> str:
    first = run[0]
    if first is None:
        return GAP
    lines = [shown(line) for piece in run if piece for line in piece.text.split("\n")]
    score = [NOTE + first.score] if first.score else []
    if first.removal is None:
        return "\n".join([*score, *(KEPT + line for line in lines)])
    removal = first.removal
    note = " · ".join(part for part in (removal.category, removal.rule, removal.stage, why(removal, ruleset)) if part)
    return "\n".join([NOTE + shown(note), *score, *(REMOVED + line for line in lines)])
