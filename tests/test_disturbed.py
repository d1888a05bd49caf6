"""Small versions of `scripts/disturb.py` and `scripts/poison.py`: runs that are killed, and pages that are bad."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

import disturb
import poison

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")


def test_killed_runs_are_completed_to_the_same_bytes(tmp_path: Path) -> None:
    verdicts = disturb.disturbed(tmp_path, pages=60, moments=1, chance=random.Random(7))  # noqa: S311 (no secret)
    assert [verdict.whom for verdict in verdicts] == ["parent", "worker", "all"]
    assert all(verdict.good for verdict in verdicts), verdicts


def test_bad_pages_cost_themselves_and_are_told_once(tmp_path: Path) -> None:
    assert list(poison.poisoned(tmp_path, pages=100, seconds=1.0)) == []
