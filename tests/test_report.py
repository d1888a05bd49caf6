"""The report on a batch: what it is made of, what it refuses, and what becomes of marks."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean as package
from conftest import ROOT
from newsclean.errors import InputError
from newsclean.left import apply_removals
from newsclean.model import BLOCK_BREAK, Removal
from newsclean.naming import url_stem
from newsclean.report.review import page as review_page
from newsclean.report.review.original import _harmless
from newsclean.report.review.plots import plots
from newsclean.report.review.restore import Span, page_text
from newsclean.report.review.totals import Totals
from newsclean.report.review.unusual import Facts, unusual
from review_batches import failure, fixture_records, index_of, many_records, pages_of, write_batch
from stories import folder_of, page, paragraphs

if TYPE_CHECKING:
    from conftest import Newsclean


def spans_of(record: dict[str, Any]) -> list[Span]:
    return [
        Span(Removal(r["rule"], r["category"], r["stage"], r["start"], r["end"]), r["text"]) for r in record["removals"]
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "fixtures" / "pages").rglob("*.[htx]*")), ids=lambda path: path.name)
def test_the_page_text_is_restored_from_the_json(path: Path) -> None:
    for options in ({}, {"keep": ("related", "nav"), "drop": ("quote", "list")}):
        article = package.clean(path.read_bytes(), **options)  # type: ignore[arg-type]
        if article.text:
            assert page_text(article.text, spans_of(article.to_dict())) == article.page_text


LINES = st.lists(st.text("ab ", min_size=1).map(lambda text: f"x{text}x"), min_size=1, max_size=4)


@given(st.lists(st.tuples(LINES, st.integers(0, 15)), max_size=8))
def test_page_text_of_any_removals(blocks: list[tuple[list[str], int]]) -> None:
    """Blocks of which rules took lines, each with a line break beside it, as `rules.apply` does."""
    spans, at = [], 0
    for block, taken in blocks:
        text = "\n".join(block)
        left = [i for i in range(len(block)) if not taken >> i & 1]
        if not left:
            spans.append((at, at + len(text)))
        start = at
        for i, line in enumerate(block):
            if left and taken >> i & 1:
                spans.append((start - 1, start + len(line)) if i > left[0] else (start, start + len(line) + 1))
            start += len(line) + 1
        at += len(text) + len(BLOCK_BREAK)
    whole = BLOCK_BREAK.join("\n".join(block) for block, _ in blocks)
    removals = [Removal("own", "nav", "rules", start, end) for start, end in spans]
    text = apply_removals(whole, removals)
    restored = page_text(text, [Span(removal, whole[removal.start : removal.end]) for removal in removals])
    assert restored is not None
    assert apply_removals(restored, removals) == text
    assert all(restored[r.start : r.end] == whole[r.start : r.end] for r in removals)


def test_removals_of_another_text_are_told_apart() -> None:
    span = Span(Removal("own", "nav", "rules", 40, 45), "Menus")
    assert page_text("Too short.", [span]) is None


def test_a_report_has_every_word_of_its_pages(newsclean: Newsclean, tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 3)
    (tmp_path / "pages" / "empty.html").write_text("<p>", "utf-8")
    assert newsclean("clean", "pages", "-f", "json").returncode == 1
    run = newsclean("report", "clean")
    assert (run.returncode, run.stdout) == (0, b"clean/report.html\n")
    report = tmp_path / "clean" / "report.html"
    index, pages = index_of(report), pages_of(report)
    assert index["pages"]["input"] == ["pages/empty.html", *(f"pages/story-0{n}.html" for n in (1, 2, 3))]
    assert index["pages"]["code"] == ["no-article", "", "", ""]
    kept = [[piece for piece in block if isinstance(piece, str)] for block in pages[1]["blocks"]]
    assert [block[0] for block in kept if block] == paragraphs(1)
    removed = [(index["rules"][p[0]][1], p[1]) for block in pages[1]["blocks"] for p in block if not isinstance(p, str)]
    assert ("comments", "Leave a Reply") in removed
    assert "<nav>" in pages[1]["original"]
    assert "no-article" not in pages[0].get("original", "")
    assert pages[0]["message"]


def test_one_call_of_the_library(tmp_path: Path) -> None:
    write_batch(tmp_path / "clean", many_records(30), [failure(n) for n in range(3)])
    report = package.report(tmp_path / "clean")
    assert report == tmp_path / "clean" / "report.html"
    assert len(index_of(report)["pages"]["input"]) == len(pages_of(report)) == 33
    assert package.report(tmp_path / "clean").read_bytes() == report.read_bytes()


def test_nothing_is_loaded_and_only_the_reports_own_script_acts(tmp_path: Path) -> None:
    text = package.report(write_batch(tmp_path / "clean", many_records(2))).read_text("utf-8")
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//|@import|url\(", text)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]
    assert len(re.findall("<script(?! type=)", text)) == 1


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("report", "nowhere"), 3, "nowhere holds no batch of newsclean"),
        (("report", "clean"), 3, "clean again with -f json or -f jsonl"),
        (("report",), 2, "give the folder of a batch, or --fixtures MARKS.json"),
        (("report", "--fixtures", "none.json"), 3, "none.json"),
        (("report", "--fixtures", "bad.json"), 3, "bad.json holds no marks"),
    ],
)
def test_what_it_needs(
    newsclean: Newsclean, arguments: tuple[str, ...], status: int, said: str, tmp_path: Path
) -> None:
    folder_of(tmp_path / "pages", 1)
    (tmp_path / "bad.json").write_text("[]", "utf-8")
    newsclean("clean", "pages", "-f", "txt")
    run = newsclean(*arguments)
    assert (run.returncode, said in run.stderr.decode()) == (status, True), run.stderr
    assert not (tmp_path / "clean" / "report.html").exists()


def test_it_does_not_replace_an_article(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("\n\n".join(paragraphs()), "utf-8")
    newsclean("clean", "report.txt", "-f", "html", "-f", "json")
    before = (tmp_path / "clean" / "report.html").read_bytes()
    run = newsclean("report", "clean")
    assert (run.returncode, b"is the article of report.txt" in run.stderr) == (3, True)
    assert (tmp_path / "clean" / "report.html").read_bytes() == before


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nh3", None)
    with pytest.raises(package.NewscleanError, match=r"pip install 'newsclean\[report\]'"):
        package.report(write_batch(tmp_path, many_records(1)))


def test_of_a_large_batch_it_lists_a_part_and_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(review_page, "MOST_PAGES", 10)
    report = package.report(write_batch(tmp_path, many_records(25)))
    assert index_of(report)["pages"]["input"] == [f"pages/story-{n:05}.html" for n in range(0, 25, 3)]
    text = report.read_text("utf-8")
    assert "the table has 9 of its 25 pages" in text
    assert re.search(r"<dt>Pages</dt><dd>25</dd>", text)


def test_damaged_and_missing_records_are_counted_and_told(tmp_path: Path) -> None:
    directory = write_batch(tmp_path, many_records(3))
    articles = (directory / "articles.jsonl").read_bytes()
    (directory / "articles.jsonl").write_bytes(articles.replace(b'"text"', b'"tixt"', 1))
    text = package.report(directory).read_text("utf-8")
    assert "1 article is there in formats that do not tell what was removed" in text


def test_a_torn_journal_and_two_rows_of_one_input(tmp_path: Path) -> None:
    directory = write_batch(tmp_path, many_records(2), [failure(1), failure(1, "timeout")])
    with (directory / ".newsclean" / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"input": "torn')
    columns = index_of(package.report(directory))["pages"]
    assert columns["code"] == ["", "", "timeout"]


def test_unusual_pages_are_told_with_the_reason() -> None:
    alike = [Facts(0.7 + n / 100, 3000 + 10 * n, frozenset(("title", "published"))) for n in range(9)]
    odd = Facts(0.2, 300, frozenset(("title",)))
    *same, found = unusual([*alike, odd])
    assert not any(same)
    assert [reason.split()[0] for reason in found] == ["keeps", "300", "without"]
    assert unusual([odd, *alike[:3]]) == [()] * 4


def test_pages_that_are_all_alike_make_no_small_difference_unusual() -> None:
    alike = [Facts(0.7, 3000, frozenset())] * 8
    assert not any(unusual([*alike, Facts(0.75, 3100, frozenset())]))


def test_plots_count_every_page_once() -> None:
    totals = Totals()
    totals.codes["http-404"] = 2
    totals.shares, totals.lengths = [0.0, 0.5, 1.0], [0, 249, 250, 99_999]
    totals.dates.update({"2024-01-31": 2, "2024-03-01": 1, "soon": 4})
    totals.pages["example.org"], totals.failed_places = 7, [0, 6]
    found = {plot.title: [(bar.label, bar.number) for bar in plot.bars if bar.number] for plot in plots(totals)}
    assert found["Kept share"] == [("0–5 %", 1), ("50–55 %", 1), ("95–100 %", 1)]
    assert found["Length"] == [("0–249", 2), ("250–499", 1), ("32,000 and more", 1)]
    assert found["Dates"] == [("2024-01-31", 2), ("2024-03-01", 1)]
    assert found["Failures over the run"] == [("1", 1), ("7", 1)]


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (("2024-02-28", "2024-03-01"), ["2024-02-28", "2024-02-29", "2024-03-01"]),
        (("2023-11-30", "2024-02-01"), ["2023-11", "2023-12", "2024-01", "2024-02"]),
        (("2001-01-01", "2004-12-31"), ["2001", "2002", "2003", "2004"]),
        (("1901-01-01", "1999-01-01"), ["1901", "1999"]),
    ],
)
def test_dates_are_drawn_by_day_month_or_year(days: tuple[str, ...], labels: list[str]) -> None:
    totals = Totals()
    totals.dates.update(dict.fromkeys(days, 1))
    (plot,) = plots(totals)
    assert [bar.label for bar in plot.bars] == labels


def test_the_original_keeps_its_words_and_its_structure_and_no_attribute() -> None:
    markup = page().replace("<article>", "<article onclick=alert(1) style='x'><img src=x><script>alert(2)</script>")
    harmless = _harmless(markup)
    assert all(paragraph in harmless for paragraph in paragraphs()[:2])
    assert "<article><h1>" in harmless
    assert not re.search(r"<[^>]*[=]|alert|script|img", harmless)


def marked(*inputs: tuple[str, str, str]) -> str:
    return json.dumps({"marks": [{"input": name, "digest": digest, "note": note} for name, digest, note in inputs]})


def test_marks_become_drafts_of_fixtures(newsclean: Newsclean, tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 2)
    newsclean("clean", "pages")
    newsclean("report", "clean")
    columns = index_of(tmp_path / "clean" / "report.html")["pages"]
    first, second = zip(columns["input"], columns["digest"], strict=True)
    (tmp_path / "marks.json").write_text(
        marked((*first, "the band\nis missing"), (second[0], "0" * 64, ""), ("https://example.org/a", "", "")), "utf-8"
    )
    run = newsclean("report", "--fixtures", "marks.json")
    assert run.stdout == b"fixtures/expected/story-01.txt\nfixtures/expected/story-01.json\n"
    assert run.returncode == 3
    assert re.findall(r"newsclean: (\S+): ([\w-]+): (.*);", run.stderr.decode())[0][:2] == (second[0], "unreadable")
    assert b"has changed since it was marked" in run.stderr
    assert b"name the folder of fetch --save-pages" in run.stderr
    draft = (tmp_path / "fixtures" / "expected" / "story-01.txt").read_text("utf-8")
    head, note, *text = draft.split("\n")
    assert head == "DRAFT: correct what follows, then run: python scripts/add_fixture.py --accept story-01"
    assert note == r"WRONG: the band\nis missing"
    assert "\n".join(text) == (tmp_path / "clean" / "story-01.txt").read_text("utf-8")
    assert (tmp_path / "fixtures" / "pages" / "story-01.html").read_text("utf-8") == page(1)
    article = json.loads((tmp_path / "fixtures" / "expected" / "story-01.json").read_text("utf-8").split("\n", 2)[2])
    assert article["input"] == "fixtures/pages/story-01.html"
    again = newsclean("report", "--fixtures", "marks.json")
    assert b"a fixture is called story-01 already" in again.stderr


def test_originals_of_fetched_pages_are_found_where_they_were_saved(newsclean: Newsclean, tmp_path: Path) -> None:
    url = "https://example.org/lens"
    (tmp_path / "saved").mkdir()
    saved = tmp_path / "saved" / f"{url_stem(url)}.html"
    saved.write_text(page(), "utf-8")
    digest = hashlib.sha256(saved.read_bytes()).hexdigest()
    directory = write_batch(tmp_path / "clean", many_records(1), [replace(failure(0), input=url, digest=digest)])
    report = package.report(directory, saved=tmp_path / "saved")
    assert "<article><h1>" in pages_of(report)[1]["original"]
    assert "original" not in pages_of(package.report(directory))[1]
    (tmp_path / "marks.json").write_text(marked((url, digest, "")), "utf-8")
    run = newsclean("report", "--fixtures", "marks.json", "--save-pages", "saved")
    assert run.stdout.splitlines()[0] == b"fixtures/expected/lens.txt"
    saved.write_text(page(2), "utf-8")
    assert "original" not in pages_of(package.report(directory, saved=tmp_path / "saved"))[1]


def test_fixture_records_are_articles() -> None:
    assert all(record["text"] and record["removals"] for record in fixture_records())


def test_broken_folders_are_input_errors(tmp_path: Path) -> None:
    (tmp_path / ".newsclean" / "journal.jsonl").mkdir(parents=True)
    with pytest.raises(InputError, match="journal"):
        package.report(tmp_path)
