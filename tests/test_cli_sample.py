"""The main job, by each way in: a scraped text with its title, a promo between its paragraphs, and a comment form."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest

from conftest import ROOT, Newsclean

SHARED = ROOT.parent / "shared" / "samples"

SPOKEN = (
    "“We know how cold that hall is – for children, for the old, for anyone without a second coat – and we have asked "
    "the railway to ring us when a train is late. We are also looking for heaters,” he said."
)
#: Empty lines and white space at the ends of lines as scrapers leave them.
DIRTY = "\n".join((
    "Harbour council admits ‘oversight’ after night ferry sails without its passengers",
    "",
    "",
    "The council of Port Ennor wrapped up its inquiry on Monday (Feb 12) after admitting that nobody had been told to "
    "wait for the ‘late train’ from Callow.",
    "",
    "Forty-one travellers spent the night in the ticket hall, with blankets lent by the rowing club. On Monday, on the "
    "last day of hearings, the harbour master apologised to them in person. ",
    "",
    "After the hearing, he said that a new timetable was still “a drawing on a napkin”.",
    "",
    "A narrow channel",
    "",
    "The harbour master tried to strike a balance between tides and trains, which keep different hours.",
    "",
    SPOKEN,
    "",
    "Watch: Night ferry: The harbour master answers your questions",
    "",
    "“I think you will see in the weeks ahead that we wait a little longer,” he added. ",
    "",
    "Meanwhile, the railway said that it had always been willing to ring, but never been given the number.",
    "",
    "(With inputs from agencies)",
    "",
    "",
    "",
    "Source link",
    "",
    "Leave a Reply",
    "",
    "Your email address will not be published. Required fields are marked *",
    "",
))  # fmt: skip
REMOVED = ("Watch: Night ferry", "Source link", "Leave a Reply", "Your email address")


def cleaned(dirty: str) -> str:
    """What a person would take out of the own sample."""
    lines = [line.strip() for line in dirty.splitlines() if line.strip()]
    return "\n\n".join(line for line in lines if not line.startswith(REMOVED)) + "\n"


def as_html(dirty: str) -> str:
    title, *rest = [html.escape(line.strip()) for line in dirty.splitlines() if line.strip()]
    paragraphs = "\n".join(f"<p>{line}</p>" for line in rest)
    return f"<!doctype html><meta charset=utf-8><body><h1>{title}</h1>\n{paragraphs}</body>"


def check_every_way(newsclean: Newsclean, folder: Path, dirty: str, expected: str) -> None:
    pages = folder / "pages"
    pages.mkdir()
    (pages / "story.txt").write_text(dirty, "utf-8")
    (folder / "story.html").write_text(as_html(dirty), "utf-8")
    data = expected.encode()

    assert newsclean("clean", "pages/story.txt", "-o", "-").stdout == data
    assert newsclean("clean", "-", data=dirty.encode()).stdout == data
    assert newsclean("clean", "story.html", "-o", "-").stdout == data

    assert newsclean("clean", "pages").returncode == 0
    assert (folder / "clean" / "story.txt").read_bytes() == data
    article = json.loads((folder / "clean" / "story.json").read_text("utf-8"))
    assert f"{article['title']}\n\n{article['text']}\n" == expected

    run = newsclean("clean", "-", "-f", "json", data=as_html(dirty).encode())
    article = json.loads(run.stdout)
    assert f"{article['title']}\n\n{article['text']}\n" == expected


def removals(newsclean: Newsclean, path: Path) -> list[tuple[str, str]]:
    explained = json.loads(newsclean("explain", path, "--json").stdout)
    return [(removal["category"], removal["rule"]) for removal in explained["removals"]]


def test_own_sample_by_every_way_in(newsclean: Newsclean, tmp_path: Path) -> None:
    check_every_way(newsclean, tmp_path, DIRTY, cleaned(DIRTY))


def test_own_sample_explained_names_four_rules_and_the_title(newsclean: Newsclean, tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(DIRTY, "utf-8")
    found = removals(newsclean, path)
    assert [category for category, _ in found] == ["title", "promo", "source-link", "comments", "comments"]
    plain = newsclean("explain", path).stdout.decode()
    for category, rule in found:
        assert f"# {category} · {rule} · " in plain
    for text in REMOVED:
        assert f"\n- {text}" in plain
    assert "\n  (With inputs from agencies)\n" in plain


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared sample lies beside the repository, where there is one")
def test_shared_sample_by_every_way_in(newsclean: Newsclean, tmp_path: Path) -> None:
    dirty = (SHARED / "scraped-article.txt").read_text("utf-8")
    expected = (SHARED / "scraped-article.expected.txt").read_text("utf-8")
    check_every_way(newsclean, tmp_path, dirty, expected)
    assert len(removals(newsclean, SHARED / "scraped-article.txt")) == 5
