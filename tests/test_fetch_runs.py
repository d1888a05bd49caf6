"""Many URLs through the real process, and Ctrl-C in the middle. At full size: scripts/check_fetching.py."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import fetchruns

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs more than one loopback address")
FAULTS = fetchruns.quick_faults()
QUICK = ("--timeout", "1", "--retries", "0")


def test_every_url_has_one_row_with_its_code(tmp_path: Path) -> None:
    with fetchruns.farm(10, 120, 0.2, FAULTS) as farm:
        run = fetchruns.fetch(tmp_path, farm, "--delay", "0.2", "-j", "4", *QUICK)
    rows = fetchruns.journal(tmp_path)
    assert dict(rows) == farm.codes
    assert len(rows) == len(farm.codes)
    assert run.status == 1
    assert sum(line.startswith("newsclean: http://127.") for line in run.stderr) == sum(
        code is not None for code in farm.codes.values()
    )
    assert max(run.sockets) <= 4 + 4  # of four hosts at once, and what a process has anyway


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path) -> None:
    options = ("--delay", "0.02", "-f", "txt", "-f", "jsonl", "-j", "4", *QUICK)
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    whole.mkdir()
    cut.mkdir()
    with fetchruns.farm(5, 30, 0.1, FAULTS) as farm:
        fetchruns.fetch(whole, farm, *options)
        half = farm.count() * 1.5
        first = fetchruns.fetch(cut, farm, *options, when=lambda _seconds: farm.count() >= half)
        done = [url for url, _ in fetchruns.journal(cut)]
        before = farm.asked()
        fetchruns.fetch(cut, farm, *options)
        again = farm.asked() - before
    assert first.status == 130
    assert not any("Traceback" in line for line in first.stderr)
    assert 0 < len(done) < len(farm.codes)
    assert not set(again) & set(done)
    assert fetchruns.files(cut) == fetchruns.files(whole)


def test_a_wait_for_a_turn_ends_with_ctrl_c(tmp_path: Path) -> None:
    with fetchruns.farm(2, 6, 0, FAULTS) as farm:
        run = fetchruns.fetch(tmp_path, farm, "--delay", "60", *QUICK, when=lambda _seconds: farm.count() >= 4)
    assert (run.status, len(fetchruns.journal(tmp_path))) == (130, 2)
    assert run.seconds < 20
