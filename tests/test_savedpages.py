"""Pages that a fetch keeps: cleaned again without the network, they give the same files, byte for byte."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastwarc.warc import ArchiveIterator as FastReader
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from faulty_server import FaultyServer, answer
from newsclean import savedpages
from newsclean.clean import clean
from newsclean.errors import OutputError
from newsclean.job import known_row
from newsclean.journal import Row
from newsclean.model import RawPage
from newsclean.sources import Source, expand, load
from stories import page

if TYPE_CHECKING:
    from conftest import Newsclean

QUICK = ("--allow-private", "--no-robots", "--delay", "0", "--retries", "0")
SCRAPED = "The tide tables\n\n" + "High water comes at six, the harbour office said, and again at half past seven. " * 5
LATIN = page().replace("utf-8", "iso-8859-1").encode("latin-1", "xmlcharrefreplace").replace(b"Orla", b"\xd3rla")


def pages_of_two() -> dict[str, bytes]:
    first = page(1).replace("</article>", '<a href="/long/2">2</a></article>')
    return {"/long": answer(first.encode()), "/long/2": answer(page(2).encode())}


ROUTES = {
    "/story": answer(page().encode()),
    "/plain": answer(SCRAPED.encode(), kind="text/plain; charset=utf-8"),
    "/untyped": answer(page(3).encode(), kind=""),
    "/latin": answer(LATIN, kind="text/html; charset=iso-8859-1"),
    "/empty": answer(b"<title>Nothing</title>"),
    **pages_of_two(),
}


def tree(directory: Path) -> dict[str, str]:
    """Digest of each file that was written, newsclean's own aside."""
    files = (path for path in directory.rglob("*") if path.is_file() and ".newsclean" not in path.parts)
    return {path.relative_to(directory).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(params=["kept", "kept.warc.gz"])
def kept(request: pytest.FixtureRequest, newsclean: Newsclean, tmp_path: Path) -> Path:
    """Where pages were kept by a fetch into `clean`."""
    with FaultyServer(ROUTES) as server:
        urls = [server.url(path) for path in ROUTES if path != "/long/2"] + [server.url("/none")]
        run = newsclean(
            "fetch", "-i", "-", "--all-pages", "--save-pages", request.param, *QUICK, data="\n".join(urls).encode()
        )
    codes = sorted(line.split(": ")[2] for line in run.stderr.decode().splitlines()[:-1])
    assert codes == ["http-404", "no-article"]
    return tmp_path / request.param


def test_clean_gives_the_same_again(kept: Path, newsclean: Newsclean, tmp_path: Path) -> None:
    run = newsclean("clean", kept, "-o", "again")
    assert [line.split(": ")[2] for line in run.stderr.decode().splitlines()[:-1]] == ["no-article"]
    first = tree(tmp_path / "clean")
    assert len(first) == 2 * (len(ROUTES) - 2)
    assert tree(tmp_path / "again") == first
    (long,) = (tmp_path / "clean").glob("long-*.txt")
    assert "1 days after" in long.read_text("utf-8")
    assert "2 days after" in long.read_text("utf-8")


def test_pages_of_a_folder_can_be_opened_by_a_person(newsclean: Newsclean, tmp_path: Path) -> None:
    with FaultyServer(ROUTES) as server:
        newsclean("fetch", server.url("/story"), server.url("/plain"), "--save-pages", "kept", *QUICK)
    suffixes = {path.suffix: path.read_bytes() for path in (tmp_path / "kept").iterdir() if path.suffix != ".json"}
    assert suffixes == {".html": page().encode(), ".txt": SCRAPED.encode()}


def test_other_programs_read_the_warc(tmp_path: Path) -> None:
    path = tmp_path / "kept.warc.gz"
    found = RawPage(
        page(1).encode(),
        "https://example.org/a",
        "text/html",
        input="https://example.org/b",
        fetched="2026-05-06T09:08:07+02:00",
        further=(RawPage(b"more", "https://example.org/a/2", "text/html"),),
    )
    for _ in range(2):  # a second run adds to it
        with savedpages.opened(path) as store:
            store.keep(found)
    with path.open("rb") as file:
        records = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(file)
        ]
    one = [("response", "https://example.org/a/2", b"more"), ("response", "https://example.org/a", page(1).encode())]
    assert records[1:] == one * 2
    assert records[0][0] == "warcinfo"
    dates = [record.headers["WARC-Date"] for record in FastReader(io.BytesIO(path.read_bytes()))]
    assert dates[2] == "2026-05-06T07:08:07Z"

    class Asked:
        inputs = (str(path),)
        verbose = False

    checker = Checker(Asked())
    checker.process_all()
    assert checker.exit_value == 0


@pytest.mark.parametrize("name", ["kept", "kept.warc.gz", "kept.warc"])
def test_all_that_is_known_of_a_page_comes_back(name: str, tmp_path: Path) -> None:
    odd = RawPage(
        b"\x00\xff<p>x",
        "https://example.org/\u00e4",
        input="https://example.org/\u00e4\nWARC-Type: forged",
        fetched="2026-05-06T07:08:09+00:00",
        archived="https://archive.example/web/1id_/x",
        further=(RawPage(b"two", "https://example.org/2"),),
        cut="page 3: http-404",
    )
    with savedpages.opened(tmp_path / name) as store:
        store.keep(odd)
    (item,) = [item for item in expand([str(tmp_path / name)]) if isinstance(item, Source)]
    back = load(item)
    assert (back.body, back.url, back.content_type, back.input) == (odd.body, odd.url, odd.content_type, odd.input)
    assert (back.archived, back.cut, [more.body for more in back.further]) == (odd.archived, odd.cut, [b"two"])
    assert [(more.url, more.content_type) for more in back.further] == [("https://example.org/2", None)]
    assert back.fetched is not None
    assert back.fetched.replace("Z", "+00:00") == odd.fetched


NOTE = {"input": "x", "url": None, "content_type": None, "fetched": None, "archived": None, "cut": None, "further": 1}


@pytest.mark.parametrize(
    "note",
    [b"{", b"[]", b"{}", b'{"input": 7}', b'{"input": "x", "url": 1}', b"[" * 100_000, json.dumps(NOTE).encode()],
)
def test_a_note_that_cannot_be_read_leaves_the_page_an_ordinary_one(note: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page().encode())
    (tmp_path / "a.fetched.json").write_bytes(note)
    (item,) = [item for item in expand([str(tmp_path)]) if isinstance(item, Source)]
    assert (item.name, item.stem) == (str(tmp_path / "a.html"), "a")
    assert clean(load(item)).title


def test_a_note_leads_to_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    folder = tmp_path / "kept"
    (folder / "a_files").mkdir(parents=True)
    (folder / "a_files" / "secret").write_text("part")
    (folder / "a.html").write_bytes(page().encode())
    none = {"url": None, "content_type": None, "fetched": None}
    note = {"input": "../../x", **none, "archived": None, "cut": None, "further": [{"file": "../../secret", **none}]}
    (folder / "a.fetched.json").write_text(json.dumps(note))
    (item,) = [item for item in expand([str(folder)]) if isinstance(item, Source)]
    assert "/" not in item.stem
    assert [more.body for more in load(item).further] == [b"part"]
    (folder / "a_files" / "secret").unlink()
    (folder / "a_files" / "secret").symlink_to(tmp_path / "secret")
    (item,) = [item for item in expand([str(folder)]) if isinstance(item, Source)]
    assert (item.name, item.further) == (str(folder / "a.html"), ())


def test_a_page_that_is_fetched_again_takes_its_old_ones_place(tmp_path: Path) -> None:
    for kind in ("text/html", "text/plain", "text/html"):
        with savedpages.opened(tmp_path / "kept") as store:
            store.keep(RawPage(kind.encode(), "https://example.org/a", kind, input="https://example.org/a"))
    (item,) = [item for item in expand([str(tmp_path / "kept")]) if isinstance(item, Source)]
    assert load(item).body == b"text/html"


def test_a_further_page_that_changes_is_a_change_of_the_page() -> None:
    pages = [RawPage(b"one", further=(RawPage(more),)) for more in (b"two", b"2")]
    rows = {known_row(Row("x", None, None, "failed"), whole).digest for whole in [*pages, RawPage(b"one")]}
    assert len(rows) == 3


def test_articles_and_pages_do_not_share_a_folder(newsclean: Newsclean, tmp_path: Path) -> None:
    run = newsclean("fetch", "https://example.org/", "--save-pages", "clean")
    assert (run.returncode, b"another folder" in run.stderr) == (2, True)
    (tmp_path / "old" / ".newsclean").mkdir(parents=True)
    with pytest.raises(OutputError, match="folder of its own"):
        savedpages.opened(tmp_path / "old")


def test_a_folder_that_cannot_be_written_is_told(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("in the way")
    with FaultyServer(ROUTES) as server:
        run = newsclean("fetch", server.url("/story"), "--save-pages", "kept", *QUICK)
    assert (run.returncode, b": write-failed: " in run.stderr) == (3, True)


def test_a_dry_run_keeps_nothing(newsclean: Newsclean, tmp_path: Path) -> None:
    with FaultyServer(ROUTES) as server:
        newsclean("fetch", server.url("/story"), "--save-pages", "kept", "--dry-run", *QUICK)
    assert not (tmp_path / "kept").exists()


def test_half_a_record_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsclean.warcpages import WarcPages

    path = tmp_path / "kept.warc.gz"
    with WarcPages(path) as store:
        whole = path.read_bytes()
        opened = store._file

        class Full:
            def write(self, data: bytes) -> int:
                if len(data) > 100:
                    return opened.write(data[:100])
                raise OSError(28, "No space left on device")

            def __getattr__(self, name: str) -> object:
                return getattr(opened, name)

        monkeypatch.setattr(store, "_file", Full())
        with pytest.raises(OutputError, match="no room"):
            store.keep(RawPage(page().encode(), "https://example.org/a", input="https://example.org/a"))
        opened.close()
    assert path.read_bytes() == whole
