"""A site's articles, from the feeds and sitemaps of a server on this machine."""

from __future__ import annotations

import gzip
import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faulty_server import FaultyServer, Route, answer
from fetching import QUICK
from newsclean import entries, feeds, sitemaps
from newsclean.discover import discover
from newsclean.entries import Entry
from newsclean.errors import ConfigError, FetchError
from newsclean.fetch import FetchOptions
from stories import page

if TYPE_CHECKING:
    from conftest import Newsclean

MODULE = sys.modules["newsclean.discover"]  # the package has the function under this name
OPTIONS = FetchOptions(**{**QUICK, "robots": True})  # type: ignore[arg-type]
NEWS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'

#: Makes a server's routes, given its own address.
Site = Callable[[str], dict[str, Route]]


def rss(*items: tuple[str, str, str]) -> bytes:
    told = "".join(f"<item><title>{t}</title><link>{u}</link><pubDate>{d}</pubDate></item>" for t, u, d in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{told}</channel></rss>'.encode()


def urlset(*urls: tuple[str, str]) -> bytes:
    told = "".join(f"<url><loc>{u}</loc>{f'<lastmod>{d}</lastmod>' if d else ''}</url>" for u, d in urls)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {NEWS}>{told}</urlset>'.encode()


def index(*urls: tuple[str, str]) -> bytes:
    told = "".join(f"<sitemap><loc>{u}</loc><lastmod>{d}</lastmod></sitemap>" for u, d in urls)
    return f"<sitemapindex {NEWS}>{told}</sitemapindex>".encode()


def xml(body: bytes) -> bytes:
    return answer(body, kind="application/xml")


def home(*feed_addresses: str) -> bytes:
    kinds = "".join(f'<link rel="alternate" type="application/rss+xml" href="{u}">' for u in feed_addresses)
    return answer(f"<html><head><title>Home</title>{kinds}</head><body><p>News.</p></body></html>".encode())


@pytest.fixture
def serve():  # type: ignore[no-untyped-def]
    """Starts a site, and ends it with the test."""
    running = []

    def start(site: Site) -> FaultyServer:
        server = FaultyServer({}).__enter__()
        running.append(server)
        server.routes = site(server.url("").rstrip("/"))
        return server

    yield start
    for server in running:
        server.__exit__(None, None, None)


Serve = Callable[[Site], FaultyServer]


def robots(*sitemap_addresses: str) -> bytes:
    return answer("".join(f"Sitemap: {u}\n" for u in sitemap_addresses).encode(), kind="text/plain")


def whole_site(base: str) -> dict[str, Route]:
    """Two feeds that the page links to, and an index of a packed, a news and a broken sitemap."""
    news = f"""<urlset {NEWS}><url><loc>{base}/d</loc><news:news><news:publication><news:name>The Orlen Post</news:name>
        </news:publication><news:publication_date>2026-05-04T08:00:00+02:00</news:publication_date>
        <news:title>Fourth
        story</news:title></news:news></url></urlset>"""
    items = [
        {"url": f"{base}/c", "title": "Third", "date_published": "2026-05-03T10:00:00Z"},
        {"url": "https://elsewhere.example/z", "title": "Not ours"},
    ]
    feed = rss(
        ("First", f"{base}/a", "Fri, 01 May 2026 10:00:00 GMT"),
        ("Second", "/b?x=1#top", "Sat, 02 May 2026 10:00:00 GMT"),
    )
    json_feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    old = urlset((f"{base}/a", "2026-05-09"), (f"{base}/old", "2024-12-31"), (f"{base}/undated", ""), (f"{base}/", ""))
    lists = (f"{base}/news.xml", "2026-05-04"), (f"{base}/old.xml.gz", "2025-01-01"), (f"{base}/gone.xml", "2026-05-01")
    return {
        "/": home("/rss", f"{base}/feed.json", "/comments/feed"),
        "/rss": xml(feed),
        "/feed.json": answer(json_feed, kind="application/feed+json"),
        "/robots.txt": robots(f"{base}/index.xml"),
        "/index.xml": xml(index(*lists)),
        "/news.xml": xml(news.encode()),
        "/old.xml.gz": answer(gzip.compress(old), kind="application/gzip"),
    }


def test_feeds_and_sitemaps_give_each_article_once_newest_first(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    server = serve(whole_site)
    found = discover(server.url(), OPTIONS)
    base = server.url("").rstrip("/")
    assert [(entry.url.removeprefix(base), entry.date, entry.title) for entry in found] == [
        ("/d", "2026-05-04T08:00:00+02:00", "Fourth story"),
        ("/c", "2026-05-03T10:00:00+00:00", "Third"),
        ("/b?x=1", "2026-05-02T10:00:00+00:00", "Second"),
        ("/a", "2026-05-01T10:00:00+00:00", "First"),
        ("/old", "2024-12-31", None),
        ("/undated", None, None),
    ]
    assert [record.getMessage().partition(": http-404")[0] for record in caplog.records] == [f"{base}/gone.xml"]
    assert "/comments/feed" not in server.paths()
    assert len(set(server.paths())) == len(server.paths())


def test_since_and_match(serve: Serve) -> None:
    server = serve(whole_site)
    found = discover(server.url(), OPTIONS, since="2026-05-02", match=r"/[bcd]")
    assert [entry.title for entry in found] == ["Fourth story", "Third", "Second"]
    assert "/old.xml.gz" not in server.paths()  # it was last changed before


@pytest.mark.parametrize("asked", [{"since": "yesterday"}, {"since": "2026-13-01"}, {"match": "("}])
def test_a_filter_that_cannot_be_read_is_said_before_anything_is_fetched(asked: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"no date|no regular expression"):
        discover("http://127.0.0.1:9/", OPTIONS, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["/feed", "/rss.xml", "/atom.xml"])
def test_usual_paths_of_feeds(serve: Serve, path: str) -> None:
    server = serve(lambda base: {"/": home(), path: xml(rss(("First", f"{base}/a", "")))})
    assert [entry.title for entry in discover(server.url(), OPTIONS)] == ["First"]


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap_index.xml", "/sitemap.txt"])
def test_usual_paths_of_sitemaps(serve: Serve, path: str) -> None:
    def site(base: str) -> dict[str, Route]:
        listed = (
            answer(f"{base}/a\n".encode(), kind="text/plain")
            if path.endswith("txt")
            else xml(urlset((f"{base}/a", "")))
        )
        return {"/": home(), path: listed}

    assert len(discover(serve(site).url(), OPTIONS)) == 1


@pytest.mark.parametrize("path", ["/rss", "/news.xml", "/old.xml.gz", "/feed.json"])
def test_the_address_of_a_list_is_read_alone(serve: Serve, path: str) -> None:
    server = serve(whole_site)
    assert discover(server.url(path), OPTIONS)
    assert server.paths() == ["/robots.txt", path]


def test_a_host_is_a_site(newsclean: Newsclean) -> None:
    with FaultyServer({}) as closed:
        site = f"127.0.0.1:{closed.port}"
    run = newsclean("discover", site, "--allow-private", "--retries", "0")
    assert run.stderr.startswith(f"newsclean: {site}: connect: ".encode())
    assert (run.returncode, run.stdout) == (4, b"")


def test_lists_without_end_are_bounded(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(MODULE, "MAX_DOCUMENTS", 15)
    monkeypatch.setattr(MODULE, "MAX_ENTRIES", 10)

    def site(base: str) -> dict[str, Route]:
        deep = {f"/deep-{n}.xml": xml(index((f"{base}/deep-{n + 1}.xml", ""))) for n in range(9)}
        many = [f"{base}/{n}" for n in range(30)]
        wide = [(f"{base}/wide-{n}.xml", "") for n in range(30)]
        return {
            "/robots.txt": robots(f"{base}/deep-0.xml", f"{base}/many.xml", f"{base}/wide.xml"),
            **deep, "/many.xml": xml(urlset(*((url, "") for url in many))), "/wide.xml": xml(index(*wide)),
        }  # fmt: skip

    server = serve(site)
    assert len(discover(server.url(), OPTIONS)) == 10
    assert len(server.paths()) <= 15 + 1  # robots.txt
    assert "/wide-0.xml" in server.paths()
    assert "more than 15 feeds and sitemaps" in caplog.text
    assert "20 left out" in caplog.text


def test_an_index_is_followed_to_a_depth(serve: Serve) -> None:
    server = serve(lambda base: {f"/deep-{n}.xml": xml(index((f"{base}/deep-{n + 1}.xml", ""))) for n in range(9)})
    with pytest.raises(FetchError):
        discover(server.url("/deep-0.xml"), OPTIONS)
    assert [path for path in server.paths() if "deep" in path] == [f"/deep-{n}.xml" for n in range(4)]


def test_a_packed_bomb_is_left(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    bomb = gzip.compress(b"<urlset>" + bytes(3_000_000))
    server = serve(lambda base: {
        "/robots.txt": robots(f"{base}/bomb.xml.gz", f"{base}/good.xml"),
        "/bomb.xml.gz": answer(bomb, kind="application/gzip"), "/good.xml": xml(urlset((f"{base}/a", ""))),
    })  # fmt: skip
    found = discover(server.url(), FetchOptions(**{**QUICK, "max_bytes": 1_000_000}))  # type: ignore[arg-type]
    assert (len(found), "1,000,000 bytes unpacked" in caplog.text) == (1, True)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"<urlset", b"{", b'{"items": []}', b"[" * 100_000, b"<rss><channel>" * 3000, b"\x1f\x8bnot gzip",
     b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><urlset><url><loc>&a;</loc></url></urlset>', b"\x00" * 100, b"<feed/>"],
)  # fmt: skip
def test_what_is_no_list_is_told_and_left(serve: Serve, body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    server = serve(lambda base: {
        "/robots.txt": robots(f"{base}/bad.xml", f"{base}/good.xml"),
        "/bad.xml": xml(body), "/good.xml": xml(urlset((f"{base}/a", ""))),
    })  # fmt: skip
    assert len(discover(server.url(), OPTIONS)) == 1
    assert all(record.levelno < logging.ERROR for record in caplog.records)


def test_a_torn_sitemap_gives_what_came() -> None:
    whole = urlset(("http://example.org/a", ""), ("http://example.org/b", ""))
    assert [entry.url for entry in sitemaps.read(whole[:-40]).entries] == ["http://example.org/a"]


def test_a_sitemap_that_declares_entities_is_none() -> None:
    with pytest.raises(sitemaps.SitemapError, match="entities"):
        sitemaps.read(b'<!DOCTYPE x [<!ENTITY a "b">]>' + urlset(("http://example.org/&a;", "")).partition(b"\n")[2])


def test_without_the_library_for_feeds_there_are_sitemaps(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "feedparser", None)
    server = serve(whole_site)
    assert "Fourth story" in [entry.title for entry in discover(server.url(), OPTIONS)]
    assert "/rss: not-text: reading feeds needs feedparser" in caplog.text
    server.routes = {"/": home("/rss"), "/rss": server.routes["/rss"]}
    with pytest.raises(ConfigError, match="feedparser"):
        discover(server.url(), OPTIONS)


def test_nothing_listed_is_a_failure(serve: Serve) -> None:
    with pytest.raises(FetchError) as caught:
        discover(serve(lambda _base: {"/": home()}).url(), OPTIONS)
    assert caught.value.code == "no-article"


def test_a_front_page_that_is_forbidden_is_no_end(serve: Serve) -> None:
    def site(base: str) -> dict[str, Route]:
        return {"/": answer(b"", status="403 No"), "/sitemap.xml": xml(urlset((f"{base}/a", "")))}

    assert len(discover(serve(site).url(), OPTIONS)) == 1
    with pytest.raises(FetchError) as caught:
        discover(serve(lambda _base: {"/": answer(b"", status="403 No")}).url(), OPTIONS)
    assert caught.value.code == "http-403"


def test_the_sites_robots_hold_and_its_sitemaps_are_read_without_them(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    def site(base: str) -> dict[str, Route]:
        rules = f"User-agent: *\nDisallow: /maps/\nSitemap: {base}/maps/a.xml\n"
        return {"/robots.txt": answer(rules.encode(), kind="text/plain"), "/maps/a.xml": xml(urlset((f"{base}/a", "")))}

    server = serve(site)
    with pytest.raises(FetchError):
        discover(server.url(), OPTIONS)
    assert "/maps/a.xml: robots: " in caplog.text
    assert len(discover(server.url(), FetchOptions(**QUICK))) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "date"),
    [("2026", "2026-01-01"), ("2026-05", "2026-05-01"), ("2026-05-04", "2026-05-04"),
     ("2026-05-04T08:00Z", "2026-05-04T08:00:00+00:00"),
     ("2026-05-04T08:00:00.5+02:00", "2026-05-04T08:00:00.500000+02:00"), ("May 4", None), ("", None), (None, None)],
)  # fmt: skip
def test_dates_of_sitemaps(text: str | None, date: str | None) -> None:
    assert entries.iso_date(text) == date


def test_a_feed_is_never_taken_for_a_file_name() -> None:
    assert feeds.read(b"/etc/hostname", "https://example.org/") == []


def test_an_atom_feed() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">A &amp;amp; B</title>
        <link rel="alternate" href="/a"/><published>2026-05-04T08:00:00+02:00</published>
        <updated>2026-05-05T08:00:00Z</updated>
        </entry></feed>"""
    assert feeds.read(atom, "https://example.org/feed") == [
        Entry("https://example.org/a", "A & B", "2026-05-04T06:00:00+00:00", "2026-05-05T08:00:00+00:00")
    ]


def test_what_is_discovered_can_be_fetched(serve: Serve, newsclean: Newsclean, tmp_path: Path) -> None:
    def site(base: str) -> dict[str, Route]:
        stories = {f"/story-{n}": answer(page(n).encode()) for n in (1, 2)}
        return {
            "/": home("/rss"),
            "/rss": xml(rss(*((f"Story {n}", f"{base}/story-{n}", f"0{n} May 2026") for n in (1, 2)))),
            **stories,
        }

    server = serve(site)
    quick = ("--allow-private", "--delay", "0", "--retries", "0")
    lines = newsclean("discover", server.url(), *quick)
    assert (lines.returncode, lines.stderr) == (0, b"")
    assert lines.stdout.decode().split() == [server.url("/story-2"), server.url("/story-1")]
    listed = newsclean("discover", server.url(), "--json", *quick).stdout
    assert [json.loads(line)["title"] for line in listed.splitlines()] == ["Story 2", "Story 1"]
    run = newsclean("fetch", "-i", "-", "-o", "news", *quick, data=lines.stdout + listed)
    assert (run.returncode, len(list((tmp_path / "news").glob("story-*.txt")))) == (0, 2)
    assert newsclean("discover", server.url(), "--since", "soon", *quick).returncode == 2
