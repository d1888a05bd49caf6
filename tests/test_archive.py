"""A page that is gone, from an archive on this machine that answers like the Wayback Machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from faulty_server import Connection, FaultyServer, answer
from fetching import failure, fetcher
from newsclean.clean import clean
from stories import page

if TYPE_CHECKING:
    from conftest import Newsclean

TAKEN = "20240506070809"


def archive_of(copied: str | None) -> FaultyServer:
    """An archive that has a copy of one address, or of none."""

    def index(c: Connection) -> None:
        query = parse_qs(urlsplit(c.request.path).query)
        known = query["url"] == [copied] and query["filter"] == ["statuscode:200"]
        c.send(
            answer(
                json.dumps([["timestamp", "original"], [TAKEN, copied]] if known else []).encode(),
                kind="application/json",
            )
        )

    server = FaultyServer({"/cdx/search/cdx": index})
    if copied:
        server.routes = {**server.routes, f"/web/{TAKEN}id_/{copied}": answer(page().encode())}
    return server


@pytest.mark.parametrize(
    ("status", "gone"),
    [("404 Not Found", True), ("410 Gone", True), ("403 No", False), ("500 Oops", False), ("451 Law", False)],
)
def test_what_is_gone_comes_from_the_archive(status: str, gone: bool) -> None:
    with FaultyServer({"/story": answer(b"", status=status)}) as server, archive_of(server.url("/story")) as archive:
        options = {"archive": archive.url("/")}
        if not gone:
            assert failure(server.url("/story"), **options).code == f"http-{status[:3]}"
            assert archive.requests == []
            return
        found = fetcher(**options).fetch(server.url("/story"))
    assert found.url == found.input == server.url("/story")
    assert found.fetched == "2024-05-06T07:08:09+00:00"
    assert found.archived == archive.url(f"/web/{TAKEN}id_/{found.url}")
    article = clean(found)
    assert article.to_dict()["sources"]["url"] == {"source": "archive", "raw": found.archived}
    assert article.url == found.url


def test_a_host_that_is_gone_counts_as_gone() -> None:
    with FaultyServer({}) as closed:
        url = closed.url("/story")
    with archive_of(url) as archive:
        assert fetcher(archive=archive.url()).fetch(url).archived


def test_no_copy_leaves_the_pages_own_failure() -> None:
    with FaultyServer({}) as server, archive_of(None) as archive:
        error = failure(server.url("/story"), archive=archive.url())
    assert (error.code, error.message.endswith("; the archive has no copy of it")) == ("http-404", True)


@pytest.mark.parametrize("index", [b"<html>busy", b"[[]]", b'[["timestamp"],["x","y"]]', b'{"a":1}', b"[" * 100_000])
def test_an_index_that_cannot_be_read_is_no_copy(index: bytes) -> None:
    with FaultyServer({}) as server, FaultyServer({"/cdx/search/cdx": answer(index)}) as archive:
        error = failure(server.url("/story"), archive=archive.url())
    assert (error.code, "no copy" in error.message) == ("http-404", True)


def test_an_archive_in_trouble_is_named() -> None:
    with FaultyServer({}) as server, FaultyServer({"/cdx/search/cdx": answer(b"", status="500 Oops")}) as archive:
        error = failure(server.url("/story"), archive=archive.url())
    assert (error.code, "the archive: http-500" in error.message) == ("http-404", True)


def test_what_is_meant_for_the_pages_host_does_not_go_to_the_archive() -> None:
    with FaultyServer({}) as server:
        url = server.url("/story")
        with archive_of(url) as archive:
            own = (("X-Login", "s3cret"),)
            assert fetcher(archive=archive.url(), headers=own).fetch(url.replace("//", "//ada:s3cret@")).archived
            assert len(archive.requests) == 2
            assert all("s3cret" not in f"{request.path}{request.headers}" for request in archive.requests)
            assert server.requests[0].headers["x-login"] == "s3cret"


def test_the_archives_robots_hold() -> None:
    rules = answer(b"User-agent: *\nDisallow: /web/\n", kind="text/plain")
    with FaultyServer({}) as server, archive_of(server.url("/story")) as archive:
        archive.routes = {**archive.routes, "/robots.txt": rules}
        error = failure(server.url("/story"), archive=archive.url(), robots=True)
    assert (error.code, "the archive: robots" in error.message) == ("http-404", True)


def test_it_is_recorded_in_the_article_and_the_journal(newsclean: Newsclean, tmp_path: Path) -> None:
    with FaultyServer({}) as server, archive_of(server.url("/story")) as archive:
        quick = ("--allow-private", "--no-robots", "--delay", "0")
        run = newsclean("fetch", server.url("/story"), "--archive", "--archive-base", archive.url(), *quick)
    assert (run.returncode, run.stderr) == (0, b"newsclean: 2 files written in clean\n")
    copy = archive.url(f"/web/{TAKEN}id_/{server.url('/story')}")
    (row,) = (tmp_path / "clean/.newsclean/journal.jsonl").read_bytes().splitlines()
    assert json.loads(row)["archived"] == copy
    (written,) = (tmp_path / "clean").glob("*.json")
    article = json.loads(written.read_bytes())
    assert (article["url"], article["sources"]["url"]["raw"]) == (server.url("/story"), copy)
