"""A URL to a page: bounded, safe and polite."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from types import TracebackType
from typing import Self

from newsclean import addresses, fetchsettings, httpstatus, media, weburl
from newsclean.fetchoptions import FetchOptions
from newsclean.model import RawPage
from newsclean.robots import RobotsCache
from newsclean.transport import Answer, Transport
from newsclean.turns import Turns
from newsclean.visit import Shared, Visit

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
        if options.ca_file is not None:
            tls()
        transport = Transport(tls, options.allow_private, resolver, options.max_wire_bytes)
        self._shared = Shared(
            options=options,
            transport=transport,
            turns=Turns(options.delay),
            robots=RobotsCache(),
            proxies=fetchsettings.proxies(options),
            headers=fetchsettings.common_headers(options),
            own_headers=fetchsettings.own_headers(options),
            cookies=fetchsettings.cookies(options),
        )

    def fetch(self, url: str) -> RawPage:
        """The page or plain text at a URL, as it came.

        `body` is unpacked, `url` where it was found in the end, `content_type` the header, `input` the URL as asked;
        userinfo is in neither. Raises FetchError with a code of the interface's table and nothing else.
        """
        page = self._get(url, media.refuse_type)
        media.refuse_bytes(page)
        return page

    def download(self, url: str) -> RawPage:
        """Whatever is at a URL (a feed, a site map), by the same rules as `fetch`."""
        return self._get(url, lambda _type: None)

    def _get(self, url: str, admit_type: Callable[[str | None], None]) -> RawPage:
        def read(answer: Answer) -> bytes:
            admit_type(answer.headers.get("content-type"))
            return httpstatus.read_whole(answer, self._options.max_bytes)

        with Visit(self._shared, url) as visit:
            reply = visit.get(visit.asked, read)
        fetched = datetime.now(UTC).isoformat(timespec="seconds")
        return RawPage(reply.body, str(reply.url), reply.content_type, "auto", weburl.shown(url), fetched)

    def close(self) -> None:
        """Nothing is held open between two pages; there for `with`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
