"""Clean a folder in which one page of a hundred is poisonous, and check what became of every single one.

    python scripts/poison.py                   2,000 pages, each of the shapes of `SHAPES` once
    python scripts/poison.py --pages 200       fewer good pages

Every good page must be written as a run of good pages alone writes it; every bad one must have exactly one row in the
journal and one line on standard error, with its code. Exits 1 where that is not so. Needs Linux.
"""

from __future__ import annotations

import argparse
import ctypes
import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from disturb import make_pages, page

#: Seconds that a page may take: the endless ones, tried twice, are to end soon.
PAGE_SECONDS = 3.0
GOOD = None  # the code of what is an article, strange as its name or its bytes are


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to be bad: makes its file or folder at a path, and the codes that may come of it."""

    make: Callable[[Path], None]
    codes: tuple[str | None, ...]
    name: str = "{}.html"


def markup(body: bytes) -> Callable[[Path], None]:
    """Makes a page of a body."""
    return lambda path: _write(path, b"<!doctype html><html><body>" + body)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def story(number: int = 0) -> bytes:
    """A good page."""
    return page(number).encode()


def _formatting(paragraphs: int) -> bytes:
    """Formatting that is never closed is opened again in each paragraph (WHATWG HTML, 13.2.4.3)."""
    opened = b"".join(b"<b a%d>" % number for number in range(9000))
    return b"<div>" + opened + b"</div>" + b"<p>x</p>" * paragraphs


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


def _closed_folder(path: Path) -> None:
    path.mkdir()
    _write(path / "story.html", story())
    path.chmod(0)


def _cut_warc(path: Path) -> None:
    """A whole record and one that ends in its middle."""
    member = _warc_member("https://example.org/whole", story(1))
    _write(path, member + _warc_member("https://example.org/cut", story(2))[:-40])


def _warc_member(url: str, body: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-01T08:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


def _case_twins(path: Path) -> None:
    _write(path, story(3))
    _write(path.with_name(path.name.upper()), story(4))


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere.html")


SHAPES = {
    "crasher": Shape(markup(b"<template>" * 70_000), ("too-complex", "crashed")),
    "endless": Shape(markup(_formatting(700)), ("page-timeout", "memory")),
    "filler": Shape(markup(_formatting(5000)), ("memory", "page-timeout")),
    "huge": Shape(lambda path: _write(path, b"<p>" + b"word " * (5 << 20)), ("too-large",)),
    "deep": Shape(markup(b"<div>" * 100_000), ("too-complex",)),
    "attributes": Shape(markup(b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x"), ("too-complex",)),
    "binary": Shape(lambda path: _write(path, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40), ("not-text",)),
    "nul": Shape(lambda path: _write(path, bytes(5000)), ("not-text",)),
    "empty": Shape(lambda path: _write(path, b""), ("no-article",)),
    "surrogates": Shape(lambda path: _write(path, story(5).replace(b"</p>", b" \xed\xa0\x80</p>")), (GOOD,)),
    "gzip": Shape(lambda path: _write(path, gzip.compress(story())[:-60]), ("unreadable",), "{}.html.gz"),
    "pipe": Shape(lambda path: os.mkfifo(path), ("unreadable",)),
    "closed": Shape(_closed_folder, ("unreadable",), "{}-folder"),
    "zz-vanishing": Shape(lambda path: _write(path, story()), ("unreadable",)),
    "loop": Shape(_loop, ("unreadable",)),
    "escapes": Shape(lambda path: _write(path, b""), ("no-article",), "{}\n\x1b[31m.html"),
    "long": Shape(lambda path: _write(path, story(6)), (GOOD,), "{}" + "-" * 246 + ".html"),
    "case": Shape(_case_twins, (GOOD,)),
    "dangling": Shape(_dangling, ("unreadable",)),
    "cut": Shape(_cut_warc, ("unreadable",), "{}.warc.gz"),
    "sparse": Shape(_sparse, ("too-large",)),
}
#: Articles among the bad: lone surrogates, a long name, two names that differ in case, the whole record.
STRANGE_ARTICLES = 5


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=100 * len(SHAPES))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        complaints = list(poisoned(Path(folder), options.pages))
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    print(f"{options.pages} good pages, {len(SHAPES)} shapes, {time.monotonic() - started:.0f} s: "
          f"{len(complaints)} complaints")  # fmt: skip
    return 1 if complaints else 0


def poisoned(folder: Path, pages: int, seconds: float = PAGE_SECONDS) -> Iterator[str]:
    """Clean good pages, then good and bad ones together, each for so long; what is not as it must be, in words."""
    make_pages(folder / "pages", pages)
    _clean(folder, "good", 0, seconds)
    for name, shape in SHAPES.items():
        shape.make(folder / "pages" / shape.name.format(name))
    with _vanishing(folder / "pages" / "zz-vanishing.html", folder / "out"):
        errors = _clean(folder, "out", 1, seconds)
    yield from _changed(folder)
    yield from _misjudged(folder, errors)


def _clean(folder: Path, output: str, status: int, seconds: float) -> list[str]:
    """The lines on standard error of a run that is to end with a status."""
    command = [sys.executable, "-m", "newsclean", "clean", "pages", "-o", output, "-j", "2", "-q"]
    run = subprocess.run(
        [*command, "--page-timeout", str(seconds)],
        cwd=folder, capture_output=True, preexec_fn=without_override, check=False,
    )  # fmt: skip
    errors = run.stderr.decode()
    if run.returncode != status or "Traceback" in errors:
        raise SystemExit(f"status {run.returncode}, not {status}:\n{errors}")
    return errors.splitlines()


def without_override() -> None:
    """Before a command is started: even as root, it may read and write only what permissions allow (Linux only)."""
    libc = ctypes.CDLL(None)
    pr_capbset_drop, cap_dac_override, cap_dac_read_search = 24, 1, 2  # <linux/prctl.h>, <linux/capability.h>
    for capability in (cap_dac_override, cap_dac_read_search):
        libc.prctl(pr_capbset_drop, capability)


@contextmanager
def _vanishing(path: Path, output: Path) -> Iterator[None]:
    """Remove a file when the first article is there: names were listed by then, the last files not yet read."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.002):
            if any(output.glob("*/*.txt")) or any(output.glob("*.txt")):
                path.unlink(missing_ok=True)
                return

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _changed(folder: Path) -> Iterator[str]:
    """Good pages that are not written as they are without the bad ones."""
    for path in (folder / "good").rglob("*.*"):
        if ".newsclean" not in path.parts:
            other = folder / "out" / path.relative_to(folder / "good")
            if not other.is_file() or other.read_bytes() != path.read_bytes():
                yield f"{other}: missing, or not as without the bad pages"
    articles = [len([p for p in (folder / name).rglob("*.txt") if p.is_file()]) for name in ("good", "out")]
    if articles[1] != articles[0] + STRANGE_ARTICLES:
        yield f"{articles[1] - articles[0]} articles of bad pages, not {STRANGE_ARTICLES}"


def _misjudged(folder: Path, errors: list[str]) -> Iterator[str]:
    """Bad inputs without exactly one row and one line that tell the right code."""
    journal = (folder / "out" / ".newsclean" / "journal.jsonl").read_bytes().splitlines()
    rows = [json.loads(line) for line in journal]
    counts = Counter(row["input"] for row in rows)
    yield from (f"{name}: {count} rows" for name, count in counts.items() if count != 1)
    told = [line.split(": ") for line in errors]
    failed = Counter(row["input"].encode("unicode_escape").decode() for row in rows if row["status"] == "failed")
    if failed != Counter(name for _, name, *_ in told):
        yield f"rows tell {sorted(failed)}, lines {sorted(name for _, name, *_ in told)}"
    codes = {name.removeprefix("pages/"): code for _, name, code, *_ in told}
    for name, shape in SHAPES.items():
        shown = shape.name.format(name).encode("unicode_escape").decode()
        code = next((code for told_name, code in codes.items() if told_name.partition("#")[0] == shown), GOOD)
        if code not in shape.codes:
            yield f"{name}: {code}, not {' or '.join(map(str, shape.codes))}"


if __name__ == "__main__":
    sys.exit(main())
