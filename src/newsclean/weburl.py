"""URLs as they are asked for: one reading of each, for the check, the connection and the request alike."""

from __future__ import annotations

import base64
import re
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

import httpx
import idna

from newsclean import addresses
from newsclean.errors import FetchError

_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_KNOWN_SCHEMES = ("about", "blob", "data", "file", "ftp", "javascript", "mailto", "tel", "view-source", "ws", "wss")
_USERINFO = re.compile(r"^(\s*(?:[a-z][a-z0-9+.-]*:)?//)?[^/?#]*@", re.I)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")  # RFC 3986, 2.3
_DEFAULT_PORTS = {"http": 80, "https": 443}


def parse(text: str) -> httpx.URL:
    """A URL without userinfo and fragment, its host in ASCII, addresses in plain decimal or RFC 5952.

    Raises FetchError: `scheme` for what is no http(s) URL, `dns` for a host that can be no name.
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port
        hostname = parts.hostname
    except ValueError:  # its text may quote a password
        raise FetchError("scheme", "this is not a URL that can be read; check its host and port") from None
    if parts.scheme not in ("http", "https"):
        what = f"{parts.scheme}: is not fetched" if parts.scheme in _KNOWN_SCHEMES else "this is no http(s) URL"
        raise FetchError("scheme", f"{what}; give an address that starts with https:// or http://")
    if not hostname:
        raise FetchError("scheme", "the URL names no host; give it as https://host/path")
    host = _host(hostname)
    bracketed = f"[{host}]" if ":" in host else host
    authority = bracketed if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{bracketed}:{port}"
    try:
        return httpx.URL(urlunsplit((parts.scheme, authority, parts.path or "/", parts.query, "")))
    except httpx.InvalidURL:
        raise FetchError("scheme", "this is not a URL that can be read; check its path for odd characters") from None


def normalised(text: str) -> str:
    """The same for all spellings of a URL (RFC 3986, 6.2.2 and 6.2.3), userinfo and fragment left out.

    What is no URL is left as it is.
    """
    try:
        return settled(parse(text))
    except FetchError:
        return text.strip()


def settled(url: httpx.URL) -> str:
    """What `normalised` gives for a URL that `parse` gave."""
    return _ESCAPE.sub(_unescaped, str(url))


def _unescaped(escape: re.Match[str]) -> str:
    character = chr(int(escape.group(1), 16))
    return character if _UNRESERVED.fullmatch(character) else escape.group().upper()


def _host(hostname: str) -> str:
    """Host as it is looked up: percent-decoded, by UTS 46 and IDNA 2008 in ASCII, without the root's dot."""
    try:
        if ":" in hostname:
            return str(addresses.literal(unquote(hostname)))
        host = unquote(hostname, errors="strict")
        if not host.isascii():
            host = idna.encode(host, uts46=True).decode("ascii")
        host = host.lower().removesuffix(".")
        spelled = addresses.literal(host)
    except ValueError as error:  # UnicodeError and IDNAError are ValueErrors
        raise FetchError("dns", f"the URL's host can be no name ({error}); check its spelling") from None
    if spelled:
        return str(spelled)
    if not _HOST.fullmatch(host) or len(host) > 253 or any(len(label) > 63 for label in host.split(".")):
        raise FetchError("dns", "the URL's host can be no name; check its spelling")
    return host


def basic_authorization(text: str) -> str | None:
    """Value of an Authorization header (RFC 7617) from the userinfo of a URL that `parse` takes, where it has one."""
    userinfo = urlsplit(text.strip()).netloc.rpartition("@")[0]
    if not userinfo:
        return None
    user, _, password = userinfo.partition(":")
    pair = unquote_to_bytes(user) + b":" + unquote_to_bytes(password)
    return "Basic " + base64.b64encode(pair).decode("ascii")


def shown(text: str) -> str:
    """A URL as it may be shown and recorded: without userinfo."""
    plain = _USERINFO.sub(r"\1", text, count=1)
    try:
        _ = urlsplit(plain.strip()).port
    except ValueError:  # a password with a slash in it looks like a broken port
        return plain.rpartition("@")[2]
    return plain


def host_of(url: httpx.URL) -> str:
    """Host in ASCII. (`httpx.URL.host` decodes it, and raises on labels that IDNA does not know.)"""
    return url.raw_host.decode("ascii")


def redirect_target(current: httpx.URL, location: bytes) -> httpx.URL:
    """Where a Location header leads; bytes outside ASCII are percent-encoded one by one, as browsers do.

    Raises FetchError `scheme`, `dns`, or `protocol` for what cannot be read.
    """
    ascii_only = re.sub(rb"[\x80-\xff]", lambda found: b"%%%02X" % found.group()[0], location).decode("ascii")
    try:
        target = urljoin(str(current), ascii_only.strip())
    except ValueError:
        raise FetchError("protocol", "the server redirects to an address that cannot be read") from None
    try:
        return parse(target)
    except FetchError as error:
        raise FetchError(error.code, f"the server redirects to {shown(target)[:200]}: {error.message}") from None


def same_origin(asked: httpx.URL, target: httpx.URL) -> bool:
    """Whether what was given for one URL may go to another: same host and port, or its move from http to https."""
    if asked.raw_host != target.raw_host:
        return False
    if (asked.scheme, asked.port) == (target.scheme, target.port):
        return True
    return (asked.scheme, asked.port, target.scheme, target.port) == ("http", None, "https", None)


def origin(url: httpx.URL) -> str:
    """Scheme, host and port: what a robots.txt holds for."""
    return str(url.copy_with(path="/", query=None)).removesuffix("/")
