"""The user's headers, cookies and passwords go to the host they are for, and are never shown."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from faulty_server import FaultyServer, answer, redirect
from fetching import failure, fetcher
from newsclean import weburl
from newsclean.fetch import FetchOptions

LOGIN = "Basic " + base64.b64encode(b"mira:s3cret pass").decode()
SECRET_OPTIONS = {"headers": (("X-Token", "s3cret"), ("Authorization", "Bearer s3cret"), ("Accept", "text/html"))}


def cookie_file(folder: Path, domain: str) -> str:
    path = folder / "cookies.txt"
    path.write_text(f"# Netscape HTTP Cookie File\n{domain}\tFALSE\t/\tFALSE\t0\tsession\ts3cret\n")
    return str(path)


def test_own_headers_and_cookies_go_to_the_host_that_was_asked(tmp_path: Path) -> None:
    options = {**SECRET_OPTIONS, "cookies": cookie_file(tmp_path, "127.0.0.1")}
    with FaultyServer({"/story": redirect("/b"), "/b": answer()}) as server:
        fetcher(**options).fetch(server.url("/story"))
        for request in server.requests:
            assert request.headers["x-token"] == "s3cret"
            assert request.headers["authorization"] == "Bearer s3cret"
            assert request.headers["accept"] == "text/html"
            assert request.headers["cookie"] == "session=s3cret"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.2"])
def test_nothing_goes_along_to_another_host_or_port(tmp_path: Path, host: str) -> None:
    options = {**SECRET_OPTIONS, "cookies": cookie_file(tmp_path, "127.0.0.1")}
    with FaultyServer({"/b": answer()}, address="0.0.0.0") as other:  # noqa: S104 - to be reached as 127.0.0.2
        there = f"http://someone:else@{host}:{other.port}/b"
        with FaultyServer({"/story": redirect(there, "Set-Cookie: here=only")}) as server:
            url = server.url("/story").replace("//", "//mira:s3cret%20pass@")
            page = fetcher(**options).fetch(url)
            first = server.requests[0].headers
        headers = other.requests[0].headers
    assert first["authorization"] == "Bearer s3cret"
    assert not {"cookie", "authorization", "x-token"} & set(headers)
    assert "@" not in (page.url or "")
    assert headers["accept"] != "text/html"


def test_cookies_of_a_file_go_to_their_own_host_after_a_redirect_too(tmp_path: Path) -> None:
    with FaultyServer({"/b": answer()}) as other:
        with FaultyServer({"/story": redirect(other.url("/b"))}) as server:
            fetcher(cookies=cookie_file(tmp_path, "127.0.0.1")).fetch(server.url("/story", host="news.example.org"))
            assert "cookie" not in server.requests[0].headers
        assert other.requests[0].headers["cookie"] == "session=s3cret"


def test_userinfo_is_used_and_never_shown() -> None:
    with FaultyServer({"/story": answer(), "/no": answer(b"", status="403 Forbidden")}) as server:
        url = server.url("/story").replace("//", "//mira:s3cret%20pass@")
        page = fetcher().fetch(url)
        assert server.requests[0].headers["authorization"] == LOGIN
        assert page.url == page.input == server.url("/story")
        refused = failure(url.replace("/story", "/no"))
    assert "s3cret" not in refused.message
    assert "mira" not in refused.message


@pytest.mark.parametrize(
    "url", ["ftp://mira:s3cret@example.org/", "http://mira:s3cret@[::1/", "http://mira:s3cret@exa mple/",
            "mira:s3cret@example.org", "http://mira:s3/cret@example.org/", "http://mira:s3cret@example.org:port/",
            "http://mira:s3cret@256.1.1.1/", "http://mira:s3cret@/x", "http://mira:s3cret@exam\u2100ple.org/"]
)  # fmt: skip
def test_broken_urls_do_not_show_their_userinfo(url: str) -> None:
    error = failure(url)
    assert error.code in ("scheme", "dns")
    for text in (error.message, weburl.shown(url)):
        assert "s3cret" not in text
        assert "mira" not in text


def test_options_do_not_show_secrets(tmp_path: Path) -> None:
    options = FetchOptions(cookies=str(tmp_path), proxy="http://u:s3cret@x", **SECRET_OPTIONS)  # type: ignore[arg-type]
    assert "s3cret" not in repr(options)
