"""Addresses of other file systems. `local://` is one that every fsspec has, and that other processes see, too."""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from disturb import digests_of
from newsclean import sources
from newsclean.errors import ConfigError
from newsclean.model import Result
from newsclean.sources import Skipped, Source
from stories import PNG, page

if TYPE_CHECKING:
    from conftest import Newsclean


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Pages, what is none, and files of many."""
    folder = tmp_path / "pages"
    for number, name in enumerate(("b.html", "a.txt", "sub/deep/c.html", "sub/c.htm", "sub/C.html", ".hidden/x.html")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(page(number), "utf-8")
    for name in ("b_files/x.html", "out/.newsclean/journal.jsonl", "out/x.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("no input")
    (folder / "sub" / "logo.png").write_bytes(PNG)
    (folder / "bad.html").write_bytes(PNG)
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("z.html", page(9))
    return folder


def outlined(items: list[sources.Item], root: str) -> list[tuple[str, str | None]]:
    """Names below the root, with stems of sources, and reasons or codes of the rest."""
    told = []
    for item in items:
        name = (item.input if isinstance(item, Result) else item.name).removeprefix(root)
        what = item.stem if isinstance(item, Source) else item.why if isinstance(item, Skipped) else item.code
        told.append((name, what if "#" not in name else None))  # a record's stem has the hash of its whole name
    return told


def test_a_folder_is_walked_as_a_local_one_is(pages: Path) -> None:
    here = list(sources.expand([str(pages)]))
    there = list(sources.expand([f"local://{pages}"]))
    assert len(here) > 8
    assert outlined(there, f"local://{pages}") == outlined(here, str(pages))
    both = list(sources.expand([f"local://{pages}/sub/", f"local://{pages}/b.html"]))
    assert [item.stem for item in both if isinstance(item, Source)][::3] == ["sub/C", "b"]


def test_the_command_cleans_them(newsclean: Newsclean, pages: Path, tmp_path: Path) -> None:
    near = newsclean("clean", pages, "-o", "near", "-f", "txt", "-f", "md", "-j", "2", "-q")
    far = newsclean("clean", f"local://{pages}", "-o", "far", "-f", "txt", "-f", "md", "-j", "2", "-q")
    assert (far.returncode, len(far.stderr.splitlines())) == (near.returncode, 1)
    texts = {name: digest for name, digest in digests_of(tmp_path / "near").items() if not name.startswith("z-")}
    found = digests_of(tmp_path / "far")
    assert len(texts) == 10
    assert texts.items() <= found.items()
    assert len([name for name in found if name.startswith("z-")]) == 2
    again = newsclean("clean", f"local://{pages}", "-o", "far", "-f", "txt", "-f", "md", "-j", "2")
    assert b"6 unchanged" in again.stderr


def test_patterns_and_file_addresses(pages: Path) -> None:
    names = [item.name for item in sources.expand([f"local://{pages}/sub/*.htm*"]) if isinstance(item, Source)]
    assert [name.rpartition("/")[2] for name in names] == ["C.html", "c.htm"]
    (source,) = sources.expand([f"file://{pages}/b.html"])
    assert isinstance(source, Source)
    assert (source.name, source.path) == (f"{pages}/b.html", f"{pages}/b.html")


def test_files_of_many_are_read_there_too(pages: Path) -> None:
    (pages / "dump.jsonl").write_text(json.dumps({"html": page(1)}) + "\n")
    (source,) = sources.expand([f"local://{pages}/dump.jsonl"])
    assert isinstance(source, Source)
    assert source.name == f"local://{pages}/dump.jsonl#1"


def test_what_is_not_there_and_what_cannot_be_read(pages: Path) -> None:
    (missing,) = sources.expand([f"local://{pages}/missing"])
    assert isinstance(missing, Result)
    assert missing.code == "not-found"
    (source,) = sources.expand([f"local://{pages}/b.html"])
    assert isinstance(source, Source)
    shutil.rmtree(pages)
    with pytest.raises(Exception, match="check the address") as caught:
        sources.load(source)
    assert getattr(caught.value, "code", "") == "unreadable"


@pytest.mark.parametrize("path", ["frob://a/b", "zip://a.html::s3://b/c.zip"])
def test_addresses_that_nobody_knows_are_wrong_calls(path: str) -> None:
    with pytest.raises(ValueError, match=path.partition(":")[0]):
        sources.expand([path])


def test_a_missing_extra_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(ConfigError, match=r"newsclean\[remote\]"):
        sources.expand(["s3://bucket/pages"])
