"""Fetching gives the right bytes, and follows redirects to them."""

from __future__ import annotations

import gzip
import logging
import socket
import zlib
from typing import TYPE_CHECKING

import pytest

import faulty_server as faulty
from faulty_server import PAGE, Connection, FaultyServer, Route, answer, packed, redirect
from fetching import failure, fetcher
from newsclean import transport
from newsclean.errors import FetchError
from newsclean.fetch import Fetcher, FetchOptions, fetch

if TYPE_CHECKING:
    from newsclean.model import RawPage


def page_of(route: Route, **options: object) -> RawPage:
    with FaultyServer({"/story": route}) as server:
        return fetcher(**options).fetch(server.url("/story"))


def test_page_is_what_came_and_where_from() -> None:
    with FaultyServer({"/story": answer(PAGE, kind="text/html; charset=windows-1251")}) as server:
        page = fetch(server.url("/story#comments"), FetchOptions(allow_private=True))
        assert server.paths() == ["/robots.txt", "/story"]
        request = server.requests[-1]
        assert page.url == server.url("/story")
        assert page.input == server.url("/story#comments")
    assert page.body == PAGE
    assert page.content_type == "text/html; charset=windows-1251"
    assert page.fetched is not None
    assert request.headers["user-agent"].startswith("newsclean/")
    assert request.headers["host"].startswith("127.0.0.1:")
    assert "cookie" not in request.headers


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("gzip", gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:]) + b"\0\0"),
        ("gzip", gzip.compress(PAGE) + b"some padding"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("gzip, deflate", zlib.compress(gzip.compress(PAGE))),
        ("identity", PAGE),
        ("utf-8", PAGE),
        ("", PAGE),
    ],
)
def test_content_codings(encoding: str, body: bytes) -> None:
    assert page_of(packed(body, encoding)).body == PAGE


def test_brotli_and_zstd() -> None:
    import brotli  # type: ignore[import-untyped]
    import zstandard

    story = PAGE + bytes(range(32, 127)) * 5000
    assert page_of(packed(brotli.compress(story), "br")).body == story
    frames = zstandard.ZstdCompressor().compress(story[:999]) + zstandard.ZstdCompressor().compress(story[999:])
    assert page_of(packed(frames, "zstd")).body == story
    for encoding, body in (("br", brotli.compress(story)), ("zstd", frames)):
        with FaultyServer({"/story": packed(body[:-3], encoding)}) as server:
            assert failure(server.url("/story")).code == "protocol"


@pytest.mark.parametrize(
    "kind", ["text/html; charset=rot13", "text/html; charset=utf-8; charset=latin1", "", "html", "\xff"]
)
def test_any_charset_is_handed_on(kind: str) -> None:
    page = page_of(answer(PAGE, kind=kind))
    assert page.body == PAGE
    assert (page.content_type or "") == kind


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/xhtml+xml",
        "text/xml",
        "application/octet-stream",
        "TEXT/HTML",
        "text/x-server-parsed",
    ],
)
def test_pages_and_texts_of_any_type_are_taken(kind: str) -> None:
    assert page_of(answer(PAGE, kind=kind)).body == PAGE


def test_empty_answers_are_empty_pages() -> None:
    assert page_of(answer(b"")).body == b""
    assert page_of(b"HTTP/1.1 204 No Content\r\n\r\n").body == b""


def test_body_that_ends_with_the_connection_is_whole() -> None:
    assert page_of(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE).body == PAGE


def test_chunks_and_interim_answers() -> None:
    chunked = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\n<html\r\n1\r\n>\r\n0\r\nTrailer: x\r\n\r\n"
    )
    assert page_of(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + chunked).body == b"<html>"


def test_limits_are_of_the_unpacked_body_and_half_of_it_on_the_wire() -> None:
    assert len(page_of(packed(gzip.compress(b"x" * 10_000), "gzip"), max_bytes=10_000).body) == 10_000
    with FaultyServer({"/big": packed(gzip.compress(b"x" * 10_001), "gzip"), "/wire": answer(b"x" * 6000)}) as server:
        assert failure(server.url("/big"), max_bytes=10_000).code == "too-large"
        assert failure(server.url("/wire"), max_bytes=10_000).code == "too-large"


def test_download_takes_what_fetch_refuses() -> None:
    feed = b"<?xml version='1.0'?><rss></rss>"
    with FaultyServer({"/feed": answer(feed, kind="application/rss+xml")}) as server:
        assert failure(server.url("/feed")).code == "not-text"
        assert fetcher().download(server.url("/feed")).body == feed


def test_redirects_are_followed_to_the_final_address() -> None:
    routes = {
        "/a": redirect("b?x=1"),
        "/b": answer(b"", "Location: //localhost:PORT/c#top", status="308 Permanent Redirect"),
        "/c": answer(),
    }
    with FaultyServer(routes) as server:
        server.routes = {**routes, "/b": routes["/b"].replace(b"PORT", str(server.port).encode())}
        page = fetcher().fetch(server.url("/a"))
        assert page.url == server.url("/c", host="localhost")
        assert page.input == server.url("/a")
        assert server.paths() == ["/a", "/b?x=1", "/c"]


def test_ten_redirects_are_followed_and_eleven_are_not() -> None:
    routes: dict[str, Route] = {f"/{at}": redirect(f"/{at + 1}") for at in range(11)}
    with FaultyServer({**routes, "/11": answer()}) as server:
        assert fetcher().fetch(server.url("/1")).body == PAGE
        assert failure(server.url("/0")).code == "redirect-loop"
        assert len(server.requests) == 11 + 11


def test_location_with_bytes_outside_ascii() -> None:
    raw = "/стаття-1".encode() + b"?q=\xe9"
    routes = {"/a": redirect(raw.decode("latin-1")), "/%D1%81%D1%82%D0%B0%D1%82%D1%82%D1%8F-1": answer()}
    with FaultyServer(routes) as server:
        assert fetcher().fetch(server.url("/a")).body == PAGE
        assert server.paths()[-1].endswith("-1?q=%E9")


def test_cookie_wall_that_redirects_to_the_same_page() -> None:
    def wall(c: Connection) -> None:
        seen = "visited=yes" in c.request.headers.get("cookie", "")
        c.send(answer() if seen else redirect("/story", "Set-Cookie: visited=yes; Path=/"))

    with FaultyServer({"/story": wall}) as server:
        ours = fetcher()
        assert ours.fetch(server.url("/story")).body == PAGE
        assert ours.fetch(server.url("/story")).body == PAGE
        assert len(server.requests) == 4  # nothing is kept from one visit to the next


def test_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first hop is let through as if it were public; the second one is not connected to."""
    routes = {"/a": redirect("http://169.254.169.254/latest/meta-data/"), "/b": redirect("http://inside.example.org/")}
    with FaultyServer(routes) as server:
        answers = {"news.example.org": ["8.8.8.8"], "inside.example.org": ["10.0.0.1"]}
        connected: list[tuple[str, int]] = []

        def connect(address: tuple[str, int], timeout: float) -> socket.socket:
            connected.append(address)
            return real(("127.0.0.1", address[1]), timeout)

        real = socket.create_connection
        monkeypatch.setattr(transport.socket, "create_connection", connect)
        ours = Fetcher(FetchOptions(robots=False, delay=0), resolver=lambda host, _port: answers[host])
        for path in ("/a", "/b"):
            with pytest.raises(FetchError) as caught:
                ours.fetch(server.url(path, host="news.example.org"))
            assert caught.value.code == "private-address"
    assert connected == [("8.8.8.8", server.port)] * 2


def test_fall_from_https_to_http_is_noted(caplog: pytest.LogCaptureFixture) -> None:
    with FaultyServer({"/story": answer()}) as plain:
        down = redirect(plain.url("/story", host="localhost"))
        with FaultyServer({"/a": down}, certificate="good") as server, caplog.at_level(logging.WARNING):
            url = server.url("/a", host="localhost").replace("//", "//mira:s3cret%20pass@")
            assert fetcher(ca_file=str(faulty.CERTIFICATES / "authority.pem")).fetch(url).body == PAGE
        assert "authorization" not in plain.requests[0].headers
    assert "from https to http" in caplog.text
    assert "s3cret" not in caplog.text


# Stubs

STORY = PAGE + b"<p>More of it. " * 100


def stub(head: str, text: str = "You are being forwarded") -> bytes:
    return answer(f"<!doctype html><title>Wait</title>{head}<script>{'x' * 999}</script><p>{text}</p>".encode())


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="refresh" content="0; url=/story?x=1&amp;y=2">',
        "<META HTTP-EQUIV=Refresh CONTENT=\"1;URL='story?x=1&y=2'\">",
        '<link rel="canonical" href="/story?x=1&amp;y=2">',
    ],
)
def test_page_that_only_leads_on_is_followed_once(head: str) -> None:
    with FaultyServer({"/amp": stub(head), "/story": answer(STORY)}) as server:
        page = fetcher().fetch(server.url("/amp"))
        assert page.body == STORY
        assert page.url == server.url("/story?x=1&y=2")
        assert page.input == server.url("/amp")
    again = stub('<meta http-equiv="refresh" content="0; url=/amp">')
    with FaultyServer({"/amp": stub(head), "/story": again}) as server:
        assert b"/amp" in fetcher().fetch(server.url("/amp")).body
        assert len(server.requests) == 2


@pytest.mark.parametrize(
    "route",
    [
        stub('<noscript><meta http-equiv="refresh" content="0; url=/story"></noscript>', "It reads on. " * 40),
        stub('<link rel="canonical" href="/story">', "It reads on. " * 40),
        stub('<meta http-equiv="refresh" content="300; url=/story">'),
        stub('<meta http-equiv="refresh" content="0; url=/amp?reloaded">'),
        stub('<link rel="canonical" href="https://127.0.0.1/amp">'),
        stub('<meta http-equiv="refresh" content="0; url=javascript:go()">'),
        answer(b"no markup at all"),
    ],
)
def test_page_that_is_no_stub_is_kept(route: bytes) -> None:
    with FaultyServer({"/amp": route, "/story": answer(STORY)}) as server:
        assert fetcher().fetch(server.url("/amp")).url == server.url("/amp")
        assert server.paths() == ["/amp"]


def test_stub_that_leads_nowhere() -> None:
    with FaultyServer({"/refresh": stub('<meta http-equiv="refresh" content="0; url=/gone">')}) as server:
        assert failure(server.url("/refresh")).code == "http-404"
    with FaultyServer({"/canonical": stub('<link rel="canonical" href="/gone">')}) as server:
        assert fetcher().fetch(server.url("/canonical")).url == server.url("/canonical")
        assert server.paths() == ["/canonical", "/gone"]
