"""A URL to a page: bounded, safe and polite."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from newsclean import addresses, allpages, archive, fetchsettings, httpstatus, media, stubs, weburl
from newsclean.errors import FetchError
from newsclean.fetchoptions import FetchOptions
from newsclean.model import RawPage
from newsclean.robots import RobotsCache
from newsclean.transport import Transport
from newsclean.turns import Stopped, Turns
from newsclean.visit import Shared, Visit

if TYPE_CHECKING:
    import httpx

    from newsclean.httpcache import CachedTransport
    from newsclean.transport import Answer
    from newsclean.visit import Reply

__all__ = ["FetchOptions", "Fetcher", "fetch"]


def fetch(url: str, options: FetchOptions | None = None) -> RawPage:
    """The page at a URL, see `Fetcher.fetch`. Raises FetchError, and ConfigError for options that cannot be used."""
    with Fetcher(options) as fetcher:
        return fetcher.fetch(url)


class Fetcher:
    """Fetches pages, from many threads if wanted: one URL at a time from one host, with a delay between two.

    It remembers robots.txt and hosts' delays, nothing else: a cookie that a site sets lives as long as the visit.
    """

    def __init__(
        self, options: FetchOptions | None = None, *, resolver: addresses.Resolver = addresses.system_resolver
    ) -> None:
        """Read cookies, certificates and proxies. Raises ConfigError where they cannot be used."""
        options = options or FetchOptions()
        self._options = options
        tls = cache(lambda: fetchsettings.tls_context(options))
        if options.ca_file is not None or options.trust_env:
            tls()  # so that a file that cannot be used is said now
        transport = Transport(tls, options.allow_private, resolver, options.max_wire_bytes)
        self._cache = _cache(transport, options)
        self._shared = Shared(
            options=options,
            transport=self._cache or transport,
            turns=Turns(options.delay),
            robots=RobotsCache(),
            proxies=fetchsettings.proxies(options),
            headers=fetchsettings.common_headers(options),
            own_headers=fetchsettings.own_headers(options),
            cookies=fetchsettings.cookies(options),
        )
        self._archive = self._archive_of(options)

    def _archive_of(self, options: FetchOptions) -> archive.Archive | None:
        """The archive that is asked for what is gone. What is meant for a page's own host does not go there."""
        if options.archive is None:
            return None
        stranger = replace(self._shared, own_headers=[])
        return archive.Archive(
            options.archive.rstrip("/"), partial(self._visited, stranger), partial(self._downloaded, stranger)
        )

    def fetch(self, url: str) -> RawPage:
        """The page or plain text at a URL, as it came.

        `body` is unpacked, `url` where it was found in the end, `content_type` the header, `input` the URL as asked;
        userinfo is in neither. A page without text that only leads on to the article (a `<meta refresh>`, the shell of
        an AMP page) is followed once. With `all_pages` the article's other pages are in `further`; with `archive`, what
        is gone comes from there. Raises FetchError with a code of the interface's table and nothing else.
        """
        fetch = self._one if self._archive is None else partial(archive.or_copy, fetch=self._one, archive=self._archive)
        page = replace(fetch(url), input=weburl.shown(url))
        return allpages.gathered(page, self._one) if self._options.all_pages else page

    def _one(self, url: str) -> RawPage:
        return self._visited(self._shared, url)

    def _visited(self, shared: Shared, url: str) -> RawPage:
        with Visit(shared, url) as visit:
            page = self._page(visit, visit.asked, url)
            stub = stubs.read(page)
            if stub.refresh:
                return self._page(visit, weburl.parse(stub.refresh), url)
            if stub.canonical:
                # Many sites name a canonical address carelessly: where it gives no page, what came is as good.
                try:
                    return self._page(visit, weburl.parse(stub.canonical), url)
                except Stopped:
                    raise
                except FetchError:
                    return page
            return page

    def download(self, url: str) -> RawPage:
        """Whatever is at a URL (a feed, a site map), by the same rules as `fetch`."""
        return self._downloaded(self._shared, url)

    def _downloaded(self, shared: Shared, url: str) -> RawPage:
        with Visit(shared, url) as visit:
            return _raw_page(visit.get(visit.asked, self._read_whole), url)

    def _page(self, visit: Visit, address: httpx.URL, asked: str) -> RawPage:
        page = _raw_page(visit.get(address, self._read_text), asked)
        media.refuse_bytes(page)
        return page

    def _read_text(self, answer: Answer) -> bytes:
        media.refuse_type(answer.headers.get("content-type"))
        return self._read_whole(answer)

    def _read_whole(self, answer: Answer) -> bytes:
        return httpstatus.read_whole(answer, self._options.max_bytes)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Addresses of the sitemaps that the robots.txt of a URL's site names, with `robots` off, too.

        Raises FetchError where it cannot be read.
        """
        with Visit(self._shared, url) as visit:
            return visit.robots_of(visit.asked).sitemaps

    @property
    def max_bytes(self) -> int:
        """The largest body that is read, unpacked."""
        return self._options.max_bytes

    def pause(self, host: str) -> float:
        """Seconds until a host may be asked again, 0 when it may."""
        return self._shared.turns.pause(host)

    def stop(self) -> None:
        """Have all that waits for a host's turn or for a retry end at once, with Stopped. May be called by a handler.

        A page that is being read is read to its end.
        """
        self._shared.turns.stop()

    def close(self) -> None:
        """Close the cache; nothing else is held open between two pages."""
        if self._cache is not None:
            self._cache.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _cache(transport: Transport, options: FetchOptions) -> CachedTransport | None:
    if options.cache is None:
        return None
    from newsclean.httpcache import CachedTransport

    return CachedTransport(transport, Path(options.cache))


def _raw_page(reply: Reply, asked: str) -> RawPage:
    fetched = datetime.now(UTC).isoformat(timespec="seconds")
    return RawPage(reply.body, str(reply.url), reply.content_type, "auto", weburl.shown(asked), fetched)
