"""Articles that say the same: which one is kept, what is told of the other, and that it stays so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsclean.batch import Options, clean_paths
from newsclean.errors import ConfigError
from newsclean.twins import signature
from stories import page, paragraphs

if TYPE_CHECKING:
    from conftest import Newsclean

SENTENCE = "On day {n} the keeper counted {n} ships in the bay and told the council that it had not been so full. "


def story(numbers: range) -> str:
    body = "".join(f"<p>{SENTENCE.format(n=number)}</p>" for number in numbers)
    return f"<!doctype html><title>Ships</title><article><h1>Ships of {numbers[0]}</h1>{body}</article>"


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`a` and `c` say the same under other titles, `d` nearly, `b` something else."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "pages"
    folder.mkdir()
    texts = {"a": story(range(60)), "b": page(1), "c": story(range(60)), "d": story(range(58))}
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text.replace("Ships</title>", f"Ships {name}</title>"), "utf-8")
    return folder


def twins() -> dict[str, str]:
    """What the journal says last of duplicates."""
    rows = {
        row["input"]: row for row in map(json.loads, Path("out/.newsclean/journal.jsonl").read_bytes().splitlines())
    }
    return {row["input"][6]: row["twin"][6] for row in rows.values() if row["status"] == "duplicate"}


def written(pattern: str = "*.txt") -> list[str]:
    return sorted(path.stem for path in Path("out").glob(pattern))


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(("sameness", "left"), [("exact", ["a", "b", "d"]), ("near", ["a", "b"])])
def test_the_first_of_a_kind_is_kept(newsclean: Newsclean, tmp_path: Path, sameness: str, left: list[str]) -> None:
    run = newsclean("clean", "pages", "-o", "out", "-f", "txt", "-j", "3", "--dedup", sameness, "-v")
    assert run.returncode == 0
    assert written() == left
    assert twins() == {name: "a" for name in "acd" if name not in left}
    assert b"newsclean: pages/c.html: duplicate: it says what pages/a.html says\n" in run.stderr
    summary = json.loads((tmp_path / "out" / ".newsclean" / "summary.json").read_bytes())
    assert (summary["done"], summary["duplicates"]) == (len(left), 4 - len(left))


def clean(**more: object) -> dict[str, int]:
    summary = clean_paths(["pages"], Options(Path("out"), jobs=2, dedup="exact", **more))  # type: ignore[arg-type]
    return {"done": summary.done, "unchanged": summary.unchanged, "duplicates": summary.duplicates}


def test_later_runs_settle_the_same(pages: Path) -> None:
    assert clean() == {"done": 3, "unchanged": 0, "duplicates": 1}
    journal = Path("out/.newsclean/journal.jsonl").read_bytes()
    assert clean() == {"done": 0, "unchanged": 3, "duplicates": 1}
    assert Path("out/.newsclean/journal.jsonl").read_bytes() == journal
    (pages / "0.html").write_text(story(range(60)), "utf-8")
    assert clean() == {"done": 1, "unchanged": 2, "duplicates": 2}, "a new first one"
    assert (written(), twins()) == (["0", "b", "d"], {"a": "0", "c": "0"})
    for name in ("0", "a"):
        (pages / f"{name}.html").write_text(page(1), "utf-8")
    assert clean() == {"done": 2, "unchanged": 1, "duplicates": 2}, "a twin that has changed"
    assert (written(), twins()) == (["0", "c", "d"], {"a": "0", "b": "0"})


@pytest.mark.usefixtures("pages")
def test_files_of_many_hold_no_duplicates() -> None:
    assert clean(formats=("jsonl",), shard_size=1) == {"done": 3, "unchanged": 0, "duplicates": 1}
    assert written("*.jsonl") == ["articles-00001", "articles-00002", "articles-00003"]
    assert clean(formats=("jsonl",), shard_size=1) == {"done": 0, "unchanged": 3, "duplicates": 1}


@pytest.mark.usefixtures("pages")
def test_nothing_is_left_out_unasked(newsclean: Newsclean) -> None:
    newsclean("clean", "pages", "-o", "out", "-f", "txt")
    assert written() == ["a", "b", "c", "d"]


def test_case_and_white_space_do_not_count() -> None:
    one, other = "The  ferry sailed.\n\nIt was late.", "the ferry sailed. It was\nLate."
    assert signature(one, "exact") == signature(other, "exact") != signature(one + " Very.", "exact")
    assert signature(one, "near") == signature(other, "near") != signature(" ".join(paragraphs()), "near")


def test_a_missing_extra_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ConfigError, match=r"newsclean\[dedup\]"):
        clean_paths([str(tmp_path)], Options(tmp_path / "out", dedup="near"))
    assert not (tmp_path / "out").exists()
