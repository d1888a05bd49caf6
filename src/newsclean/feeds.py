"""Feeds: RSS and Atom by feedparser, JSON Feed (jsonfeed.org, 1.1)."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin

from newsclean.entries import Entry, iso_date
from newsclean.errors import ConfigError

#: feedparser reads about a megabyte a second.
MAX_BYTES = 5 * 1024 * 1024


_TAG = re.compile(r"<[^<>]*>")


class FeedError(ValueError):
    """A file is no feed that can be read."""


def read(body: bytes, url: str, content_type: str | None = None) -> list[Entry]:
    """The entries of an RSS or Atom feed that was found at a URL. Raises FeedError, ConfigError without feedparser."""
    try:
        import feedparser  # type: ignore[import-untyped]
    except ImportError:
        raise ConfigError("config", "reading feeds needs feedparser: pip install 'newsclean[feeds]'") from None
    if len(body) > MAX_BYTES:
        raise FeedError(f"it has more than {MAX_BYTES:,} bytes")
    try:
        headers = {"content-location": url} | ({"content-type": content_type} if content_type else {})
        # As a stream: what is no stream is taken for a name, and opened. The texts of entries are not wanted.
        parsed = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False)
        return list(_entries(parsed.entries, url))
    except Exception as error:  # it promises to raise nothing, and what stands in a feed makes it
        raise FeedError(f"it cannot be read ({type(error).__name__})") from error


def _entries(found: list[Any], url: str) -> Iterator[Entry]:
    for item in found:
        # Feedburner writes its own address, and the article's beside it.
        address = item.get("feedburner_origlink") or item.get("link")
        if address:
            yield Entry(
                urljoin(url, address),
                _title(item),
                _iso(item.get("published_parsed")),
                # `get` would give the other date where there is none, and a warning.
                _iso(item["updated_parsed"]) if "updated_parsed" in item else None,
            )


def _title(item: Any) -> str | None:
    title = item.get("title") or ""
    is_markup = "html" in item.get("title_detail", {}).get("type", "")
    return _line(unescape(_TAG.sub("", title)) if is_markup else title)


def read_json(body: bytes, url: str) -> list[Entry]:
    """The entries of a JSON feed. Raises FeedError."""
    try:
        feed = json.loads(body)
        if "jsonfeed.org" not in str(feed["version"]):
            raise FeedError("it is JSON, and no JSON feed")
        items = [item for item in feed["items"] if isinstance(item, dict)]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise FeedError("it is JSON, and no JSON feed") from error
    return [
        Entry(
            urljoin(url, str(address)),
            _line(item.get("title")),
            iso_date(str(item.get("date_published"))),
            iso_date(str(item.get("date_modified"))),
        )
        for item in items
        if (address := item.get("url") or item.get("external_url"))
    ]


def _line(text: object) -> str | None:
    return " ".join(str(text).split()) or None if text else None


def _iso(moment: time.struct_time | None) -> str | None:
    """A time of feedparser, which is UTC."""
    try:
        return datetime(*moment[:6], tzinfo=UTC).isoformat() if moment else None
    except ValueError:
        return None
