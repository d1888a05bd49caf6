"""The page as it came, for a frame beside the article: its text and its structure, and nothing that acts or loads."""

from __future__ import annotations

import hashlib
import html
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean import decode
from newsclean.model import InputError, RawPage
from newsclean.reading import read_file

if TYPE_CHECKING:
    from newsclean.journal import Row

#: What is left of the markup, always without attributes. Everything else goes, its text stays.
_TAGS = frozenset(
    "address article aside b blockquote br button caption code dd details div dl dt em fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr i label legend li main nav ol p pre section small strong sub summary sup "
    "table tbody td tfoot th thead time tr u ul".split()
)
#: What goes with all that is in it.
_WITH_TEXT = frozenset("script style noscript template svg math iframe object title textarea select".split())
_LARGEST = 2_000_000  # bytes of a page that is shown
_LONGEST = 300_000  # characters of what is left of it


def original(row: Row) -> str | None:
    """Markup of the page that an input is, or None where its file is not at hand, has changed or is too large.

    Its tags are those of `_TAGS` without any attribute, so nothing in it can run, load or lead anywhere.
    """
    page = raw_page(row)
    if page is None or len(page.body) > _LARGEST:
        return None
    try:
        kind = decode.sniff(page)
        if kind == "mhtml":
            from newsclean import mhtml

            page = mhtml.unpacked(page)
        text = decode.text(page)
    except InputError:
        return None
    shown = f"<pre>{html.escape(text)}</pre>" if kind == "text" else _harmless(text)
    return shown if len(shown) <= _LONGEST else None


def raw_page(row: Row) -> RawPage | None:
    """The bytes that an input had, where they are still in its file."""
    if row.digest is None or not Path(row.input).is_file():
        return None
    try:
        body = read_file(row.input)
    except InputError:
        return None
    return RawPage(body, input=row.input) if hashlib.sha256(body).hexdigest() == row.digest else None


def _harmless(markup: str) -> str:
    import nh3

    return nh3.clean(markup, tags=set(_TAGS), clean_content_tags=set(_WITH_TEXT), attributes={}, link_rel=None)
