"""Fit the trees that judge lines of scraped text, on gold dumps, and measure them by site.

    python scripts/fit_lines.py ../shared/bench --cross-validate    figures on sites that a fit never saw
    python scripts/fit_lines.py ../shared/bench --write             fit on all dumps, write data/line_trees.json

The gold is `dumps/*.jsonl` with `dirty`, `text` and `url`, scored by the `score.py` beside it. Needs the extra `fit`.
A line's label is the share of its words that an alignment of the dump with its gold finds in both, in order: a short
line, or one that stands in the dump several times, cannot be told by its words alone. Lines in between are left out. A
line weighs by its words, tempered, and less on long pages; the pages of the two news sets count twice. The gold of each
dump is fitted, too, a little, as a text around which hardly anything is left of its page: there a line that looks like
a label is a sub-heading.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from fitting import FOLDS, TOKEN, fold_of, module, node, page_weight, print_scores, readable, site_of
from newsclean import linefeatures, metadata, rules, scraped, structure, trees
from newsclean.clean import clean
from newsclean.model import Block, Document, Metadata

TARGET = Path(trees.__file__).parent / "data" / "line_trees.json"
ROUNDS = 80
STAGE = 10
THRESHOLD = 0.33
SETTLED = 1.6
LEAST, MOST = 0.3, 0.6  # a line with fewer of its words in the gold is not the article's, one with more is
FOOT = ("Source link", "Leave a Reply")  # what a scraper left of the page below a text that is clean but for that
CLEAN_WEIGHT = 0.05  # of a line of such a text, where the same line of a dump weighs 1
LARGEST = 4_000_000  # pairs of words that are aligned without a short cut
PARAMETERS = {
    "objective": "binary", "num_leaves": 24, "learning_rate": 0.12, "min_data_in_leaf": 60, "lambda_l2": 20,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "verbose": -1, "num_threads": 2, "seed": 7,
    "deterministic": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """One gold dump: its rows, labels and weights, and what is needed to score it."""

    name: str
    site: str
    url: str | None
    dirty: str
    gold: str
    rows: list[list[float]]
    labels: list[int]
    weights: list[float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with dumps/ and score.py")
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    score = module(options.data / "score.py")
    pages = [page for path in sorted((options.data / "dumps").glob("*.jsonl")) for page in _pages(path)]
    print(f"{len(pages)} dumps, {sum(len(page.rows) for page in pages)} lines in doubt", file=sys.stderr)
    if options.cross_validate:
        forests = [trees.forest(fit([page for page in pages if fold_of(page.site) != fold])) for fold in range(FOLDS)]
        report("by site", pages, lambda page: forests[fold_of(page.site)], score)
    if options.write:
        table = fit(pages)
        TARGET.write_text(readable(table), encoding="utf-8")
        shipped = trees.forest(table)
        report("fitted on all", pages, lambda _: shipped, score)


def _pages(path: Path) -> list[Page]:
    return [_page(path.stem, json.loads(line)) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _page(name: str, gold: dict[str, Any]) -> Page:
    site = site_of(gold.get("url") or gold["id"])
    page = Page(name, site, gold.get("url"), gold["dirty"], gold["text"], [], [], [])
    weight = page_weight(name, gold["text"])
    document = scraped.from_text(gold["dirty"])
    _add(page, document, _aligned(document.blocks, gold["text"]), weight)
    clean_text = scraped.from_text("\n\n".join([*filter(str.strip, gold["text"].split("\n")), *FOOT]))
    _add(page, clean_text, [1.0] * len(clean_text.blocks), CLEAN_WEIGHT * weight)
    return page


def _add(page: Page, document: Document, shares: Sequence[float], weight: float) -> None:
    """Give a page the rows, labels and weights of the lines in doubt of one text."""
    page_text, blocks = document.page_text, document.blocks
    language = metadata.settle_language(Metadata(), page_text[:4000]).language
    removed = rules.apply(document, [], rules.load(), language)
    meta, header = metadata.read_text(document, page.url, removed)
    removed = sorted([*removed, *header], key=lambda removal: removal.start)
    if not structure.has_furniture(removed):
        return
    lines = structure.shaped(blocks, removed, meta.title)
    for i, row in linefeatures.rows(lines, structure.in_doubt(lines)):
        if not LEAST < shares[i] < MOST:
            page.rows.append(row)
            page.labels.append(int(shares[i] >= MOST))
            page.weights.append(min(lines[i].words + 2, 80) ** 0.7 * weight)


def _aligned(blocks: Sequence[Block], gold: str) -> list[float]:
    """The share of each block's words that an alignment in order finds in the gold."""
    words, owner = [], []
    for index, block in enumerate(blocks):
        mine = TOKEN.findall(block.text)
        words += mine
        owner += [index] * len(mine)
    target = TOKEN.findall(gold)
    matcher = difflib.SequenceMatcher(None, words, target, autojunk=len(words) * len(target) > LARGEST)
    found, total = [0] * len(blocks), [0] * len(blocks)
    for index in owner:
        total[index] += 1
    for match in matcher.get_matching_blocks():
        for place in range(match.a, match.a + match.size):
            found[owner[place]] += 1
    return [some / size if size else 0.0 for some, size in zip(found, total, strict=True)]


def fit(pages: Sequence[Page]) -> dict[str, Any]:
    """The table of `line_trees.json`, fitted on the pages."""
    x = np.array([row for page in pages for row in page.rows], dtype=np.float64)
    y = np.array([label for page in pages for label in page.labels])
    weight = np.array([w for page in pages for w in page.weights])
    data = lightgbm.Dataset(x, y, weight=weight)
    model = lightgbm.train(PARAMETERS, data, ROUNDS).dump_model()
    return {
        "about": "Boosted trees over the features of linefeatures.py; see trees.py. Written by scripts/fit_lines.py.",
        "features": list(linefeatures.NAMES),
        "base": 0.0,
        "stage": STAGE,
        "settled": SETTLED,
        "threshold": THRESHOLD,
        "trees": [node(tree["tree_structure"]) for tree in model["tree_info"]],
    }


def report(what: str, pages: Sequence[Page], forest: Callable[[Page], trees.Forest], score: Any) -> None:
    """Print precision, recall and F1 of each set through the whole of clean()."""
    shipped = structure.forest
    results: dict[str, list[tuple[str, str]]] = {}
    try:
        for page in pages:
            chosen = forest(page)
            structure.forest = lambda chosen=chosen: chosen  # type: ignore[assignment]
            text = clean(page.dirty, url=page.url, kind="text").text
            results.setdefault(page.name, []).append((page.gold, text))
    finally:
        structure.forest = shipped
    print_scores(what, results, score)


if __name__ == "__main__":
    main()
