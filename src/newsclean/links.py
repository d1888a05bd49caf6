"""Addresses that a page names: its canonical one, its next page, where it forwards to, its feeds.

Addresses are made absolute against the page (RFC 3986); only http and https ones are given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


def _pattern(source: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A function that gives the compiled pattern; few pages need each."""
    return cache(lambda: re.compile(source, flags))


_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_REFRESH = _pattern(r"""^\s*([\d.]+)\s*[;,]?\s*(?:url\s*=\s*)?["']?([^"']*)["']?\s*$""", re.I)
#: Wayback Machine and archive.today put their own address before the page's.
_ARCHIVE = _pattern(
    r"^https?://(?:web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?|archive\.(?:ph|today|is|li|md|vn|fo)/\d{4,14})/"
    r"(?=https?:/)",
    re.I,
)
_TRACKING = _pattern(
    r"(?:utm_|mtm_|pk_|hsa_|at_(?:medium|campaign)|fb_|mc_[ce]id|_hs)|"
    r"(?:(?:fb|g|d)clid|gclsrc|msclkid|yclid|twclid|ttclid|igshid|wbraid|gbraid|mkt_tok|ocid|cmpid|cmp|smid|xtor|__twitter_impression)$",
    re.I,
)
_REFRESH_SECONDS = 5.0  # a slower refresh reloads the page or rotates a front page
#: Absolute and clean already, as nearly all are: taking it apart would find nothing.
_USUAL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[A-Za-z0-9/_.~:?#@!$&'()*+,;=%-]*")
#: A host that needs no parser: no user, no port, no capitals.
_USUAL_HOST = _pattern(r"https?://([a-z0-9.-]+)(?=[/?#]|\Z)")
_UNSAFE = _pattern(r"[\x00-\x20\x7f<>\"{}|\\^`]")


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a page says of its own address and of others that belong to it."""

    canonical: str | None = None
    next_page: str | None = None
    refresh: str | None = None  # where <meta http-equiv=refresh> forwards to
    feeds: tuple[str, ...] = ()


def absolute(href: str | None, base: str | None) -> str | None:
    """An http(s) address, absolute, or None for anything else (`javascript:`, `data:`, a relative one without base)."""
    href = (href or "").strip()
    if not href:
        return None
    if _USUAL.fullmatch(href):
        return href
    try:
        address = urljoin(base, href) if base else href
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port  # a port that is no number raises
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or " " in host:
        return None
    return _UNSAFE().sub(lambda found: f"%{ord(found.group()):02X}", address)


def without_archive(address: str) -> str:
    """The archived page's own address, when the address is an archive's copy of it."""
    found = _ARCHIVE().match(address) if "archive." in address.lower() else None
    if not found:
        return address
    inner = address[found.end() :]
    # Proxies fold the double slash of the inner address into one.
    return re.sub(r"^(https?):/(?!/)", r"\1://", inner, flags=re.I)


def without_tracking(address: str) -> str:
    """The address without parameters that only say how the reader came, and without its fragment."""
    parts = urlsplit(address)
    if not parts.query:
        return urlunsplit(parts._replace(fragment=""))
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING().match(name)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit(parts._replace(query=query, fragment=""))


def site_of(address: str | None) -> str:
    """Host of an address, lower case, without `www.`; empty when there is none."""
    if not address:
        return ""
    if usual := _USUAL_HOST().match(address):
        return usual[1].removeprefix("www.")
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def first_rel(links: Iterable[Mapping[str, str | None]], rel: str, base: str | None) -> tuple[str, str] | None:
    """Address and raw href of the first `<link>` with a relation whose address can be used."""
    for attributes in links:
        if rel in (attributes.get("rel") or "").lower().split():
            raw = attributes.get("href") or ""
            if address := absolute(raw, base):
                return address, raw
    return None


def refresh_target(content: str, base: str | None) -> str | None:
    """Where a refresh forwards to (HTML "shared declarative refresh steps"); None for a reload or a slow one."""
    found = _REFRESH().match(content)
    if not found or not found.group(2).strip():
        return None
    try:
        seconds = float(found.group(1))
    except ValueError:
        return None
    return absolute(found.group(2), base) if seconds <= _REFRESH_SECONDS else None


def parse(markup: bytes) -> LexborHTMLParser:
    """The tree of a page's markup, given as UTF-8, where only its links are wanted."""
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(markup)


def anchors(tree: LexborHTMLParser, url: str) -> Iterator[tuple[str, str]]:
    """Text and address of each link of a page that was found at url."""
    base_node = tree.css_first("base[href]")
    base = absolute(base_node.attributes.get("href"), url) if base_node else None
    for node in tree.css("a[href]"):
        if address := absolute(node.attributes.get("href"), base or url):
            yield " ".join(node.text(deep=True).split()), address


def read(tree: LexborHTMLParser, url: str | None) -> PageLinks:
    """The links of a parsed page that was found at url."""
    base: str | None = url
    elements: list[Mapping[str, str | None]] = []
    refresh = None
    for node in tree.css("base[href], link[rel][href], a[rel~=next][href], meta[http-equiv=refresh i][content]"):
        attributes = node.attributes
        if node.tag == "base":
            base = absolute(attributes.get("href"), url) or base
        elif node.tag == "meta":
            refresh = refresh or attributes.get("content")
        else:
            elements.append(attributes)
    return PageLinks(
        canonical=_address(elements, "canonical", base),
        next_page=_address(elements, "next", base),
        refresh=refresh_target(refresh, base) if refresh else None,
        feeds=tuple(dict.fromkeys(_feeds(elements, base))),
    )


def _address(elements: Iterable[Mapping[str, str | None]], rel: str, base: str | None) -> str | None:
    found = first_rel(elements, rel, base)
    return found[0] if found else None


def _feeds(elements: Iterable[Mapping[str, str | None]], base: str | None) -> Iterable[str]:
    for attributes in elements:
        words = (attributes.get("rel") or "").lower().split()
        kind = (attributes.get("type") or "").split(";")[0].strip().lower()
        if "alternate" in words and kind in _FEED_TYPES:
            address = absolute(attributes.get("href"), base)
            if address:
                yield address
