"""Boosted trees: the functions made of the table say what the table says."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import features, trees

SMALL = {
    "features": ["words", "links"],
    "base": 0.5,
    "stage": 1,
    "settled": 100.0,
    "threshold": 0.0,
    "trees": [[0, 10.0, -1.0, 2.0], [1, 0.5, [0, 3.0, 0.25, -0.5], -4.0], 0.125],
}


def walked(node: Any, row: Sequence[float]) -> float:
    """The leaf that a row falls into, by the lists themselves."""
    while isinstance(node, list):
        feature, threshold, below, above = node
        node = below if row[feature] <= threshold else above
    return float(node)


def by_hand(table: dict[str, Any], row: Sequence[float]) -> float:
    """The score by the table: its stages one after the other, until it is settled."""
    total = table["base"]
    for at in range(0, len(table["trees"]), table["stage"]):
        total += sum(walked(tree, row) for tree in table["trees"][at : at + table["stage"]])
        if abs(total) >= table["settled"]:
            break
    return float(total)


@pytest.mark.parametrize(
    ("row", "score"),
    [
        ((2.0, 0.0), 0.5 - 1.0 + 0.25 + 0.125),
        ((3.0, 0.5), 0.5 - 1.0 + 0.25 + 0.125),  # at the threshold: no more than it
        ((10.0, 0.5), 0.5 - 1.0 - 0.5 + 0.125),
        ((10.5, 0.5), 0.5 + 2.0 - 0.5 + 0.125),
        ((10.5, 0.51), 0.5 + 2.0 - 4.0 + 0.125),
        ((math.inf, -math.inf), 0.5 + 2.0 - 0.5 + 0.125),
        ((True, 1), 0.5 - 1.0 - 4.0 + 0.125),
    ],
)
def test_a_score_is_the_base_and_the_leaves(row: tuple[float, float], score: float) -> None:
    assert trees.score(trees.forest(SMALL), row) == score


@pytest.mark.parametrize("stage", [1, 2, 3, 10])
def test_stages_change_no_score_that_is_in_doubt(stage: int) -> None:
    forest = trees.forest({**SMALL, "stage": stage})
    assert len(forest.stages) == math.ceil(3 / stage)
    assert trees.score(forest, (10.5, 0.51)) == pytest.approx(-1.375)


@pytest.mark.parametrize(
    ("settled", "leaves", "score"),
    [
        (4.0, [3.9, 1.0, 1.0], 5.9 - 1.0),  # settled after the second tree
        (4.0, [4.0, 1.0, 1.0], 4.0),  # as far as that is final
        (4.0, [-4.5, 9.0, 9.0], -4.5),
        (4.0, [3.0, -3.0, 0.5], 0.5),
        (100.0, [4.0, 1.0, 1.0], 6.0),
    ],
)
def test_a_settled_score_stops(settled: float, leaves: list[float], score: float) -> None:
    forest = trees.forest({**SMALL, "base": 0.0, "settled": settled, "trees": leaves})
    assert trees.score(forest, (0.0, 0.0)) == pytest.approx(score)


numbers = st.floats(-50, 50, allow_nan=False, width=32)
nodes = st.recursive(
    numbers,
    lambda below: st.builds(lambda f, t, a, b: [f, t, a, b], st.integers(0, 3), numbers, below, below),
    max_leaves=8,
)


@given(st.lists(nodes, min_size=1, max_size=6), st.integers(1, 4), numbers, st.lists(numbers, min_size=4, max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_table_is_scored_as_it_reads(table: list[Any], stage: int, settled: float, row: list[float]) -> None:
    held = {**SMALL, "features": list("abcd"), "trees": table, "stage": stage, "settled": abs(settled)}
    assert trees.score(trees.forest(held), row) == pytest.approx(by_hand(held, row), abs=1e-9)


@given(st.lists(nodes, min_size=1, max_size=6), st.lists(numbers, min_size=4, max_size=4))
@settings(max_examples=150, deadline=None)
def test_trees_that_are_walked_say_to_the_last_bit_what_the_functions_say(table: list[Any], row: list[float]) -> None:
    for given_as in (row, tuple(row), [int(number) for number in row]):
        assert trees._Grove(table).sum(given_as) == trees._written(table)(given_as)


def test_the_shipped_trees_are_scored_as_they_read() -> None:
    forest = trees.load()
    table = forest._asdict() | {"stage": math.ceil(len(forest.trees) / len(forest.stages))}
    chance = random.Random(7)  # noqa: S311 - no secret
    for _ in range(200):
        row = [chance.choice([0.0, 1.0, chance.random(), chance.randint(-99, 2000)]) for _ in forest.features]
        assert trees.score(forest, row) == pytest.approx(by_hand(table, row), abs=1e-9)


def test_the_shipped_trees_name_the_features_of_a_row() -> None:
    forest = trees.load()
    assert forest.features == features.names()
    assert trees.load() is forest
    assert abs(forest.threshold) < forest.settled


def test_weights_credit_the_features_that_were_asked_for() -> None:
    forest = trees.forest(SMALL)
    # The first tree's mean is 0.5, so its left leaf adds -1.5 to words; the second's is -2.0625, its left side's
    # -0.125: links add 1.9375, and words 0.375 more.
    assert trees.weights(forest, (2.0, 0.0)) == (("links", 1.94), ("words", -1.12))
    assert trees.weights(forest, (2.0, 0.0), most=1) == (("links", 1.94),)


def test_weights_and_means_add_up_to_the_score() -> None:
    forest = trees.forest(SMALL)
    means = SMALL["base"] + 0.5 - 2.0625 + 0.125  # type: ignore[operator]
    for row in ((2.0, 0.0), (11.0, 0.2), (11.0, 0.9)):
        total = means + sum(value for _, value in trees.weights(forest, row))
        assert total == pytest.approx(trees.score(forest, row), abs=0.02)


def test_the_heaviest_weights_come_first() -> None:
    forest = trees.load()
    found = trees.weights(forest, [0.0] * len(forest.features))
    sizes = [abs(value) for _, value in found]
    assert len(found) == 5
    assert sizes == sorted(sizes, reverse=True)
    assert {name for name, _ in found} <= set(features.names())


@pytest.mark.parametrize("node", [["0 or exit()", 1.0, 0.0, 1.0], [0, "exit()", 0.0, 1.0], [0, 1.0, "exit()", 0.0]])
def test_a_table_of_anything_but_numbers_makes_no_function(node: list[Any]) -> None:
    with pytest.raises(ValueError, match="exit"):
        trees.forest({**SMALL, "trees": [node]})
