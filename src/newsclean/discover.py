"""The addresses of a site's articles, from its feeds and sitemaps."""

from __future__ import annotations

import logging
import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from newsclean import decode, feeds, hostile, links, sitemaps, weburl
from newsclean.entries import Entries, Entry, instant, iso_date, newest_first
from newsclean.errors import ConfigError, FetchError
from newsclean.fetch import Fetcher
from newsclean.model import RawPage
from newsclean.unpack import UnpackError, unpack

if TYPE_CHECKING:
    from newsclean.fetchoptions import FetchOptions

MAX_ENTRIES = 100_000
MAX_DOCUMENTS = 200  # feeds and sitemaps that are read
MAX_DEPTH = 3  # an index of sitemaps may list indexes
_MAX_FEEDS = 20  # of those that one page links to

#: Tried in this order until one is there, where the site names none.
_USUAL_FEEDS = ("/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml", "/feed.json")
_USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap.txt")
_COMMENTS = re.compile(r"/comments?/(?:feed|rss|atom)|comments?\.(?:rss|xml)", re.I)
_ROOT = re.compile(
    rb"(?>(?>(?><!--.*?-->)|<\?[^>]*>|<!DOCTYPE[^>]*>)\s*)*+<(?:\w+:)?(rss|feed|rdf|urlset|sitemapindex)\b", re.S | re.I
)
#: Failures that concern the whole host: nothing else of it need be tried.
_OF_THE_HOST = ("dns", "connect", "tls", "timeout", "scheme", "private-address")

log = logging.getLogger("newsclean.discover")


def discover(
    site: str,
    options: FetchOptions | None = None,
    *,
    since: str | date | None = None,
    match: str | re.Pattern[str] | None = None,
) -> list[Entry]:
    """The articles that a site lists, newest first, those without a date behind.

    `site` is a host, a page, a feed or a sitemap. Feeds are those that the page links to, sitemaps those that its
    robots.txt names; usual paths are tried where there are none. `since` (a day or a moment, ISO 8601) leaves out what
    is older or has no date, `match` (a regular expression) addresses in which it is not found. At most MAX_DOCUMENTS
    documents are read and MAX_ENTRIES addresses given, all of the site's own host or a part of it.

    Raises FetchError where the site cannot be reached, and `no-article` where it lists nothing; ValueError for a
    `since` or `match` that cannot be read; ConfigError.
    """
    begin = _moment(since)
    pattern = _pattern(match)
    with Fetcher(options) as fetcher:
        search = _Search(fetcher, begin)
        failure = search.from_start(site if "://" in site else f"https://{site}")
    if not len(search.entries):
        if error := search.lacking or failure:
            raise error
        raise FetchError("no-article", "no feed and no sitemap lists an article here; name one by its address")
    if search.entries.left_out:
        log.warning("%s: lists more than %d articles: %d left out", search.site, MAX_ENTRIES, search.entries.left_out)
    return newest_first(search.entries, begin, pattern)


def _pattern(match: str | re.Pattern[str] | None) -> re.Pattern[str] | None:
    try:
        return re.compile(match) if isinstance(match, str) else match
    except re.error as error:
        raise ValueError(f"{match!r} is no regular expression: {error}") from error


def _moment(since: str | date | None) -> datetime | None:
    if since is None:
        return None
    text = since if isinstance(since, str) else since.isoformat()
    known = iso_date(text)
    if known is None:
        raise ValueError(f"{text!r} is no date; give it as 2024-05-31 or 2024-05-31T12:00:00+02:00")
    return instant(known)


@dataclass(frozen=True, slots=True)
class _Document:
    """Something to read, and how many lists it is away from the beginning."""

    url: str
    depth: int = 0


class _Search:
    """One site's documents, read one after the other, and what they list."""

    def __init__(self, fetcher: Fetcher, since: datetime | None) -> None:
        self.entries = Entries(MAX_ENTRIES)
        self.lacking: ConfigError | None = None
        self._fetcher = fetcher
        self._since = since
        self.site = ""
        self._asked: set[str] = set()

    def from_start(self, start: str) -> FetchError | None:
        """Read what is at an address, and all that it leads to. Gives the failure of that page; raises the host's."""
        self.site = links.site_of(start)
        failure = None
        try:
            page = self._download(start)
            self.site = links.site_of(page.url)
        except FetchError as error:
            if error.code in _OF_THE_HOST:
                raise
            page, failure = RawPage(b"", start), error
        try:
            self._read_all(self._take(page, 0))
        except _NoListError:
            self._from_page(page)
        return failure

    def _from_page(self, page: RawPage) -> None:
        url = page.url or ""
        named = [address for address in _linked_feeds(page) if not _COMMENTS.search(address)][:_MAX_FEEDS]
        self._read_named_or_usual(named, _USUAL_FEEDS, url)
        try:
            listed: Iterable[str] = self._fetcher.sitemaps(url)
        except FetchError as error:
            log.warning("%s: robots.txt: %s: %s", url, error.code, error.message)
            listed = ()
        self._read_named_or_usual(listed, _USUAL_SITEMAPS, url)

    def _read_named_or_usual(self, named: Iterable[str], usual: tuple[str, ...], url: str) -> None:
        """Read the documents that are named; where there are none, the first of the usual ones that there is."""
        documents = [_Document(urljoin(url, address)) for address in named]
        if documents:
            self._read_all(documents)
            return
        for path in usual:
            try:
                children = self._take(self._download(urljoin(url, path)), 0)
            except (FetchError, _NoListError) as error:
                log.info("%s: no list at %s: %s", self.site, path, error)
            else:
                self._read_all(children)
                return

    def _read_all(self, documents: Iterable[_Document]) -> None:
        """Read documents and those that they list, the nearest first; what cannot be read is told."""
        waiting = deque(documents)
        while waiting:
            document = waiting.popleft()
            if document.url in self._asked:
                continue
            if len(self._asked) >= MAX_DOCUMENTS:
                log.warning("%s: more than %d feeds and sitemaps; the rest is not read", self.site, MAX_DOCUMENTS)
                return
            try:
                waiting += self._take(self._download(document.url), document.depth)
            except FetchError as error:
                log.warning("%s: %s: %s", document.url, error.code, error.message)
            except _NoListError as error:
                log.warning("%s: not-text: %s", document.url, error)

    def _download(self, url: str) -> RawPage:
        self._asked.add(url)
        return self._fetcher.download(url)

    def _take(self, page: RawPage, depth: int) -> list[_Document]:
        """Keep what a document lists, and give the documents that it leads to. Raises _NoListError."""
        try:
            listed = _listed(page, self._fetcher.max_bytes)
        except ConfigError as error:  # without the library for feeds there may still be sitemaps
            self.lacking = error
            raise _NoListError(error.message) from error
        for entry in listed.entries:
            self._keep(entry)
        if depth >= MAX_DEPTH:
            return []
        newest = newest_first(listed.children, None, None)
        return [_Document(child.url, depth + 1) for child in newest if self._may_be_new(child)]

    def _may_be_new(self, sitemap: Entry) -> bool:
        return self._since is None or sitemap.date is None or instant(sitemap.date) >= self._since

    def _keep(self, entry: Entry) -> None:
        """Keep an article of the site: lists name other sites' articles, too, and the front page."""
        try:
            url = weburl.parse(entry.url)
        except FetchError:
            return
        site, ours = links.site_of(str(url)), self.site
        if (site == ours or site.endswith(f".{ours}") or ours.endswith(f".{site}")) and url.raw_path != b"/":
            self.entries.add(weburl.settled(url), replace(entry, url=str(url)))


class _NoListError(ValueError):
    """A document is neither a feed nor a sitemap."""


def _listed(page: RawPage, max_bytes: int) -> sitemaps.Sitemap:
    """What a feed or a sitemap lists. Raises _NoListError."""
    body = _unpacked(page.body, max_bytes) if page.body.startswith(b"\x1f\x8b") else page.body
    start = body[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    root = _ROOT.match(start)
    kind = root.group(1).lower() if root else start[:1]
    try:
        if kind in (b"urlset", b"sitemapindex"):
            return sitemaps.read(body.lstrip())
        if kind in (b"rss", b"feed", b"rdf"):
            return sitemaps.Sitemap(tuple(feeds.read(body, page.url or "", page.content_type)))
        if kind == b"{":
            return sitemaps.Sitemap(tuple(feeds.read_json(body, page.url or "")))
        return sitemaps.read_text(body)
    except (sitemaps.SitemapError, feeds.FeedError) as error:
        raise _NoListError(str(error)) from error


def _unpacked(body: bytes, max_bytes: int) -> bytes:
    """What is in a `.gz` file. Raises _NoListError."""
    out = bytearray()
    try:
        for piece in unpack([body], "gzip"):
            out += piece
            if len(out) > max_bytes:
                raise _NoListError(f"it has more than {max_bytes:,} bytes unpacked; raise --max-bytes")
    except UnpackError as error:
        raise _NoListError(str(error)) from error
    return bytes(out)


def _linked_feeds(page: RawPage) -> tuple[str, ...]:
    if not page.body:
        return ()
    markup = decode.parser_input(page)
    return () if hostile.too_complex(markup) else links.read(links.parse(markup), page.url).feeds
