"""The fixtures: what the real process writes for fixtures/pages, and what it refuses of fixtures/refused."""

from __future__ import annotations

import difflib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PAGES, EXPECTED, REFUSED = (ROOT / "fixtures" / name for name in ("pages", "expected", "refused"))
PAGE_SUFFIX = re.compile(r"\.(html|htm|xhtml|txt|text|mhtml)(\.gz)?$")
FAILURE = re.compile(r"newsclean: (?P<input>.+?): (?P<code>[a-z0-9-]+): (?P<message>.+)")
CODES: dict[str, str] = tomllib.loads((REFUSED / "codes.toml").read_text("utf-8"))


class Run(NamedTuple):
    """One run of `newsclean clean` over a folder."""

    directory: Path
    status: int
    errors: list[str]


def files_below(folder: Path) -> list[str]:
    """Paths below a folder, sorted, without the parts of saved pages and without what newsclean keeps for itself."""
    inner = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    return sorted(
        path.as_posix() for path in inner if path.parts[0] != ".newsclean" and not path.parent.name.endswith("_files")
    )


def clean(paths: list[str], directory: Path) -> Run:
    """Clean paths of the repository through a real process."""
    command = [sys.executable, "-m", "newsclean", "clean", *paths, "-o", str(directory), "-q"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return Run(directory, run.returncode, run.stderr.splitlines())


def difference(expected: bytes, got: bytes) -> str:
    """The lines that differ, and one around each."""
    before, after = (text.decode("utf-8", "replace").splitlines() for text in (expected, got))
    return "\n".join(difflib.unified_diff(before, after, "expected", "newsclean", n=1, lineterm=""))


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return clean(["fixtures/pages"], tmp_path_factory.mktemp("pages") / "clean")


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return clean([f"fixtures/refused/{name}" for name in CODES], tmp_path_factory.mktemp("refused") / "clean")


def test_all_pages_are_cleaned_without_a_word(cleaned: Run) -> None:
    assert (cleaned.status, cleaned.errors) == (0, [])


@pytest.mark.parametrize("name", files_below(EXPECTED))
def test_output_is_what_is_expected(name: str, cleaned: Run) -> None:
    written = cleaned.directory / name
    assert written.exists(), f"newsclean wrote no {name}"
    expected, got = (EXPECTED / name).read_bytes(), written.read_bytes()
    if got != expected:
        pytest.fail(f"{name}\n{difference(expected, got)}", pytrace=False)


def test_every_page_has_its_expectations_and_no_others() -> None:
    names = [PAGE_SUFFIX.sub("", page) for page in files_below(PAGES)]
    assert sorted(f"{name}.{suffix}" for name in names for suffix in ("txt", "json")) == files_below(EXPECTED)


def test_what_is_written_is_what_is_expected(cleaned: Run) -> None:
    assert files_below(cleaned.directory) == files_below(EXPECTED)


@pytest.mark.parametrize("name", [name for name in files_below(EXPECTED) if name.endswith(".json")])
def test_expectations_of_both_formats_agree(name: str) -> None:
    article = json.loads((EXPECTED / name).read_text("utf-8"))
    text = (EXPECTED / name).with_suffix(".txt").read_text("utf-8")
    assert f"{article['title']}\n\n{article['text']}\n" == text


def test_every_refused_file_has_its_code() -> None:
    assert sorted(CODES) == [name for name in files_below(REFUSED) if name != "codes.toml"]


@pytest.mark.parametrize(("name", "code"), list(CODES.items()))
def test_refused_with_its_code(name: str, code: str, refused: Run) -> None:
    failures = [match for match in map(FAILURE.fullmatch, refused.errors) if match]
    assert [failure["code"] for failure in failures if failure["input"] == f"fixtures/refused/{name}"] == [code]


def test_nothing_is_written_for_what_is_refused(refused: Run) -> None:
    assert refused.status == 1
    assert len(refused.errors) == len(CODES)
    assert files_below(refused.directory) == []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own with the script and one fixture."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "add_fixture.py", tmp_path / "scripts")
    for folder, suffixes in (("pages", ["html"]), ("expected", ["txt", "json"])):
        (tmp_path / "fixtures" / folder).mkdir(parents=True)
        for suffix in suffixes:
            shutil.copy(ROOT / "fixtures" / folder / f"double-h1.{suffix}", tmp_path / "fixtures" / folder)
    return tmp_path


def add_fixture(project: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, project / "scripts" / "add_fixture.py", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", check=False)


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files_below(folder)}


def test_a_draft_is_marked_and_is_what_newsclean_writes_once_accepted(project: Path) -> None:
    page = PAGES / "compressed.html.gz"
    assert add_fixture(project, page, "winter/choir").returncode == 0
    expected = project / "fixtures" / "expected" / "winter"
    assert (project / "fixtures" / "pages" / "winter" / "choir.html.gz").read_bytes() == page.read_bytes()
    for draft in (expected / "choir.txt", expected / "choir.json"):
        assert draft.read_text("utf-8").startswith("DRAFT: ")
    assert add_fixture(project, "--accept", "winter/choir").returncode == 0
    assert (expected / "choir.txt").read_bytes() == (EXPECTED / "compressed.txt").read_bytes()
    article = json.loads((expected / "choir.json").read_text("utf-8"))
    assert article == json.loads((EXPECTED / "compressed.json").read_text("utf-8")) | {
        "input": "fixtures/pages/winter/choir.html.gz"
    }


def test_a_draft_does_not_replace_another_fixture(project: Path) -> None:
    before = contents(project / "fixtures")
    run = add_fixture(project, PAGES / "gallery.html", "double-h1")
    assert run.returncode == 1
    assert "is called double-h1 already" in run.stderr
    assert contents(project / "fixtures") == before


def test_a_fixture_is_drafted_anew_from_its_own_page(project: Path) -> None:
    page = project / "fixtures" / "pages" / "double-h1.html"
    assert add_fixture(project, page, "double-h1").returncode == 0
    draft = (project / "fixtures" / "expected" / "double-h1.txt").read_bytes()
    assert draft.partition(b"\n")[2] == (EXPECTED / "double-h1.txt").read_bytes()
    assert draft.startswith(b"DRAFT: ")


@pytest.mark.parametrize(
    ("page", "said"), [(REFUSED / "bot-wall.html", "blocked"), (REFUSED / "codes.toml", "a fixture's page ends in")]
)
def test_a_page_without_an_article_makes_no_fixture(page: Path, said: str, project: Path) -> None:
    before = contents(project / "fixtures")
    run = add_fixture(project, page, "wall")
    assert (run.returncode, said in run.stderr) == (1, True)
    assert contents(project / "fixtures") == before


def test_only_drafts_are_accepted(project: Path) -> None:
    before = contents(project / "fixtures")
    run = add_fixture(project, "--accept", "double-h1")
    assert run.returncode == 1
    assert "no draft called double-h1" in run.stderr
    assert contents(project / "fixtures") == before


@pytest.mark.parametrize("arguments", [(), ("page.html",), ("page.html", "name", "--accept", "name")])
def test_half_a_command_is_a_usage_error(arguments: tuple[str, ...], project: Path) -> None:
    assert add_fixture(project, *arguments).returncode == 2
