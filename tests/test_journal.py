"""The journal survives crashes, keeps one run at a time, and remembers every input's last row."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from newsclean.errors import OutputError
from newsclean.journal import Journal, Row


def row(name: str, stem: str = "", **more: object) -> Row:
    return Row(name, "d1", 10, "done", stem=stem or name, files={f"{stem or name}.txt": "f1"}, **more)  # type: ignore[arg-type]


def lines(directory: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (directory / ".newsclean" / "journal.jsonl").read_bytes().splitlines()]


def test_rows_are_there_again(tmp_path: Path) -> None:
    first = row("a\nб", "a", flags=("short",), rows={"articles.jsonl": (0, 5, "x")}, seconds=0.5)
    with Journal(tmp_path / "new" / "out") as journal:
        journal.add(first)
        assert journal.last("a\nб") == first
    with Journal(tmp_path / "new" / "out") as journal:
        assert journal.last("a\nб") == first
        assert journal.last("a") is None


def test_the_last_row_of_an_input_counts(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.add(row("a", version="1"))
        journal.add(row("b", version="1"))
        journal.add(row("a", version="2"))
    with Journal(tmp_path) as journal:
        assert [(found.input, found.version) for found in journal.all()] == [("b", "1"), ("a", "2")]


def test_names_that_were_given_stay(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.add(row("p/Story.html", "p/Story"))
    with Journal(tmp_path) as journal:
        assert journal.stem_of("p/Story.html") == "p/Story"
        assert journal.is_given("P/story")
        assert not journal.is_given("p/other")
        assert journal.stem_of("p/other.html") is None


@pytest.mark.parametrize("torn", [b'{"input": "b", "dig', b'{"input": "b"}', b"\xff\xfe"])
def test_a_torn_last_row_is_dropped(tmp_path: Path, torn: bytes) -> None:
    with Journal(tmp_path) as journal:
        journal.add(row("a"))
    path = tmp_path / ".newsclean" / "journal.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    with Journal(tmp_path) as journal:
        assert journal.last("a") == row("a")
        assert journal.last("b") is None
        journal.add(row("c"))
    assert [line["input"] for line in lines(tmp_path)] == ["a", "c"]


def test_a_damaged_row_costs_itself_only(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        for name in "abc":
            journal.add(row(name))
    path = tmp_path / ".newsclean" / "journal.jsonl"
    first, second, third = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + b"x" * (len(second) - 1) + b"\n" + third)
    with Journal(tmp_path) as journal:
        assert [journal.last(name) is not None for name in "abc"] == [True, False, True]


@pytest.mark.parametrize("stem", ["../out", "/etc/passwd", "a/../../b"])
def test_a_row_that_leads_out_of_the_folder_is_not_believed(tmp_path: Path, stem: str) -> None:
    with Journal(tmp_path) as journal:
        journal.add(row("a", stem))
    with Journal(tmp_path) as journal:
        assert journal.last("a") is None


def test_a_second_run_is_locked_out_until_the_first_has_ended(tmp_path: Path) -> None:
    with Journal(tmp_path):
        with pytest.raises(OutputError, match=r"in use by another run \(process") as caught:
            Journal(tmp_path)
        assert caught.value.code == "locked"
    with Journal(tmp_path):
        pass


def test_the_lock_ends_with_a_killed_process(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from newsclean.journal import Journal\n"
        "journal = Journal(Path(sys.argv[1])); print('locked', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(OutputError, match=f"process {other.pid}"):
            Journal(tmp_path)
        other.kill()
    with Journal(tmp_path):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal._file.close()
    journal._file = open("/dev/full", "r+b", buffering=1 << 16)  # noqa: SIM115 (the journal closes it)
    with pytest.raises(OutputError) as caught, journal:
        journal.add(row("a"))
    assert caught.value.code == "disk-full"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError) as caught:
        Journal(tmp_path / "file" / "out")
    assert caught.value.code == "write-failed"
