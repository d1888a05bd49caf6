"""Addresses that a page names, made absolute, and what is taken off them."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from newsclean import links

PAGE = "https://post.example/2024/bridge?id=3"


@pytest.mark.parametrize(
    ("href", "base", "wanted"),
    [
        ("https://post.example/a", None, "https://post.example/a"),
        (" /a ", PAGE, "https://post.example/a"),
        ("a", PAGE, "https://post.example/2024/a"),
        ("?id=4", PAGE, "https://post.example/2024/bridge?id=4"),
        ("//cdn.example/a", PAGE, "https://cdn.example/a"),
        ("/a b|c", PAGE, "https://post.example/a%20b%7Cc"),
        ("/a", None, None),
        ("", PAGE, None),
        (None, PAGE, None),
        ("javascript:void(0)", PAGE, None),
        ("mailto:mara@post.example", PAGE, None),
        ("data:image/png;base64,AA", PAGE, None),
        ("ftp://post.example/a", PAGE, None),
        ("http://[::1", PAGE, None),
        ("http://post.example:port/", PAGE, None),
        ("https://po st.example/", None, None),
    ],
)
def test_absolute(href: str | None, base: str | None, wanted: str | None) -> None:
    assert links.absolute(href, base) == wanted


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://web.archive.org/web/20240601000000/https://post.example/a", "https://post.example/a"),
        ("https://web.archive.org/web/20240601000000id_/https://post.example/a?b=c", "https://post.example/a?b=c"),
        ("https://web.archive.org/web/2024/http:/post.example/a", "http://post.example/a"),
        ("https://archive.ph/20240601000000/https://post.example/a", "https://post.example/a"),
        ("https://web.archive.org/about", "https://web.archive.org/about"),
        ("https://post.example/web/2024/https://x.example", "https://post.example/web/2024/https://x.example"),
    ],
)
def test_an_archive_is_taken_off(address: str, wanted: str) -> None:
    assert links.without_archive(address) == wanted


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://post.example/a?utm_source=x&id=3&fbclid=y#top", "https://post.example/a?id=3"),
        ("https://post.example/a?utm_source=x", "https://post.example/a"),
        ("https://post.example/a#top", "https://post.example/a"),
        ("https://post.example/a?q=a%20b&empty=", "https://post.example/a?q=a%20b&empty="),
        ("https://post.example/a?reference=7", "https://post.example/a?reference=7"),
    ],
)
def test_tracking_parameters_go_and_others_stay_as_written(address: str, wanted: str) -> None:
    assert links.without_tracking(address) == wanted


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("0; url=/b", "https://post.example/b"),
        ("0;URL='https://other.example/b'", "https://other.example/b"),
        ("3, /b", "https://post.example/b"),
        ("300", None),
        ("0", None),
        ("600; url=/b", None),
        ("0; url=javascript:x", None),
        ("..; url=/b", None),
    ],
)
def test_where_a_refresh_forwards_to(content: str, wanted: str | None) -> None:
    assert links.refresh_target(content, PAGE) == wanted


def read(markup: str) -> links.PageLinks:
    return links.read(LexborHTMLParser(markup), PAGE)


def test_all_links_of_a_page() -> None:
    found = read(
        '<link rel="canonical" href="/bridge"><link rel="amphtml" href="/bridge/amp">'
        '<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" hreflang="de" href="/de">'
        '<link rel="alternate" type="application/atom+xml; charset=utf-8" href="/atom">'
        '<meta http-equiv="Refresh" content="0; url=/elsewhere"><a rel="next" href="?page=2">on</a>'
    )
    assert found == links.PageLinks(
        canonical="https://post.example/bridge",
        next_page="https://post.example/2024/bridge?page=2",
        refresh="https://post.example/elsewhere",
        feeds=("https://post.example/feed", "https://post.example/atom"),
    )


def test_links_are_relative_to_the_base_element() -> None:
    assert read('<base href="https://other.example/x/"><link rel="canonical" href="a">').canonical == (
        "https://other.example/x/a"
    )


def test_a_page_without_links_has_none() -> None:
    assert read("<p>Nothing") == links.PageLinks()


def test_the_first_usable_canonical_counts() -> None:
    assert read('<link rel="canonical" href="javascript:x"><link rel="canonical" href="/b">').canonical == (
        "https://post.example/b"
    )


@pytest.mark.parametrize(("address", "host"), [(PAGE, "post.example"), (None, ""), ("http://[", ""), ("x", "")])
def test_site_of(address: str | None, host: str) -> None:
    assert links.site_of(address) == host
