"""What an answer is, by its Content-Type and its first bytes: a page or a text, or something that holds no article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclean import decode
from newsclean.errors import FetchError, InputError

if TYPE_CHECKING:
    from newsclean.model import RawPage

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "multipart/related", "message/rfc822")
#: Types that say nothing: the bytes decide. So they do for what merely sounds like a page (`application/x-php`).
_UNSAID = ("", "application/octet-stream", "binary/octet-stream", "unknown/unknown")
_SOUNDS_LIKE_A_PAGE = re.compile(r"html|xml|php")
_NAMES = {
    "application/pdf": "a PDF",
    "application/json": "JSON data",
    "application/ld+json": "JSON data",
    "application/rss+xml": "a feed (RSS)",
    "application/atom+xml": "a feed (Atom)",
    "application/feed+json": "a feed (JSON Feed)",
    "application/rdf+xml": "a feed (RDF)",
    "application/zip": "a zip archive",
    "text/css": "a style sheet",
    "text/javascript": "a script",
    "application/javascript": "a script",
    "text/csv": "a table (CSV)",
}
_KINDS = {"image": "an image", "audio": "a sound", "video": "a video", "font": "a font"}
#: Atomic groups, for a prologue of many comments must not be tried in every way.
_FEED = re.compile(
    rb"^\s*(?>(?>(?><!--.*?-->)|<\?[^>]*>|<!DOCTYPE[^>]*>)\s*)*+<(rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.S
)
_TOLD = "give newsclean the address of a page or a plain text"


def media_type(content_type: str | None) -> str:
    """Type and subtype of a Content-Type header, lower case; of a doubled header the first one."""
    return re.split(r"[;,]", content_type or "")[0].strip().lower()


def refuse_type(content_type: str | None) -> None:
    """Raise FetchError `not-text` where the header alone says that this is neither a page nor a text."""
    media = media_type(content_type)
    if media in _PAGES or media in _UNSAID or "/" not in media:
        return
    what = _NAMES.get(media) or _KINDS.get(media.partition("/")[0])
    if what or not (media.startswith("text/") or _SOUNDS_LIKE_A_PAGE.search(media)):
        raise FetchError("not-text", f"this is {what or media[:60]}, not a page; {_TOLD}")


def refuse_bytes(page: RawPage) -> None:
    """Raise FetchError `not-text` for a body that is a feed, or no text at all, whatever its header said."""
    found = _FEED.match(page.body[:4096])
    if found:
        what = "a site map" if found.group(1) in (b"urlset", b"sitemapindex") else "a feed"
        raise FetchError("not-text", f"this is {what}, not a page; {_TOLD}")
    try:
        decode.refuse_binary(page)
    except InputError as error:
        raise FetchError(error.code, error.message) from None
