"""The HTTP cache: what is kept, how long it is used, and what is never in it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from faulty_server import PAGE, Connection, FaultyServer, answer, packed
from fetching import failure, fetcher
from newsclean.errors import ConfigError
from newsclean.fetch import Fetcher

OTHER = PAGE.replace(b"Monday", b"Friday")


@pytest.fixture
def ours(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Makes fetchers with one cache, as one run after the other does."""
    made: list[Fetcher] = []

    def make(**options: object) -> Fetcher:
        for before in made:
            before.close()
        made.append(fetcher(cache=str(tmp_path / "cache"), **options))
        return made[-1]

    yield make
    for before in made:
        before.close()


Make = Callable[..., Fetcher]


@pytest.mark.parametrize(
    ("header", "asked"),
    [("Cache-Control: max-age=600", 1), ("Cache-Control: no-store", 2), ("Cache-Control: no-cache", 2),
     ("Cache-Control: private, max-age=600", 1), ("Expires: Mon, 01 Jan 2001 00:00:00 GMT", 2), ("X-Nothing: said", 2)],
)  # fmt: skip
def test_what_is_fresh_is_not_asked_for_again(ours: Make, header: str, asked: int) -> None:
    with FaultyServer({"/story": answer(PAGE, header)}) as server:
        first, second = (ours().fetch(server.url("/story")) for _ in range(2))
        assert len(server.requests) == asked
    assert (first.body, first.content_type) == (second.body, second.content_type) == (PAGE, "text/html")


def test_what_is_old_is_asked_about(ours: Make) -> None:
    def route(c: Connection) -> None:
        if c.request.headers.get("if-none-match") == '"one"':
            c.send(b'HTTP/1.1 304 Not Modified\r\nETag: "one"\r\nConnection: close\r\n\r\n')
        else:
            c.send(answer(PAGE, 'ETag: "one"', "Cache-Control: max-age=0"))

    with FaultyServer({"/story": route}) as server:
        bodies = [ours().fetch(server.url("/story")).body for _ in range(3)]
        assert bodies == [PAGE] * 3
        assert [request.headers.get("if-none-match") for request in server.requests] == [None, '"one"', '"one"']


def test_what_has_changed_takes_the_old_ones_place(ours: Make) -> None:
    with FaultyServer({"/story": answer(PAGE, 'ETag: "one"', "Cache-Control: max-age=0")}) as server:
        ours().fetch(server.url("/story"))
        server.routes = {"/story": answer(OTHER, 'ETag: "two"', "Cache-Control: max-age=600")}
        assert [ours().fetch(server.url("/story")).body for _ in range(2)] == [OTHER] * 2
        assert len(server.requests) == 2


def test_a_packed_body_comes_back_unpacked(ours: Make) -> None:
    body = packed(gzip.compress(PAGE), "gzip").replace(b"\r\n\r\n", b"\r\nCache-Control: max-age=60\r\n\r\n", 1)
    with FaultyServer({"/story": body}) as server:
        assert [ours().fetch(server.url("/story")).body for _ in range(2)] == [PAGE] * 2
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    "broken",
    [answer(PAGE, "Cache-Control: max-age=600", length=9999),
     answer(b"", "Cache-Control: max-age=600", status="500 Oops"),
     answer(b"no page", "Cache-Control: max-age=600", status="404 Not Found")],
)  # fmt: skip
def test_what_gave_no_page_is_not_kept(ours: Make, broken: bytes) -> None:
    with FaultyServer({"/story": broken}) as server:
        with pytest.raises(Exception, match=r"page|answer|server"):
            ours().fetch(server.url("/story"))
        server.routes = {"/story": answer()}
        assert ours().fetch(server.url("/story")).body == PAGE


@pytest.mark.parametrize("private", ["userinfo", "header"])
def test_what_was_asked_with_a_secret_is_neither_kept_nor_given(ours: Make, private: str, tmp_path: Path) -> None:
    with FaultyServer({"/story": answer(PAGE, "Cache-Control: max-age=600")}) as server:
        url = server.url("/story")
        own = {"headers": (("X-Login", "s3cret"),)} if private == "header" else {}
        secret = url.replace("//", "//ada:s3cret@") if private == "userinfo" else url
        ours(**own).fetch(secret)
        ours().fetch(url)
        ours(**own).fetch(secret)
        assert len(server.requests) == 3
    ours().close()
    assert all(b"s3cret" not in path.read_bytes() for path in (tmp_path / "cache").iterdir())


def test_bounds_hold_for_what_is_kept(ours: Make) -> None:
    with FaultyServer({"/story": answer(PAGE * 100, "Cache-Control: max-age=600")}) as server:
        ours().fetch(server.url("/story"))
        with pytest.raises(Exception, match="--max-bytes"):
            ours(max_bytes=1000).fetch(server.url("/story"))
        assert len(server.requests) == 1


def test_a_database_that_is_damaged_is_said(ours: Make, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "pages.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(ConfigError, match=r"cannot be used \(file is not a database\)"):
        ours()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    with pytest.raises(ConfigError, match="cache"):
        fetcher(cache=str(tmp_path / "cache"))


def test_without_a_cache_nothing_is_kept() -> None:
    with FaultyServer({"/story": answer(PAGE, "Cache-Control: max-age=600")}) as server:
        ours = fetcher()
        ours.fetch(server.url("/story"))
        ours.fetch(server.url("/story"))
        assert len(server.requests) == 2
    assert failure(server.url("/story")).code == "connect"
