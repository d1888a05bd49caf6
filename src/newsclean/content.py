"""Where the article is: blocks and containers to removals of everything else.

Plain cases are decided by rules that a person can state (a caption, a notice that repeats, another article of the same
page); what they leave is judged block by block by boosted trees over the features of `features.py`; then a few blocks
come back that stand apart from the body by custom (the standfirst, an embedded post). Each removal names the rule that
took the block and the category that the block's surroundings speak of.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from newsclean import apart, companions, plain, trees
from newsclean.categories import category_of
from newsclean.features import rows, title_at
from newsclean.lines import folded
from newsclean.measures import Measures, measure
from newsclean.model import CATEGORIES, Document, Metadata, Removal

STAGE: Final = "content"
#: Categories that are kept unless the user drops them, by the kind of block.
_KEPT_KINDS: Final = {"item": "list", "links": "list", "quote": "quote", "row": "table"}


def choose(document: Document, meta: Metadata) -> list[Removal]:
    """Removals of the blocks that are not the article's, and of those that a category kept by default names."""
    blocks = document.blocks
    if not blocks:
        return []
    title, description = folded(meta.title or ""), folded(meta.description or "")
    headline = title_at(document, title)
    m, set_apart = measured(document, headline)
    out = dict.fromkeys(apart.captions(document, m), "caption")
    out |= dict.fromkeys(apart.repeated(document, m), "repeated")
    out |= set_apart
    kept = companions.embedded_posts(document, m) | companions.own_tables(document, m)
    kept.difference_update(out)
    kept |= _judged(document, m, out.keys() | kept, headline, title, description)
    if not any(m.prose[index] for index in kept):
        kept |= _all_prose(document, m) - out.keys()
    standfirst = companions.standfirst(document, m, kept, headline, description) - out.keys()
    kept |= standfirst
    titles = companions.titles(document, m, kept, headline, title)
    for rule, found in (
        ("duplicate", apart.duplicates(document, kept - titles)),
        ("pull-quote", apart.pull_quotes(document, m, kept - titles)),
        ("link-line", apart.link_lines(document, m, kept)),
        ("orphan", apart.orphans(document, m, kept - titles - standfirst)),
    ):
        out |= dict.fromkeys(found, rule)
        kept.difference_update(found)
    return list(_removals(document, m, kept, out, standfirst, titles))


def measured(document: Document, headline: int | None) -> tuple[Measures, dict[int, str]]:
    """The page measured without what is set apart: other articles, further copies of the same one; and their rules."""
    copies = apart.copies(document)
    m = measure(document, copies)
    others = apart.other_articles(document, m, headline)
    if others:
        m = measure(document, others | copies)
    return m, dict.fromkeys(copies, "duplicate") | dict.fromkeys(others, "other-article")


def _judged(
    document: Document, m: Measures, decided: Collection[int], headline: int | None, title: str, description: str
) -> set[int]:
    """The blocks that plainly are the article's, and those in doubt that the trees take for it; of the undecided."""
    forest = trees.load()
    kept, doubt = plain.cases(document, m, decided)
    found = rows(document, m, doubt, headline, title, description)
    return {*kept, *(index for index, row in found if trees.score(forest, row) >= forest.threshold)}


def _all_prose(document: Document, m: Measures) -> set[int]:
    """The prose of the best container: what is left to keep where the trees took none of it."""
    return {i for i, b in enumerate(document.blocks) if m.prose[i] and m.at[b.container].inside}


def _removals(
    document: Document, m: Measures, kept: set[int], out: dict[int, str], standfirst: set[int], titles: set[int]
) -> list[Removal]:
    found = []
    body = [i for i in kept if m.prose[i]]
    last = max(body, default=0)
    first = min(body, default=0)
    for index, block in enumerate(document.blocks):
        stage = STAGE
        if index in titles:
            rule, category, stage = "title", "title", "metadata"
        elif index in standfirst:
            rule, category = "content.standfirst", "standfirst"
        elif index not in kept:
            category = category_of(document, m, index, out.get(index), first, last)
            rule = RULES[out.get(index, category)]
        elif block.kind in _KEPT_KINDS:
            category = _KEPT_KINDS[block.kind]
            rule = RULES[category]
        else:
            continue
        start = block.start
        found.append(Removal(rule, category, stage, start, start + len(block.text)))
    return found


RULES: Final = {
    name: f"content.{name}"
    for name in (*CATEGORIES, "caption", "repeated", "other-article", "duplicate", "pull-quote", "link-line", "orphan")
}
