"""An article that a site cuts into several pages, fetched whole."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from newsclean import decode, hostile, links, nextpage
from newsclean.errors import FetchError
from newsclean.turns import Stopped

if TYPE_CHECKING:
    from newsclean.model import RawPage

MAX_PAGES = 30

log = logging.getLogger("newsclean.fetch")


def gathered(first: RawPage, fetch: Callable[[str], RawPage]) -> RawPage:
    """The page with the further ones of its article, each fetched by `fetch`.

    Where one is named and cannot be had, or there are more than MAX_PAGES, `cut` says so.
    """
    begin = first.url or ""
    pages = [first]
    while (address := _next(pages[-1], begin, len(pages) + 1)) is not None:
        number = len(pages) + 1
        if number > MAX_PAGES:
            return _whole(pages, f"there are more than {MAX_PAGES} pages; the next one is {address}")
        try:
            page = fetch(address)
        except Stopped:
            raise
        except FetchError as error:
            log.warning("%s: page %d cannot be fetched: %s: %s", first.input, number, error.code, error.message)
            return _whole(pages, f"page {number} could not be fetched: {error.code}")
        if any(page.body == before.body for before in pages):
            break  # the site gives what it has for any number
        pages.append(page)
    return _whole(pages, None)


def _whole(pages: list[RawPage], cut: str | None) -> RawPage:
    return replace(pages[0], further=tuple(pages[1:]), cut=cut)


def _next(page: RawPage, begin: str, number: int) -> str | None:
    """Address of the next page, or None. Markup that is slow to parse has none: no worker stands around this."""
    if page.url is None or b"<" not in page.body:
        return None
    markup = decode.parser_input(page)
    if hostile.too_complex(markup):
        return None
    return nextpage.next_page(links.parse(markup), begin, page.url, number)
