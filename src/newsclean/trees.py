"""Boosted decision trees, kept as readable data and run in plain Python.

`data/content_trees.json` is written by `scripts/fit_content.py`: a node is `[feature, threshold, no more than, more]`,
a leaf a number; a row's score is the base and the leaves it falls into, added up, and its probability the logistic
function of that (Friedman, Annals of Statistics 2001). The trees that decide most come first, so a row whose score is
already far from doubt after the first ones is not run through the rest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

Node = Any  # list[int, float, Node, Node] or float: a recursive type that would cost a check a node


class Forest(NamedTuple):
    """The fitted trees."""

    features: tuple[str, ...]
    base: float
    stages: tuple[tuple[Node, ...], ...]  # trees in the order in which they are run
    settled: float  # a score as far from 0 as this after a stage is final
    threshold: float  # score from which a block is kept


@cache
def load() -> Forest:
    """The trees shipped with newsclean."""
    return forest(json.loads((Path(__file__).parent / "data" / "content_trees.json").read_text(encoding="utf-8")))


def forest(table: dict[str, Any]) -> Forest:
    """The trees of a table as `content_trees.json` holds it."""
    trees, size = table["trees"], table["stage"]
    stages = tuple(tuple(trees[at : at + size]) for at in range(0, len(trees), size))
    return Forest(tuple(table["features"]), table["base"], stages, table["settled"], table["threshold"])


def score(forest: Forest, row: Sequence[float]) -> float:
    """Log odds that the block of a row is the article's."""
    total, settled = forest.base, forest.settled
    for stage in forest.stages:
        for node in stage:
            while type(node) is list:
                node = node[2] if row[node[0]] <= node[1] else node[3]
            total += node
        if not -settled < total < settled:
            break
    return total


def weights(forest: Forest, row: Sequence[float], most: int = 5) -> tuple[tuple[str, float], ...]:
    """The features that moved a row's score most: (name, what it added), heaviest first.

    Each step down a tree is credited to the feature it asked for, with the change of the mean of the leaves below
    (Saabas 2014). The means here are unweighted, so the numbers say which features mattered, not exactly how much.
    """
    added: dict[str, float] = {}
    for stage in forest.stages:
        for node in stage:
            while type(node) is list:
                below = node[2] if row[node[0]] <= node[1] else node[3]
                name = forest.features[node[0]]
                added[name] = added.get(name, 0.0) + _mean(below) - _mean(node)
                node = below
    heaviest = sorted(added.items(), key=lambda item: (-abs(item[1]), item[0]))
    return tuple((name, round(value, 2)) for name, value in heaviest[:most])


def _mean(node: Node) -> float:
    return float(node) if type(node) is not list else (_mean(node[2]) + _mean(node[3])) / 2
