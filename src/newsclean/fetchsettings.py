"""The user's own side of fetching made ready once: headers, cookies, certificate authorities, proxies."""

from __future__ import annotations

import re
import ssl
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import Cookie, LoadError, MozillaCookieJar
from typing import TYPE_CHECKING

import httpx

from newsclean import unpack
from newsclean.errors import ConfigError, FetchError
from newsclean.weburl import host_of, parse

if TYPE_CHECKING:
    from newsclean.fetchoptions import FetchOptions

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
#: Headers that say how the request itself is built.
_RESERVED = ("host", "content-length", "transfer-encoding", "connection", "te", "upgrade")
_ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class Proxies:
    """Which proxy a URL goes through."""

    by_scheme: Mapping[str, httpx.URL]
    from_environment: bool = False

    def of(self, url: httpx.URL) -> httpx.URL | None:
        """Proxy of a URL, or None; NO_PROXY is heeded where the environment named the proxies."""
        if self.from_environment and urllib.request.proxy_bypass(host_of(url)):
            return None
        return self.by_scheme.get(url.scheme)


def common_headers(options: FetchOptions) -> dict[str, str]:
    """Headers that go to every host. Raises ConfigError for a user agent that is no header's value."""
    if _CONTROL.search(options.user_agent) or not options.user_agent.isascii():
        raise ConfigError("config", "the user agent holds characters that no header may hold; use plain ASCII")
    return {"User-Agent": options.user_agent, "Accept": _ACCEPT, "Accept-Encoding": unpack.accepted()}


def own_headers(options: FetchOptions) -> list[tuple[bytes, bytes]]:
    """The user's headers. Raises ConfigError that names the header and never its value."""
    ready = []
    for name, value in options.headers:
        if not _TOKEN.fullmatch(name) or name.lower() in _RESERVED:
            raise ConfigError("config", f"--header {name[:60]!r} cannot be sent; give NAME:VALUE, and not {_RESERVED}")
        if _CONTROL.search(value):
            raise ConfigError("config", f"--header {name}: the value holds control characters; give it on one line")
        ready.append((name.encode("ascii"), value.strip().encode("utf-8")))
    return ready


def cookies(options: FetchOptions) -> list[Cookie]:
    """Cookies of the user's file. Raises ConfigError when it cannot be read or is not in Netscape's format."""
    if options.cookies is None:
        return []
    jar = MozillaCookieJar()
    try:
        jar.load(options.cookies, ignore_discard=True, ignore_expires=True)
    except LoadError:
        raise ConfigError(
            "config",
            f"--cookies {options.cookies}: not a cookie file in Netscape's format, which starts with the line "
            "'# Netscape HTTP Cookie File'; export it from the browser as cookies.txt",
        ) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise ConfigError("config", f"--cookies {options.cookies}: {why}; give a file that can be read") from None
    for cookie in jar:
        if cookie.expires == 0:  # how browsers' exporters write one that lives as long as the browser
            cookie.expires, cookie.discard = None, True
    return [cookie for cookie in jar if not cookie.is_expired()]


def tls_context(options: FetchOptions) -> ssl.SSLContext:
    """Certificate checks by the usual authorities and the user's. Raises ConfigError for a file that is none."""
    try:
        context = httpx.create_ssl_context(trust_env=options.trust_env)
        if options.ca_file is not None:
            context.load_verify_locations(cafile=options.ca_file)
    except (OSError, ValueError) as error:  # SSLError is an OSError
        why = "no certificates in PEM" if isinstance(error, (ssl.SSLError, ValueError)) else error.strerror
        raise ConfigError("config", f"certificate authorities of {options.ca_file or 'the system'}: {why}") from None
    return context


def proxies(options: FetchOptions) -> Proxies:
    """The proxies that were asked for. Raises ConfigError for what is no http:// proxy; it never shows a password."""
    if options.proxy is not None:
        proxy = _proxy(options.proxy, "--proxy")
        return Proxies({"http": proxy, "https": proxy})
    if not options.trust_env:
        return Proxies({})
    found = urllib.request.getproxies()
    named = {scheme: found.get(scheme) or found.get("all") for scheme in ("http", "https")}
    by_scheme = {s: _proxy(address, f"the environment's {s} proxy") for s, address in named.items() if address}
    return Proxies(by_scheme, from_environment=True)


def _proxy(address: str, where: str) -> httpx.URL:
    """An http proxy. Those of https and SOCKS are not spoken."""
    text = address if "://" in address else f"http://{address}"
    try:
        plain, given = parse(text), httpx.URL(text)
    except (FetchError, httpx.InvalidURL):
        raise ConfigError("config", f"{where} is no address of a proxy; give http://host:port") from None
    if plain.scheme != "http":
        raise ConfigError("config", f"{where}: only http:// proxies are spoken; give http://host:port")
    return plain.copy_with(username=given.username, password=given.password) if given.userinfo else plain
