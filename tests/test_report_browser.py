"""The report in a real browser: what a person does with it, and what a hostile page cannot do in it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import newsclean
from browser import main_thread_tasks, opened
from conftest import clean_environment
from review_batches import failure, many_records, write_batch
from stories import folder_of, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def large_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on 10,000 pages."""
    directory = tmp_path_factory.mktemp("large") / "clean"
    return newsclean.report(write_batch(directory, many_records(9_800), [failure(n) for n in range(200)]))


def titles(view: Page) -> list[str]:
    return view.locator("#rows .page a").all_inner_texts()


def found(view: Page) -> str:
    return view.locator("#found").inner_text()


def test_search_and_filters(browser: Browser, fixtures_report: Path) -> None:
    with opened(browser, fixtures_report, "#pages") as (view, watch):
        everything = found(view)
        view.fill("#search", "lantern BOATS")
        assert titles(view) == ["In pictures: the lantern boats of Ysmere return"]
        assert found(view) == f"1 of {everything}"
        view.fill("#search", "no such words")
        assert (titles(view), found(view)) == ([], f"0 of {everything}")
        view.click("button[type=reset]")
        view.locator("#rows .page").first.wait_for()  # a function to wait for would be code that the page forbids
        view.select_option("#code", "blocked")
        assert {*view.locator("#rows .state").all_inner_texts()} == {"blocked"}
        view.select_option("#code", "done")
        assert "blocked" not in view.locator("#rows .state").all_inner_texts()
        view.select_option("#flag", "short")
        assert all("short" in text for text in view.locator("#rows .state").all_inner_texts())
        view.click("button[type=reset]")
        view.select_option("#host", "tribune.example.com")
        assert {*view.locator("#rows td.host").all_inner_texts()} == {"tribune.example.com"}
        view.click("button[type=reset]")
        view.fill("#least", "60")
        view.fill("#most", "70")
        shares = [int(text.split()[0]) for text in view.locator("#rows .share").all_inner_texts()]
        assert shares
        assert all(60 <= share <= 70 for share in shares)
        assert watch.nothing, watch


def test_unusual_pages_can_be_picked_out(browser: Browser, tmp_path: Path) -> None:
    records = list(many_records(40))
    records[8] |= {"text": "Rain.", "title": "The odd one"}
    with opened(browser, newsclean.report(write_batch(tmp_path, records)), "#pages") as (view, _):
        view.check("#unusual")
        assert "The odd one" in titles(view)
        assert found(view) != "40 pages"
        view.click("text=The odd one")
        assert "the site's other pages keep about" in view.locator(".side").inner_text()


@pytest.mark.parametrize(("column", "name"), [("title", "page"), ("kept", "length"), ("published", "published")])
def test_sorting(browser: Browser, fixtures_report: Path, column: str, name: str) -> None:
    def key(text: str) -> tuple[float, str]:
        return (float(text.replace(",", "") or 0), "") if column == "kept" else (0, text.split("\n")[0].casefold())

    with opened(browser, fixtures_report, "#pages") as (view, _):
        view.set_viewport_size({"width": 1280, "height": 3000})  # rows are drawn where they are in view
        view.select_option("#code", "done")
        head = view.locator(f"#table thead .{name}")
        for direction in ("ascending", "descending"):
            head.locator("button").click()
            assert head.get_attribute("aria-sort") == direction
            texts = view.locator(f"#rows .{name}").all_inner_texts()
            # Where quotation marks and other scripts stand is the collator's matter.
            keys = [key(text) for text in texts if column != "title" or re.match("[A-Z]", text)]
            ordered = [a <= b if direction == "ascending" else a >= b for a, b in pairwise(keys)]
            assert len(keys) > 10
            assert all(ordered)


def test_removals_are_shown_by_category(browser: Browser, fixtures_report: Path) -> None:
    with opened(browser, fixtures_report, "#pages") as (view, _):
        view.click("text=What the river took")
        words = view.locator(".words")
        assert "It has been ten weeks" in words.inner_text()
        assert "1 comment:" not in words.inner_text()
        view.check(".toggles [value=comments]")
        assert "1 comment:" in words.inner_text()
        assert "comments · content.comments" in words.inner_text()
        assert "Share to Facebook" not in words.inner_text()
        view.check("#all")
        assert "Share to Facebook" in words.inner_text()
        view.uncheck("#all")
        assert "1 comment:" not in words.inner_text()
        assert view.locator(".words del:visible").count() == 0


def test_the_page_has_its_metadata_with_sources_and_the_original(browser: Browser, fixtures_report: Path) -> None:
    with opened(browser, fixtures_report, "#pages") as (view, watch):
        view.click("text=What the river took")
        row = view.locator(".side tr", has_text="authors").inner_text().split()
        assert row == ["authors", "Merrin", "Oakes", "microdata"]
        frame = view.frame_locator(".original iframe")
        frame.locator("h3", has_text="What the river took").wait_for()
        assert view.locator(".original iframe").get_attribute("sandbox") == ""
        assert watch.nothing, watch


def test_a_page_that_failed_tells_why(browser: Browser, fixtures_report: Path) -> None:
    with opened(browser, fixtures_report, "#pages?code=index-page") as (view, _):
        view.click("#rows .page a")
        assert "linked headlines" in view.locator(".words").inner_text()
        assert view.locator(".words .badge.failed").inner_text() == "index-page"


def test_the_keyboard_alone(browser: Browser, fixtures_report: Path) -> None:
    with opened(browser, fixtures_report, "#pages") as (view, watch):
        first, second, third = titles(view)[:3]
        heading = view.locator("#page-heading")
        view.keyboard.press("j")
        view.keyboard.press("j")
        view.keyboard.press("Enter")
        heading.filter(has_text=second).wait_for()
        view.keyboard.press("j")
        heading.filter(has_text=third).wait_for()
        view.keyboard.press("k")
        view.keyboard.press("k")
        heading.filter(has_text=first).wait_for()
        view.keyboard.press("k")  # there is none before the first
        assert heading.inner_text() == first
        view.keyboard.press("x")
        view.keyboard.type("jkx: the ending is missing")
        assert view.input_value("#note") == "jkx: the ending is missing"
        view.keyboard.press("Escape")
        view.keyboard.press("Escape")
        view.locator("#rows tr.current .mark", has_text="✗").wait_for()
        view.keyboard.press("j")
        view.keyboard.press("x")
        assert view.locator("#export").inner_text() == "Export 2 marks"
        view.keyboard.press("x")
        view.keyboard.press("/")
        view.keyboard.type("j")
        assert view.input_value("#search") == "j"
        view.keyboard.press("Escape")
        view.uncheck("#keys")
        view.keyboard.press("j")
        assert "#pages" in view.url
        assert watch.nothing, watch


def test_marks_are_exported_and_become_fixtures(browser: Browser, tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 3)
    environment = clean_environment(tmp_path / "home")
    newsclean_here = [sys.executable, "-m", "newsclean"]
    for arguments in (["clean", "pages"], ["report", "clean"]):
        subprocess.run([*newsclean_here, *arguments], cwd=tmp_path, env=environment, capture_output=True, check=True)
    with opened(browser, tmp_path / "clean" / "report.html", "#page-1") as (view, watch):
        view.click("#wrong")
        view.fill("#note", "<b>the band</b>")
        view.reload()
        assert view.locator("#export").inner_text() == "Export 1 mark"
        with view.expect_download() as download:
            view.click("#export")
        download.value.save_as(tmp_path / "marks.json")
        assert watch.nothing, watch
    (mark,) = json.loads((tmp_path / "marks.json").read_text("utf-8"))["marks"]
    assert (mark["input"], mark["note"]) == ("pages/story-02.html", "<b>the band</b>")
    command = [*newsclean_here, "report", "--fixtures", "marks.json"]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["fixtures/expected/story-02.txt", "fixtures/expected/story-02.json"]
    assert (tmp_path / "fixtures" / "pages" / "story-02.html").read_text("utf-8") == page(2)


def test_10_000_pages_open_at_once_and_scroll_smoothly(browser: Browser, large_report: Path) -> None:
    with opened(browser, large_report) as (view, _):
        address = large_report.resolve().as_uri()

        def load() -> None:
            view.goto("about:blank")
            view.goto(f"{address}#pages")
            view.locator("#rows tr").nth(12).wait_for()

        seconds = min(sum(main_thread_tasks(browser, view, load)) / 1000 for _ in range(2))
        assert 0 < seconds < 2
        assert found(view) == "10,000 pages"
        assert view.locator("#rows tr").count() < 100
        scroll = """() => new Promise((done) => {
          let frames = 0;
          (function step() { scrollBy(0, 700); ++frames < 150 ? requestAnimationFrame(step) : done(frames); })();
        })"""
        slowest = min(max(main_thread_tasks(browser, view, lambda: view.evaluate(scroll))) for _ in range(2))
        assert 0 < slowest < 50
        assert view.locator("#rows tr").count() < 100
        assert view.locator("#rows .page a").first.inner_text().endswith(")")
        view.keyboard.press("End")
        view.locator("#rows tr", has_text="/gone/199").wait_for()
        view.fill("#search", "(7777)")
        view.click("#rows .page a")
        view.locator("#page-heading", has_text="(7777)").wait_for()
        assert view.locator(".words p").count() > 3
