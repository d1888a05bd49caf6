"""A run in a place that is full, closed, small or ended from outside: the right status, whole files, no traceback."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import ROOT, clean_environment
from disturb import digests_of
from newsclean.writers import FORMATS
from poison import without_override
from stories import folder_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts, capabilities and signals of Linux")

PAGES = 20
ENDLESS = b"<!doctype html><div>" + b"".join(b"<b a%d>" % n for n in range(9000)) + b"</div>" + b"<p>x</p>" * 900


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with pages, of which each makes files of some kilobytes."""
    folder = folder_of(tmp_path / "pages", PAGES)
    for path in folder.iterdir():
        path.write_text(path.read_text("utf-8").replace("</h1>", "</h1>" + "<p>The bay.</p>" * 200), "utf-8")
    return folder


def start(
    folder: Path, *arguments: str, before: Callable[[], None] | None = None, env: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """`newsclean clean pages` with two workers, in a folder."""
    command = [sys.executable, "-m", "newsclean", "clean", "pages", "-j", "2", *arguments]
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=before,
        env=clean_environment(folder / "home") | (env or {}),
    )  # fmt: skip


def ended(run: subprocess.Popen[bytes]) -> tuple[int, list[list[str]]]:
    """Status, and the lines of standard error parted at colons."""
    _, errors = run.communicate(timeout=60)
    assert b"Traceback" not in errors, errors.decode()
    return run.returncode, [line.split(": ") for line in errors.decode().splitlines()]


def half_files(out: Path) -> list[Path]:
    """Files of articles that are not whole."""
    texts = [path for path in out.rglob("*.txt") if not path.read_text("utf-8").endswith("\n")]
    return texts + [path for path in out.glob("*.json") if not _is_json(path)]


def _is_json(path: Path) -> bool:
    try:
        return bool(json.loads(path.read_bytes()))
    except ValueError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 96 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96k", "none", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("only root may mount a disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("formats", [("txt", "json"), ("jsonl", "csv")])
def test_a_full_disk(tmp_path: Path, small_disk: Path, formats: tuple[str, ...]) -> None:
    asked = [argument for name in formats for argument in ("-f", name)]
    status, lines = ended(start(tmp_path, "-o", "disk/out", "-q", *asked))
    assert status == 3
    # The page that met it, and the journal where there is no room for that either.
    assert {line[-2] for line in lines} == {"disk-full"}, lines
    assert len(lines) <= 2
    assert half_files(small_disk) == []
    subprocess.run(["mount", "-o", "remount,size=16m", small_disk], check=True)
    assert ended(start(tmp_path, "-o", "disk/out", "-q", *asked)) == (0, []), "with room, the next run goes on"
    assert ended(start(tmp_path, "-o", "undisturbed", "-q", *asked)) == (0, [])
    for path in (tmp_path / "undisturbed").glob("*.*"):
        assert (small_disk / "out" / path.name).is_dir() or (
            (small_disk / "out" / path.name).read_bytes() == path.read_bytes()
        )


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("made", ["by newsclean", "before"])
def test_a_folder_that_is_read_only(tmp_path: Path, made: str) -> None:
    out = tmp_path / "out"
    if made == "before":
        out.mkdir()
    else:
        assert ended(start(tmp_path, "-o", "out", "-q", "-f", "md")) == (0, [])
    for path in (out, *out.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    status, lines = ended(start(tmp_path, "-o", "out", "-q", before=without_override))
    assert (status, [line[1] for line in lines]) == (3, ["write-failed"])


@pytest.mark.usefixtures("pages")
def test_a_folder_below_that_is_read_only(tmp_path: Path) -> None:
    """Each page says so; the journal can be written."""
    assert ended(start(tmp_path, "-o", "out", "-q")) == (0, [])
    (tmp_path / "pages" / "sub").mkdir()
    (tmp_path / "pages" / "story-01.html").rename(tmp_path / "pages" / "sub" / "story-01.html")
    (tmp_path / "out" / "sub").mkdir(mode=0o555)
    status, lines = ended(start(tmp_path, "-o", "out", "-q", before=without_override))
    assert (status, [line[1:3] for line in lines]) == (3, [["pages/sub/story-01.html", "write-failed"]])


@pytest.mark.usefixtures("pages")
def test_few_files_at_once(tmp_path: Path) -> None:
    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))

    assert ended(start(tmp_path, "-o", "out", "-q", "-f", "txt", "-f", "jsonl", "-j", "8", before=few)) == (0, [])
    assert len(list((tmp_path / "out").glob("*.txt"))) == PAGES


@pytest.mark.usefixtures("pages")
def test_standard_output_that_is_closed(tmp_path: Path) -> None:
    def close() -> None:
        os.close(1)

    status, lines = ended(start(tmp_path, "-o", "out", "-q", before=close))
    assert (status, lines, len(list((tmp_path / "out").glob("*.txt")))) == (0, [], PAGES)
    status, lines = ended(start(tmp_path, "-o", "again", "-q", "--paths", before=close))
    assert (status, [line[1] for line in lines]) == (3, ["write-failed"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_finishes_the_pages_in_hand(pages: Path, tmp_path: Path, number: signal.Signals) -> None:
    run = start(tmp_path, "-o", "out", "-q", "--page-timeout", "60")
    _wait_for(tmp_path / "out", run)
    run.send_signal(number)
    status, lines = ended(run)
    assert (status, lines, half_files(tmp_path / "out")) == (128 + number, [], [])
    journal = (tmp_path / "out" / ".newsclean" / "journal.jsonl").read_bytes().splitlines()
    written = {name for line in journal for name in json.loads(line)["files"]}
    assert written == {path.name for path in (tmp_path / "out").glob("*.*") if path.is_file()}
    assert len(journal) < len(list(pages.iterdir()))


def test_a_second_interrupt_ends_at_once(pages: Path, tmp_path: Path) -> None:
    (pages / "story-00.html").write_bytes(ENDLESS)
    run = start(tmp_path, "-o", "out", "-q", "--page-timeout", "60")
    _wait_for(tmp_path / "out", run)
    run.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert run.poll() is None, "the page in hand takes longer"
    asked = time.monotonic()
    run.send_signal(signal.SIGINT)
    status, lines = ended(run)
    assert (status, lines, half_files(tmp_path / "out")) == (130, [], [])
    assert time.monotonic() - asked < 5


def test_the_same_bytes_in_all_surroundings(tmp_path: Path) -> None:
    (tmp_path / "pages").symlink_to(ROOT / "fixtures" / "pages")
    asked = [argument for name in FORMATS for argument in ("-f", name)]
    one = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0", "PYTHONUTF8": "0"}
    other = {"TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE", "PYTHONHASHSEED": "4711"}
    runs = [
        start(tmp_path, "-o", "one", "-q", *asked, "-j", "1", env=one),
        start(tmp_path, "-o", "other", "-q", *asked, "-j", "4", env=other),
    ]
    statuses = [ended(run) for run in runs]
    assert statuses[0] == statuses[1]
    assert len(list((tmp_path / "one").rglob("*.md"))) > 40
    assert digests_of(tmp_path / "one") == digests_of(tmp_path / "other")


def test_a_single_page_is_bounded_too(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "story.html").write_bytes(ENDLESS)
    asked = time.monotonic()
    status, lines = ended(start(tmp_path, "-o", "out", "-q", "--page-timeout", "0.5"))
    assert (status, [line[1:3] for line in lines]) == (1, [["pages/story.html", "page-timeout"]])
    assert time.monotonic() - asked < 5


def _wait_for(out: Path, run: subprocess.Popen[bytes]) -> None:
    """Until the first article is written."""
    while not any(out.glob("*.txt")):
        assert run.poll() is None
        time.sleep(0.005)
