"""One URL from its turn to its page: robots.txt, redirects, retries, cookies, all under one clock."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from http.cookiejar import Cookie
from types import TracebackType
from typing import TYPE_CHECKING, Self

import httpx

from newsclean import httpstatus, robots, weburl
from newsclean.deadline import Deadline
from newsclean.errors import FetchError
from newsclean.weburl import host_of

if TYPE_CHECKING:
    from newsclean.fetchoptions import FetchOptions
    from newsclean.fetchsettings import Proxies
    from newsclean.httpcache import CachedTransport
    from newsclean.transport import Answer, Transport
    from newsclean.turns import Turns

MAX_REDIRECTS = 10
BACKOFF = 0.5  # seconds before the first retry, doubled for each further one
_RETRIED = ("connect", "protocol", "http-429", "http-502", "http-503", "http-504")

log = logging.getLogger("newsclean.fetch")

#: Reads a body as far as it is wanted. Raises FetchError.
BodyReader = Callable[["Answer"], bytes]


@dataclass(frozen=True, slots=True)
class Shared:
    """What all visits of one fetcher have in common."""

    options: FetchOptions
    transport: Transport | CachedTransport
    turns: Turns
    robots: robots.RobotsCache
    proxies: Proxies
    headers: dict[str, str]  # to every host
    own_headers: list[tuple[bytes, bytes]]  # to the host that was asked
    cookies: list[Cookie]


@dataclass(frozen=True, slots=True)
class Reply:
    """A page, or where the server sends for it."""

    url: httpx.URL
    content_type: str | None = None
    body: bytes = b""
    location: bytes | None = None


class Visit:
    """Fetching of one URL. A context manager: on leaving, the host's next turn begins."""

    def __init__(self, shared: Shared, address: str) -> None:
        """Raises FetchError for an address that cannot be fetched at all."""
        self.asked = weburl.parse(address)
        self._authorization = weburl.basic_authorization(address)
        self._shared = shared
        self._deadline = Deadline(shared.options.timeout)
        self._retries = shared.options.retries
        self._turn: str | None = None  # the host whose turn is ours
        self._cookies = httpx.Cookies()
        for cookie in shared.cookies:
            self._cookies.jar.set_cookie(cookie)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end_turn()

    def get(self, url: httpx.URL, read: BodyReader) -> Reply:
        """The page at a URL, or where it redirects to, robots.txt heeded at each hop. Raises FetchError."""
        return self._follow(url, MAX_REDIRECTS, self._obey_robots, read)

    def _follow(self, url: httpx.URL, hops: int, admit: Callable[[httpx.URL], None], read: BodyReader) -> Reply:
        for _ in range(hops + 1):
            admit(url)
            reply = self._persist(url, read)
            if reply.location is None:
                return reply
            target = weburl.redirect_target(url, reply.location)
            if url.scheme == "https" and target.scheme == "http":
                log.warning("%s redirects from https to http: what came was not protected on the way", url)
            url = target
        raise FetchError("redirect-loop", f"more than {hops} redirects, the last one to {url}; check it in a browser")

    def _persist(self, url: httpx.URL, read: BodyReader) -> Reply:
        """Ask, and ask again where that can heal."""
        while True:
            self._begin_turn(host_of(url))
            try:
                return self._ask(url, read)
            except FetchError as error:
                pause = self._pause(error, host_of(url))
                if pause is None:
                    raise
            self._retries -= 1
            self._shared.turns.sleep(pause)

    def _pause(self, error: FetchError, host: str) -> float | None:
        """Seconds before a retry, or None when there is none: it cannot heal, or there is no time left."""
        wait = error.retry_after if isinstance(error, httpstatus.HttpError) else None
        if wait is not None and wait <= httpstatus.MAX_RETRY_AFTER:
            self._shared.turns.hold_off(host, wait)
        if error.code not in _RETRIED or self._retries <= 0:
            return None
        if wait is None:
            backoff = BACKOFF * 2 ** (self._shared.options.retries - self._retries)
            wait = backoff * random.uniform(0.5, 1.5)  # noqa: S311 - no secret
        elif wait > httpstatus.MAX_RETRY_AFTER:
            return None
        pause = max(self._shared.turns.delay(host), wait)
        return pause if self._deadline.allows(pause) else None

    def _ask(self, url: httpx.URL, read: BodyReader) -> Reply:
        """One request and its answer. Raises FetchError, HttpError for a status that gives no page."""
        request = self._request(url)
        with self._shared.transport.send(request, self._deadline, self._shared.proxies.of(url)) as answer:
            self._remember_cookies(request, answer)
            if answer.status in httpstatus.REDIRECTS:
                location = next((value for name, value in answer.headers.raw if name.lower() == b"location"), None)
                if location is not None:
                    return Reply(url, location=location)
            if 200 <= answer.status < 300:
                return Reply(url, answer.headers.get("content-type"), read(answer))
            raise httpstatus.failure(answer.status, answer.headers)

    def _request(self, url: httpx.URL) -> httpx.Request:
        """What was given for the URL that was asked goes to its host only, a cookie to the cookie's own."""
        # Named here, for httpx would decode the host to name it, and raises on labels that IDNA does not know.
        headers = httpx.Headers({"Host": url.netloc.decode("ascii"), **self._shared.headers})
        own = weburl.same_origin(self.asked, url)
        if own:
            if self._authorization:
                headers["Authorization"] = self._authorization
            named = {name.lower() for name, _ in self._shared.own_headers}
            common = [(name, value) for name, value in headers.raw if name.lower() not in named]
            headers = httpx.Headers([*common, *self._shared.own_headers])
        request = httpx.Request("GET", url, headers=headers)
        if own or url.raw_host != self.asked.raw_host:
            self._cookies.set_cookie_header(request)
        return request

    def _remember_cookies(self, request: httpx.Request, answer: Answer) -> None:
        """Some sites set a cookie and redirect to the same page; it is kept for this visit only."""
        values = [(name, value) for name, value in answer.headers.raw if name.lower() == b"set-cookie"]
        if values:
            self._cookies.extract_cookies(httpx.Response(200, headers=values, request=request))

    def robots_of(self, url: httpx.URL) -> robots.Robots:
        """What the robots.txt of a URL's site says, known or read now. Raises FetchError."""
        site = weburl.origin(url)
        known = self._shared.robots.get(site)
        if known is None:
            self._begin_turn(host_of(url))  # others may have read it while this one waited
            known = self._shared.robots.get(site) or self._read_robots(url)
            self._shared.robots.put(site, known)
        return known

    def _obey_robots(self, url: httpx.URL) -> None:
        """Raise FetchError `robots` where the site's robots.txt forbids the URL; slow down where it asks for that."""
        if not self._shared.options.robots:
            return
        site = weburl.origin(url)
        known = self.robots_of(url)
        rule = known.forbidding_rule(str(url))
        if rule:
            raise FetchError(
                "robots", f"robots.txt of {site} forbids this: {rule[:200]}; --no-robots for your own site"
            )
        if known.crawl_delay > robots.MAX_CRAWL_DELAY:
            raise FetchError("robots", f"robots.txt of {site} asks for {known.crawl_delay:g} s between two pages")
        self._shared.turns.slow_down(host_of(url), known.crawl_delay)

    def _read_robots(self, url: httpx.URL) -> robots.Robots:
        """Read a site's robots.txt (RFC 9309, 2.3.1). A network failure ends the visit with its own code."""
        address = url.copy_with(path="/robots.txt", query=None)
        try:
            reply = self._follow(address, robots.MAX_REDIRECTS, lambda _url: None, httpstatus.read_start)
        except httpstatus.HttpError as error:
            return robots.everything_allowed() if error.status < 500 else robots.nothing_allowed(error.status)
        except FetchError as error:
            if error.code == "redirect-loop":  # RFC 9309, 2.3.1.2: as if there were none
                return robots.everything_allowed()
            if error.code in ("timeout", "protocol"):  # other codes concern the host, not this file of it
                raise FetchError(error.code, f"robots.txt: {error.message}") from None
            raise
        return robots.parse(reply.body, robots.product_token(self._shared.options.user_agent))

    def _begin_turn(self, host: str) -> None:
        """Give back another host's turn and wait for this one's; the wait is not the URL's time."""
        if self._turn == host:
            return
        self._end_turn()
        self._deadline.extend(self._shared.turns.take(host))
        self._turn = host

    def _end_turn(self) -> None:
        if self._turn is not None:
            self._shared.turns.give_back(self._turn)
            self._turn = None
