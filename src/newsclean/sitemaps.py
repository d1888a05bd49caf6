"""Sitemaps (sitemaps.org, protocol 0.9): lists of addresses and lists of lists, with Google's news extension."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree

from newsclean.entries import Entry, iso_date

_STEP = 64 * 1024


class Sitemap(NamedTuple):
    """What one file lists."""

    entries: tuple[Entry, ...] = ()
    children: tuple[Entry, ...] = ()  # further sitemaps; `modified` is their lastmod


class SitemapError(ValueError):
    """A file is no sitemap that can be read."""


def read(body: bytes) -> Sitemap:
    """The addresses in a sitemap or in an index of sitemaps; those before a fault where it is broken.

    Raises SitemapError where not even the beginning is one.
    """
    if b"<!ENTITY" in body:
        raise SitemapError("it declares entities, which no sitemap needs")
    entries: list[Entry] = []
    children: list[Entry] = []
    root = None
    fault = ""
    try:
        for event, element in _events(body):
            root = element if root is None else root
            name = _name(element)
            if event == "end" and name in ("url", "sitemap") and (entry := _entry(element)):
                (children if name == "sitemap" else entries).append(entry)
                element.clear()
    except ElementTree.ParseError as error:
        fault = f" ({error})"
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        raise SitemapError(f"it is no sitemap{fault}")
    return Sitemap(tuple(entries), tuple(children))


def _events(body: bytes) -> Iterator[tuple[str, ElementTree.Element]]:
    """What a parser meets, piece by piece, so that elements can be let go. Raises ParseError at a fault."""
    parser: Any = ElementTree.XMLPullParser(["start", "end"])
    for at in range(0, len(body), _STEP):
        parser.feed(body[at : at + _STEP])
        yield from parser.read_events()
    parser.close()
    yield from parser.read_events()


def read_text(body: bytes) -> Sitemap:
    """The addresses of a sitemap in plain text, one a line. Raises SitemapError where a line is none."""
    lines = body.decode("utf-8-sig", "replace").split()
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        raise SitemapError("it is no list of addresses")
    return Sitemap(tuple(Entry(line) for line in lines))


def _entry(element: ElementTree.Element) -> Entry | None:
    """What a <url> or <sitemap> says; elements are told by their names, for many sites get the namespaces wrong."""
    told: dict[str, str] = {}
    for child in element.iter():
        if child.text and child.text.strip():
            told.setdefault(_name(child), child.text.strip())
    if "loc" not in told:
        return None
    title = " ".join(told["title"].split()) if "title" in told else None
    return Entry(told["loc"], title, iso_date(told.get("publication_date")), iso_date(told.get("lastmod")))


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()
