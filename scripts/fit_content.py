"""Fit the trees that judge blocks, on gold pages, and measure them by site.

    python scripts/fit_content.py ../shared/bench --cross-validate    figures on sites that a fit never saw
    python scripts/fit_content.py ../shared/bench --write             fit on all pages, write data/content_trees.json

The gold is `gold/*.jsonl` with `text`, `url` and `page`, scored by the `score.py` beside it. Needs the extra `fit`.
A block's label is the share of its four-word runs that stand in the gold; blocks in between are left out. A block
weighs by its words, tempered, so that a page's long paragraphs count most but do not drown its short ones; the news
sets, which are small, count twice.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import lightgbm
import numpy as np

from fitting import FOLDS, TOKEN, fold_of, module, node, page_weight, print_scores, readable, site_of
from newsclean import blocks, decode, features, metadata, plain, trees
from newsclean.clean import clean, parse
from newsclean.content import measured
from newsclean.lines import folded
from newsclean.model import Block, RawPage

TARGET = Path(trees.__file__).parent / "data" / "content_trees.json"
RUN = 4
ROUNDS = 60
STAGE = 15
THRESHOLD = -0.4
SETTLED = 1.5
PARAMETERS = {
    "objective": "binary", "num_leaves": 10, "learning_rate": 0.2, "min_data_in_leaf": 150, "lambda_l2": 20,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "verbose": -1, "num_threads": 2, "seed": 7,
    "deterministic": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """One gold page: its rows, labels and weights, and what is needed to score it."""

    name: str
    site: str
    gold: str
    raw: RawPage
    rows: list[Sequence[float]]
    labels: list[int]
    weights: list[float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with gold/, pages/ and score.py")
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    score = module(options.data / "score.py")
    pages = [page for path in sorted((options.data / "gold").glob("*.jsonl")) for page in _pages(options.data, path)]
    print(f"{len(pages)} pages, {sum(len(page.rows) for page in pages)} blocks in doubt", file=sys.stderr)
    if options.cross_validate:
        cross_validate(pages, score)
    if options.write:
        table = fit(pages)
        TARGET.write_text(readable(table), encoding="utf-8")
        report("fitted on all", pages, trees.forest(table), score)


def _pages(data: Path, path: Path) -> list[Page]:
    found = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        gold = json.loads(line) if line else {}
        if gold.get("text"):
            found.append(_page(data, path.stem, gold))
    return found


def _page(data: Path, name: str, gold: dict[str, Any]) -> Page:
    body = gzip.decompress((data / gold["page"]).read_bytes())
    raw = RawPage(body, gold.get("url"), kind="html")
    tree = parse(decode.parser_input(raw))
    document, noted = blocks.read(tree)
    rows: list[Sequence[float]] = []
    labels: list[int] = []
    weights: list[float] = []
    if document.blocks:
        meta = metadata.read_page(tree, document, noted, raw.url, None)
        title, description = folded(meta.title or ""), folded(meta.description or "")
        headline = features.title_at(document, title)
        m = measured(document, headline)[0]
        runs, lines = _runs(gold["text"]), {folded(line) for line in gold["text"].split("\n") if line.strip()}
        share = page_weight(name, gold["text"])
        doubt = plain.cases(document, m)[1]
        for index, row in features.rows(document, m, doubt, headline, title, description):
            label = _label(document.blocks[index], runs, lines)
            if label is not None:
                rows.append(row)
                labels.append(label)
                weights.append(min(m.words[index] + 2, 80) ** 0.7 * share)
    return Page(name, site_of(gold.get("url") or gold["id"]), gold["text"], raw, rows, labels, weights)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    tokens = TOKEN.findall(text)
    return frozenset(tuple(tokens[at : at + RUN]) for at in range(len(tokens) - RUN + 1))


def _label(block: Block, runs: frozenset[tuple[str, ...]], lines: set[str]) -> int | None:
    """1 for a block of the gold, 0 for another, None for one in between."""
    if folded(block.text) in lines:
        return 1
    mine = TOKEN.findall(block.text)
    found = [tuple(mine[at : at + RUN]) in runs for at in range(len(mine) - RUN + 1)]
    if not found:
        return 0 if mine else None
    share = sum(found) / len(found)
    if len(mine) < 2 * RUN:
        return int(share == 1)
    return 1 if share >= 0.6 else 0 if share <= 0.3 else None


def fit(pages: Sequence[Page]) -> dict[str, Any]:
    """The table of `content_trees.json`, fitted on the pages."""
    used = [page for page in pages if page.rows]
    x = np.array([row for page in used for row in page.rows], dtype=np.float64)
    y = np.array([label for page in used for label in page.labels])
    weight = np.array([w for page in used for w in page.weights])
    names = [name.replace(",", "").replace(":", "") for name in features.names()]
    data = lightgbm.Dataset(x, y, weight=weight, feature_name=[n.replace(" ", "_") for n in names])
    model = lightgbm.train(PARAMETERS, data, ROUNDS).dump_model()
    return {
        "about": "Boosted trees over the features of features.py; see trees.py. Written by scripts/fit_content.py.",
        "features": list(features.names()),
        "base": 0.0,
        "stage": STAGE,
        "settled": SETTLED,
        "threshold": THRESHOLD,
        "trees": [node(tree["tree_structure"]) for tree in model["tree_info"]],
    }


def cross_validate(pages: Sequence[Page], score: ModuleType) -> None:
    """Print the figures of pages whose sites were not fitted on."""
    forests = [trees.forest(fit([page for page in pages if fold_of(page.site) != fold])) for fold in range(FOLDS)]
    report("by site", pages, lambda page: forests[fold_of(page.site)], score)


def report(what: str, pages: Sequence[Page], forest: trees.Forest | Callable[[Page], trees.Forest], score: Any) -> None:
    """Print precision, recall and F1 of each set through the whole of clean()."""
    shipped = trees.load
    results: dict[str, list[tuple[str, str]]] = {}
    try:
        for page in pages:
            chosen = forest(page) if callable(forest) else forest
            trees.load = lambda chosen=chosen: chosen  # type: ignore[assignment]
            results.setdefault(page.name, []).append((page.gold, clean(page.raw).text))
    finally:
        trees.load = shipped
    print_scores(what, results, score)


if __name__ == "__main__":
    main()
