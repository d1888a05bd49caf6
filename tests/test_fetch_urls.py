"""Any text may be asked for and any bytes may stand in a Location: a URL or a FetchError comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclean import addresses, media, robots, weburl
from newsclean.errors import FetchError
from newsclean.model import RawPage

if TYPE_CHECKING:
    import httpx

PIECES = st.sampled_from(
    ["http://", "https://", "//", "/", "\\", "@", ":", "[", "]", "?", "#", "%", "%25", "%31", ".", "..", "localhost",
     "1", "0x7f", "127.0.0.1", "::1", "xn--", "xn--a", "é", "\u2100", "\u00ad", "\u200d", "１", "。", "\x00", "\r\n",
     "\t", " ", "a" * 70, "s3cret", ":99999"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=8).map("".join))


@settings(max_examples=400, deadline=None)
@given(TEXTS.map(lambda text: f"http://{text}") | TEXTS)
@example("http://[::1%25]/")
@example("http://a:b@[")
def test_any_text_is_a_url_or_a_fetch_error(text: str) -> None:
    url, code = attempt(lambda: weburl.parse(text))
    weburl.shown(text)
    if url is None:
        assert code in ("scheme", "dns")
        return
    assert url.scheme in ("http", "https")
    again = weburl.parse(str(url))
    assert (again.raw_scheme, again.raw_host, again.port, again.raw_path) == (
        url.raw_scheme, url.raw_host, url.port, url.raw_path,
    )  # fmt: skip
    addresses.literal(weburl.host_of(url))
    weburl.basic_authorization(text)
    weburl.origin(url)


def attempt(read: Callable[[], httpx.URL]) -> tuple[httpx.URL | None, str | None]:
    """What is read, or the code of the only error that is allowed."""
    try:
        return read(), None
    except FetchError as error:
        return None, error.code


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=40) | TEXTS.map(lambda text: text.encode("utf-8", "replace")))
def test_any_location_is_a_url_or_a_fetch_error(location: bytes) -> None:
    page = weburl.parse("https://example.org/a/b?c")
    _, code = attempt(lambda: weburl.redirect_target(page, location))
    assert code in (None, "scheme", "dns", "protocol")


ROBOTS_PIECES = st.sampled_from(
    [b"User-agent: *\n", b"Disallow: /", b"Allow:", b"*", b"$", b"%", b"%zz", b"Crawl-delay: ", b"1e999", b"nan", b"-1",
     b"\n", b"\xff"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.lists(ROBOTS_PIECES, max_size=20).map(b"".join))
def test_any_robots_txt_is_read(body: bytes) -> None:
    rules = robots.parse(body, "newsclean")
    assert rules.crawl_delay >= 0
    assert rules.forbidding_rule("https://example.org/story?x=%zz") != ""


@pytest.mark.parametrize(
    ("asked", "target", "same"),
    [
        ("https://example.org/a", "https://EXAMPLE.org:443/b", True),
        ("http://example.org/a", "https://example.org/b", True),
        ("https://example.org/a", "http://example.org/b", False),
        ("http://example.org:8080/a", "https://example.org/b", False),
        ("https://example.org/a", "https://example.org:8443/b", False),
        ("https://example.org/a", "https://www.example.org/b", False),
    ],
)
def test_same_origin(asked: str, target: str, same: bool) -> None:
    assert weburl.same_origin(weburl.parse(asked), weburl.parse(target)) is same


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/@mira/story", "https://example.org/@mira/story"),
        ("https://example.org/a?mail=x@y", "https://example.org/a?mail=x@y"),
        ("https://mira:s3cret@example.org/@mira", "https://example.org/@mira"),
        ("HTTPS://mira@example.org", "HTTPS://example.org"),
        ("//mira:s3cret@example.org/", "//example.org/"),
    ],
)
def test_shown_leaves_out_the_userinfo_only(url: str, shown: str) -> None:
    assert weburl.shown(url) == shown


@pytest.mark.timeout(5)
@pytest.mark.parametrize("head", [b"<!-- -->", b"<?xml ?>", b"<!--", b"<?", b" ", b"<!DOCTYPE x>", b"<!-->-->"])
def test_prologue_without_end_is_no_feed_and_takes_no_time(head: bytes) -> None:
    media.refuse_bytes(RawPage(head * 2000))
