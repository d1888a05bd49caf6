"""Boosted decision trees, kept as readable data and run in plain Python.

`data/content_trees.json` is written by `scripts/fit_content.py`: a node is `[feature, threshold, no more than, more]`,
a leaf a number; a row's score is the base and the leaves it falls into, added up, and its probability the logistic
function of that (Friedman, Annals of Statistics 2001). The trees that decide most come first, so a row whose score is
already far from doubt after the first ones is not run through the rest.

The table is turned into Python functions of nested conditions when it is first needed (10 ms): walking the lists
themselves is eight times slower, and would cost more than everything else that is done to a page. Where this module is
compiled (`hatch_build.py`), walking is four times faster than those functions, so there the trees are walked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

Node = Any  # list[int, float, Node, Node] or float: a recursive type that would cost a check a node


Stage = Callable[[Sequence[float]], float]
_COMPILED: Final = not __file__.endswith(".py")


class Forest(NamedTuple):
    """The fitted trees."""

    features: tuple[str, ...]
    trees: tuple[Node, ...]
    base: float
    stages: tuple[Stage, ...]  # each the sum of some trees, in the order in which they are run
    settled: float  # a score as far from 0 as this after a stage is final
    threshold: float  # score from which a block is kept


@cache
def load() -> Forest:
    """The trees shipped with newsclean."""
    return forest(json.loads((Path(__file__).parent / "data" / "content_trees.json").read_text(encoding="utf-8")))


def forest(table: dict[str, Any]) -> Forest:
    """The trees of a table as `content_trees.json` holds it."""
    trees, size = tuple(table["trees"]), table["stage"]
    stages = tuple(_stage(trees[at : at + size]) for at in range(0, len(trees), size))
    return Forest(tuple(table["features"]), trees, table["base"], stages, table["settled"], table["threshold"])


def _stage(trees: Sequence[Node]) -> Stage:
    """A function that adds up what the trees say of a row."""
    return _Grove(trees).sum if _COMPILED else _written(trees)


class _Fork:
    """A node of a tree, its numbers as the machine has them where this is compiled; a leaf has no feature."""

    def __init__(self, node: Node) -> None:
        leaf = type(node) is not list
        self.feature: int = -1 if leaf else int(node[0])
        self.number: float = float(node) if leaf else float(node[1])
        self.below: _Fork = self if leaf else _Fork(node[2])
        self.above: _Fork = self if leaf else _Fork(node[3])


class _Grove:
    """Trees that are walked together."""

    def __init__(self, trees: Sequence[Node]) -> None:
        self.roots: list[_Fork] = [_Fork(tree) for tree in trees]

    def sum(self, row: Sequence[float]) -> float:
        """What the trees say of a row, added up."""
        numbers: list[float] = row if isinstance(row, list) else list(row)
        total = 0.0
        for fork in self.roots:
            while fork.feature >= 0:
                fork = fork.below if numbers[fork.feature] <= fork.number else fork.above
            total += fork.number
        return total


def _written(trees: Sequence[Node]) -> Stage:
    """The same as a Python function. Its source is made of the table's numbers alone."""
    source = "lambda r: " + " + ".join(map(_source, trees))
    stage: Stage = eval(source, {"__builtins__": {}})  # noqa: S307 - our own numbers, each formatted as one
    return stage


def _source(node: Node) -> str:
    if type(node) is not list:
        return f"{float(node)!r}"
    feature, threshold, below, above = node
    return f"({_source(below)} if r[{int(feature)}] <= {float(threshold)!r} else {_source(above)})"


def score(forest: Forest, row: Sequence[float]) -> float:
    """Log odds that the block of a row is the article's."""
    total, settled = forest.base, forest.settled
    for stage in forest.stages:
        total += stage(row)
        if not -settled < total < settled:
            break
    return total


def weights(forest: Forest, row: Sequence[float], most: int = 5) -> tuple[tuple[str, float], ...]:
    """The features that moved a row's score most: (name, what it added), heaviest first.

    Each step down a tree is credited to the feature it asked for, with the change of the mean of the leaves below
    (Saabas 2014). The means here are unweighted, so the numbers say which features mattered, not exactly how much.
    """
    added: dict[str, float] = {}
    for tree in forest.trees:
        node = tree
        while type(node) is list:
            below = node[2] if row[node[0]] <= node[1] else node[3]
            name = forest.features[node[0]]
            added[name] = added.get(name, 0.0) + _mean(below) - _mean(node)
            node = below
    heaviest = sorted(added.items(), key=lambda item: (-abs(item[1]), item[0]))
    return tuple((name, round(value, 2)) for name, value in heaviest[:most])


def _mean(node: Node) -> float:
    return float(node) if type(node) is not list else (_mean(node[2]) + _mean(node[3])) / 2
