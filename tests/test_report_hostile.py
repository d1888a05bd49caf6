"""The report in a real browser: what a hostile page cannot do in it, and that nobody is shut out."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import newsclean
from browser import axe_path, opened, violations
from newsclean.journal import Row
from review_batches import pages_of, write_batch
from xss import VECTORS, hostile_page, hostile_record

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def hostile_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every vector in every field, and in the markup of the original beside it."""
    folder = tmp_path_factory.mktemp("hostile")
    rows, records = [], []
    for number, vector in enumerate(VECTORS):
        original = folder / f"page-{number}.html"
        original.write_text(hostile_page(vector), "utf-8")
        records.append(hostile_record(vector, str(original)))
        rows.append(Row(vector, None, None, "failed", code="internal", message=vector))
    directory = write_batch(folder / "clean", records, rows)
    journal = directory / ".newsclean" / "journal.jsonl"
    lines = [json.loads(line) for line in journal.read_text("utf-8").split("\n") if line]
    for line in lines:  # the digest of what the original is now, or it would not be shown
        if line["status"] == "done":
            line["digest"] = hashlib.sha256(Path(line["input"]).read_bytes()).hexdigest()
            line["flags"] = [line["input"], *line["flags"]]
    journal.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return newsclean.report(directory)


def test_what_a_page_says_does_not_act(browser: Browser, hostile_report: Path) -> None:
    assert len(VECTORS) >= 40
    with opened(browser, hostile_report) as (view, watch):
        view.evaluate("location.hash = '#pages'")
        view.locator("#rows tr").nth(12).wait_for()
        view.evaluate("location.hash = '#page-0'")
        view.check("#all")
        frames = view.evaluate(
            """async (pages) => {
          let frames = 0;
          for (let page = 0; page < pages; page++) {
            await showPage(page);
            const frame = document.querySelector(".original iframe"); // it loads when this task is over
            if (frame) await new Promise((shown) => frame.addEventListener("load", shown, { once: true }));
            frames += frame !== null;
          }
          return frames;
        }""",
            2 * len(VECTORS),
        )
        assert frames == len(VECTORS)
        view.wait_for_timeout(200)
        assert view.evaluate("window.acted === undefined && document.title.endsWith('newsclean report')")
        assert watch.nothing, watch
        assert view.locator("#view a, #view img, #view script, #view style, #view svg, #view object").count() == 0
    text = hostile_report.read_text("utf-8") + json.dumps(pages_of(hostile_report), ensure_ascii=False)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f-\x9f]", text)


def test_every_vector_is_shown_as_it_stands(browser: Browser, hostile_report: Path) -> None:
    with opened(browser, hostile_report, "#page-0") as (view, _):
        for number, vector in enumerate(VECTORS[:10]):
            view.evaluate(f"location.hash = '#page-{number}'")
            view.locator("#page-heading").filter(has_text=vector.strip()).wait_for()


def test_a_vector_that_is_let_in_is_noticed(browser: Browser, hostile_report: Path) -> None:
    """The watch of the tests above sees what it is there for."""
    with opened(browser, hostile_report) as (view, watch):
        view.evaluate("alert(1)")
        view.evaluate("document.body.append(Object.assign(new Image(), { src: 'https://example.org/x.png' }))")
        view.wait_for_timeout(200)
        assert watch.dialogs == ["1"]
        assert watch.errors or watch.requests


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 400)])
def test_accessible(browser: Browser, fixtures_report: Path, scheme: str, width: int) -> None:
    axe_path()
    settings = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    with opened(browser, fixtures_report, **settings) as (view, _):
        for hash_, ready in (
            ("#summary", ".figures"),
            ("#pages", "#rows tr:nth-child(5)"),
            ("#page-2", "#page-heading"),
        ):
            view.evaluate(f"location.hash = '{hash_}'")
            view.locator(ready).first.wait_for()
            if hash_ == "#page-2":
                view.check("#all")
                view.click("#wrong")
            assert violations(view) == []
            assert view.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_usable_at_200_per_cent(browser: Browser, fixtures_report: Path) -> None:
    half = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}  # what zooming to 200 % makes of 1280
    with opened(browser, fixtures_report, "#pages", **half) as (view, _):
        for hash_ in ("#summary", "#pages", "#page-2"):
            view.evaluate(f"location.hash = '{hash_}'")
            view.wait_for_timeout(100)
            assert view.evaluate("document.documentElement.scrollWidth <= innerWidth")
