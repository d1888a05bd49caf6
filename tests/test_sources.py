"""What is named becomes inputs, each with a name of its own, and nothing is lost on the way."""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from newsclean import reading, sources
from newsclean.errors import InputError
from newsclean.model import Result
from newsclean.naming import safe, url_stem
from newsclean.sources import Skipped, Source, expand, expand_urls, load

PAGE = b"<p>The ferry sailed at dawn.</p>"


def made(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PAGE)
    return root


def stems(*paths: str | Path, **more: object) -> dict[str, str]:
    """Stem of each source, by its name."""
    items = expand([str(path) for path in paths], **more)  # type: ignore[arg-type]
    return {item.name: item.stem for item in items if isinstance(item, Source)}


def failures(*paths: str | Path) -> dict[str, str | None]:
    return {item.input: item.code for item in expand([str(path) for path in paths]) if isinstance(item, Result)}


def skipped(*paths: str | Path, **more: object) -> set[str]:
    items = expand([str(path) for path in paths], **more)  # type: ignore[arg-type]
    return {os.path.basename(item.name) for item in items if isinstance(item, Skipped)}


def hex_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_folder_keeps_paths_below_it_sorted_files_first() -> None:
    made(Path("pages"), "b.html", "a.htm", "c/z.txt.gz", "c/y.php", "B2.xhtml")
    assert list(stems("pages").items()) == [
        ("pages/B2.xhtml", "B2"), ("pages/a.htm", "a"), ("pages/b.html", "b"),
        ("pages/c/y.php", "c/y.php"), ("pages/c/z.txt.gz", "c/z"),
    ]  # fmt: skip


def test_several_arguments_are_laid_out_as_cp_would() -> None:
    made(Path("x"), "pages/a.html", "story.html", "dots/d.html")
    assert stems("x/pages/", "x/story.html", "x/dots/.") == {
        "x/pages/a.html": "pages/a", "x/story.html": "story", "x/dots/./d.html": "d",
    }  # fmt: skip


def test_the_working_folder_is_named_without_a_dot() -> None:
    made(Path(), "a.html", "sub/b.html")
    assert stems(".") == {"a.html": "a", "sub/b.html": "sub/b"}


def test_clashes_in_a_folder_take_the_whole_name_case_folded() -> None:
    made(Path("p"), "b.htm", "b.html", "B.txt", "b.html.htm")
    assert stems("p") == {"p/B.txt": "B", "p/b.htm": "b.htm", "p/b.html": "b.html", "p/b.html.htm": "b.html.htm"}


def test_arguments_of_one_name_get_a_hash_of_the_path_as_given() -> None:
    made(Path(), "x/story.html", "y/story.html", "x/pages/a.html", "y/pages/a.html")
    assert stems("x/story.html", "y/story.html", "x/pages", "y/pages") == {
        "x/story.html": "story",
        "y/story.html": f"story-{hex_of('y/story.html')}",
        "x/pages/a.html": "pages/a",
        "y/pages/a.html": f"pages-{hex_of('y/pages')}/a",
    }


def test_folders_that_differ_in_case_only_do_not_meet() -> None:
    made(Path("p"), "News/a.html", "news/a.html")
    assert stems("p") == {"p/News/a.html": "News/a", "p/news/a.html": f"news-{hex_of('p/news')}/a"}


def test_a_folder_called_like_an_output_is_not_in_its_way() -> None:
    made(Path("p"), "b.html", "b.txt/c.html", "b/d.html")
    found = stems("p")
    assert found["p/b.html"] == "b"
    assert found["p/b/d.html"] == "b/d"
    assert found["p/b.txt/c.html"] == f"b.txt-{hex_of('p/b.txt')}/c"


def test_names_that_are_given_stay_and_are_given_to_nobody_else() -> None:
    class Given:
        def stem_of(self, name: str) -> str | None:
            return {"p/b.html": "b"}.get(name)

        def is_given(self, stem: str) -> bool:
            return stem == "b"

    made(Path("p"), "b.htm", "b.html")
    assert stems("p", given=Given()) == {"p/b.htm": "b.htm", "p/b.html": "b"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("con", "_con"), ("NUL.tar", "_NUL.tar"), ("com1", "_com1"), ("console", "console"), ("end.", "end._"),
     ("..", "_.._"), ("a\udcffb", "a\ufffdb")],
)  # fmt: skip
def test_names_are_safe_on_every_system(name: str, expected: str) -> None:
    assert safe(name) == expected


def test_long_names_fit_with_their_suffix_and_stay_apart() -> None:
    names = ["é" * 125 + end for end in ("ab", "ac")]
    made(Path("p"), *[name + ".h" for name in names])
    found = list(stems("p").values())
    assert len(set(found)) == 2
    assert all(len((stem + ".parquet").encode()) <= 255 for stem in found)


def test_what_is_no_input_is_skipped_and_counted() -> None:
    made(Path("p"), "a.html", ".hidden.html", "style.css", "x.PNG", ".git/c.html", "data.json.gz")
    assert list(stems("p")) == ["p/a.html"]
    assert skipped("p") == {".hidden.html", "style.css", "x.PNG", ".git", "data.json.gz"}


def test_a_named_file_is_read_whatever_it_is_called() -> None:
    made(Path(), ".hidden.html", "notes.json")
    assert stems(".hidden.html", "notes.json") == {".hidden.html": ".hidden", "notes.json": "notes.json"}


@pytest.mark.parametrize("ending", ["_files", "-Dateien", "_fichiers", "_archivos", "_pliki", ".files"])
def test_parts_that_a_browser_saved_are_no_input(ending: str) -> None:
    made(Path("p"), "Story.html", f"Story{ending}/frame.html", "court_files/case.html")
    assert list(stems("p")) == ["p/Story.html", "p/court_files/case.html"]
    assert skipped("p") == {"Story" + ending}


def test_output_is_no_input() -> None:
    made(Path(), "a.html", "clean/a.txt", "old/.newsclean/journal.jsonl", "old/b.txt")
    assert list(stems(".", directory=Path("clean"))) == ["a.html"]
    assert skipped(".", directory=Path("clean")) == {"clean", "old"}
    assert failures("old") == {"old": "not-found"}


def test_paths_with_nothing_there_are_not_found() -> None:
    made(Path("p"), "style.css")
    Path("empty").mkdir()
    assert failures("missing.html", "p", "empty", "*.nothing") == dict.fromkeys(
        ("missing.html", "p", "empty", "*.nothing"), "not-found"
    )


def test_globs_are_arguments() -> None:
    made(Path("p"), "a.html", "b.html", "c/d.html", "e[1].html")
    assert stems("p/*.html") == {"p/a.html": "a", "p/b.html": "b", "p/e[1].html": "e[1]"}
    assert stems("p/**/d.html") == {"p/c/d.html": "d"}
    assert list(stems("p/e[1].html")) == ["p/e[1].html"], "a file of that very name is no glob"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links need rights there")
def test_links_pipes_and_devices() -> None:
    made(Path("p"), "a.html", "sub/b.html")
    made(Path("out"), "secret.html")
    os.mkfifo("p/pipe.html")
    Path("p/dangling.html").symlink_to("nowhere.html")
    Path("p/loop.html").symlink_to("loop.html")
    Path("p/outside.html").symlink_to(Path("out/secret.html").resolve())
    Path("p/around").symlink_to(".")
    Path("p/sub/out").symlink_to(Path("out").resolve())
    Path("p/inside.html").symlink_to("sub/b.html")
    Path("p/twice").symlink_to("sub")
    assert failures("p") == dict.fromkeys(
        ["p/pipe.html", "p/dangling.html", "p/loop.html", "p/outside.html", "p/around", "p/sub/out"], "unreadable"
    )
    assert list(stems("p")) == ["p/a.html", "p/inside.html", "p/sub/b.html"]
    assert skipped("p") == {"twice"}
    assert failures("p/pipe.html", "/dev/null", "p/dangling.html") == dict.fromkeys(
        ["p/pipe.html", "/dev/null", "p/dangling.html"], "unreadable"
    )
    assert list(stems("p/outside.html")) == ["p/outside.html"], "what is named is followed"


def test_a_folder_that_cannot_be_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    made(Path("p"), "a.html", "locked/b.html")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert failures("p") == {"p/locked": "unreadable"}


def test_standard_input_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(PAGE))))
    (source,) = expand(["-"], url="https://example.org/a")
    assert isinstance(source, Source)
    assert (source.name, source.stem, source.body, source.url) == ("-", "stdin", PAGE, "https://example.org/a")
    assert load(source).body == PAGE


def test_urls_and_a_url_for_several_pages_are_refused() -> None:
    made(Path("p"), "a.html", "b.html")
    with pytest.raises(ValueError, match=r"newsclean fetch https://example\.org/a"):
        expand(["https://example.org/a"])
    for paths in (["p"], ["p/a.html", "p/b.html"], ["p/*.html"]):
        with pytest.raises(ValueError, match="single page"):
            expand(paths, url="https://example.org/a")


def test_url_names_are_slug_and_hash() -> None:
    long = "https://example.org/2024/" + "Word-" * 40 + ".html?x=1"
    urls = ["https://example.org/2024/Hafen%20%C3%B6ffnet.html", "https://example.org/", long]
    found = [item for item in expand_urls(urls) if isinstance(item, Source)]
    assert [item.name for item in found] == urls
    assert found[0].stem == f"hafen-offnet-{hex_of(urls[0])}"
    assert found[1].stem == f"page-{hex_of(urls[1])}"
    assert len(found[2].stem) <= 80 + 13
    assert url_stem("https://example.org/../../etc/passwd").startswith("passwd-")
    assert "/" not in url_stem("https://example.org/%2e%2e%2f%2fetc")


def test_a_password_in_a_url_is_not_shown() -> None:
    (source,) = expand_urls(["https://ada:secret@example.org/a"])
    assert isinstance(source, Source)
    assert source.name == "https://example.org/a"
    assert source.url == "https://ada:secret@example.org/a"


def loaded(path: Path, **more: int) -> bytes:
    return load(Source("x", "x", str(path)), **more).body


def test_gzip_is_unpacked_with_all_its_members_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0")
    assert loaded(path) == b"one two"


@pytest.mark.parametrize(
    ("data", "code"),
    [(gzip.compress(PAGE * 50)[:-20], "unreadable"), (b"\x1f\x8b\x08broken", "unreadable"),
     (gzip.compress(b"a" * 2000), "too-large"), (b"a" * 1001, "too-large")],
)  # fmt: skip
def test_what_is_broken_or_too_large_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        loaded(path, max_bytes=1000)
    assert caught.value.code == code


def test_a_huge_sparse_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(InputError, match="more than 20,971,520 bytes"):
        loaded(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders there")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")
    for path in (tmp_path / "a.html", tmp_path, tmp_path / "gone"):
        with pytest.raises(InputError) as caught:
            loaded(path)
        assert caught.value.code == "unreadable"


def test_a_source_carries_what_is_known_of_the_page(tmp_path: Path) -> None:
    made(tmp_path, "a.txt")
    (source,) = expand([str(tmp_path / "a.txt")], kind="text", url="https://example.org/a")
    assert isinstance(source, Source)
    page = load(source)
    assert (page.kind, page.url, page.input) == ("text", "https://example.org/a", str(tmp_path / "a.txt"))


def test_what_there_is_can_be_counted() -> None:
    for name in ("p/a.html", "p/b.css", "p/a_files/x.html", "p/sub/c.html", "p/out/.newsclean/x", "q.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("x")
    Path("p/link.html").symlink_to("nowhere")
    for named in (["p"], ["p", "q.txt"], ["p/*.html"], ["missing"]):
        assert sources.count(named) == len(list(expand(named)))
    Path("p/sub/more.zip").write_bytes(b"")
    assert sources.count(["p"]) is None
    assert sources.count(["p/sub/more.zip"]) is None
    assert sources.count(["q.txt", "s3://bucket/pages"]) is None


def test_a_file_that_has_grown_since_it_was_measured_is_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<p>" * 100)
    measured = os.stat_result((stat.S_IFREG, 0, 0, 1, 0, 0, 7, 0, 0, 0))
    monkeypatch.setattr("newsclean.reading.os.fstat", lambda _: measured)
    assert reading.read_file(str(path), 300) == b"<p>" * 100
    with pytest.raises(InputError, match="more than 299 bytes"):
        reading.read_file(str(path), 299)
