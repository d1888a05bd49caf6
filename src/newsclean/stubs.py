"""Pages that hold no article and say where it is: a `<meta refresh>`, or the shell of an AMP page.

Read with plain searches, each of which passes a page once: the page comes from anybody, and no parser is at hand here.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from newsclean import decode, links

if TYPE_CHECKING:
    from newsclean.model import RawPage

_MAX_BYTES = 32 * 1024  # a stub is small, or it is none
_MAX_TEXT = 300  # visible characters, white space left out
_UNSEEN = ((b"<!--", b"-->"), (b"<script", b"</script"), (b"<style", b"</style"), (b"<title", b"</title"))
_TAG = re.compile(r"<(meta|link)\b([^<>]{0,2000})>", re.I)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"']+)""", re.I)


class Stub(NamedTuple):
    """Where a stub leads."""

    refresh: str | None = None
    canonical: str | None = None


def read(page: RawPage) -> Stub:
    """Where a page without text of its own leads; nothing for a page with text, or one that leads to itself."""
    if len(page.body) > _MAX_BYTES or b"<" not in page.body:
        return Stub()
    markup = decode.parser_input(page)
    for opening, closing in _UNSEEN:
        markup = _without(markup, opening, closing)
    html = markup.decode("utf-8", "replace")
    if len("".join(re.sub(r"<[^<>]*>", "", html).split())) > _MAX_TEXT:
        return Stub()
    refresh = canonical = None
    for tag in _TAG.finditer(html):
        attributes = {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(tag.group(2))}
        if attributes.get("http-equiv", "").lower() == "refresh":
            refresh = refresh or links.refresh_target(attributes.get("content", ""), page.url)
        elif "canonical" in attributes.get("rel", "").lower().split():
            canonical = canonical or links.absolute(attributes.get("href"), page.url)
    return Stub(_elsewhere(refresh, page.url), _elsewhere(canonical, page.url))


def _without(markup: bytes, opening: bytes, closing: bytes) -> bytes:
    """Markup without the stretches from an opening to a closing; one that is not closed is left."""
    folded, kept, at = markup.lower(), [], 0
    while (begin := folded.find(opening, at)) >= 0 and (end := folded.find(closing, begin)) >= 0:
        kept.append(markup[at:begin])
        at = end + len(closing)
    return b"".join([*kept, markup[at:]])


def _elsewhere(target: str | None, url: str | None) -> str | None:
    """The target unless it is the page itself, by another scheme or with another query."""
    if target is None or url is None:
        return target
    here, there = urlsplit(url), urlsplit(target)
    same = (here.hostname, here.path.rstrip("/")) == (there.hostname, there.path.rstrip("/"))
    return None if same else target
