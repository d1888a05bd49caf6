"""The gold pages, where they are at hand: no figure falls below its floor, and no page raises or breaks the law."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
import timeit
import tomllib
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import newsclean
from newsclean.model import BLOCK_BREAK

HERE = Path(__file__).parent
BENCH = HERE.parent.parent / "shared" / "bench"
FLOORS = tomllib.loads((HERE / "bench_floors.toml").read_text("utf-8"))

pytestmark = pytest.mark.skipif(not (BENCH / "run.py").exists(), reason="no gold pages beside the checkout")


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """What run.py measures on every set."""
    path = tmp_path_factory.mktemp("bench") / "figures.json"
    command = [sys.executable, str(BENCH / "run.py"), "--json", str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    measured: dict[str, dict[str, float]] = json.loads(path.read_text("utf-8"))
    return measured


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("name", "figure"), [(name, figure) for name, row in FLOORS.items() for figure in row])
def test_no_figure_falls_below_its_floor(figures: dict[str, dict[str, float]], name: str, figure: str) -> None:
    reached, floor = figures[name][figure], FLOORS[name][figure]
    assert reached >= floor, f"{name}: {figure} is {reached:.4f}; the floor is {floor}"


@pytest.mark.timeout(300)
def test_every_set_has_a_floor_and_no_page_raises(figures: dict[str, dict[str, float]]) -> None:
    assert set(figures) == set(FLOORS)
    assert {name: row["errors"] for name, row in figures.items() if row["errors"]} == {}


@pytest.mark.timeout(300)
def test_removals_explain_every_gold_page() -> None:
    count = 0
    for path in sorted((BENCH / "pages").rglob("*.html.gz")):
        article = newsclean.clean(gzip.decompress(path.read_bytes()), kind="html")
        assert newsclean.apply_removals(article.page_text, article.removals) == article.text, path.name
        ends = [0]
        for removal in article.removals:
            assert ends[-1] <= removal.start < removal.end <= len(article.page_text), path.name
            assert BLOCK_BREAK not in article.page_text[removal.start : removal.end], path.name
            ends.append(removal.end)
        count += 1
    assert count > 1000


MOST_PARSES = 12  # bare parses of CPU time that a page may cost; 7 to 9 are measured, other machines and days differ


@pytest.mark.skipif(sys.gettrace() is not None, reason="time is not measured under a tracer")
def test_a_page_costs_few_bare_parses() -> None:
    paths = [
        path
        for name in ("news_en", "news_world", "articles_en")
        for path in sorted((BENCH / "pages" / name).glob("*.gz"))[:12]
    ]
    jobs = {"parse": LexborHTMLParser, "clean": lambda page: newsclean.clean(page, kind="html").to_dict()}
    spent = dict.fromkeys(jobs, 0.0)
    for page in (gzip.decompress(path.read_bytes()) for path in paths):
        for name, job in jobs.items():
            spent[name] += min(
                timeit.repeat(lambda job=job, page=page: job(page), timer=time.process_time, number=1, repeat=4)
            )
    assert spent["clean"] < MOST_PARSES * spent["parse"], f"{spent['clean'] / spent['parse']:.1f} x the bare parse"
