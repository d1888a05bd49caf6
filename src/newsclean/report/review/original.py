"""The page as it came, for a frame beside the article: its text and its structure, and nothing that acts or loads."""

from __future__ import annotations

import hashlib
import html
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean import decode
from newsclean.errors import InputError
from newsclean.model import RawPage
from newsclean.naming import url_stem
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
_SAVED_SUFFIXES = (".html", ".txt", ".mhtml")
_LARGEST = 2_000_000  # bytes of a page that is shown
_LONGEST = 300_000  # characters of what is left of it


def original(row: Row, saved: Path | None) -> str | None:
    """Markup of the page that an input is, or None where it is not at hand, has changed or is too large.

    `saved` is a folder of fetched pages. Tags are those of `_TAGS` without any attribute, so nothing in the markup can
    run, load or lead anywhere.
    """
    path = file_of(row.input, saved)
    if path is None or row.digest is None:
        return None
    try:
        page = RawPage(read_file(str(path), _LARGEST))
        if hashlib.sha256(page.body).hexdigest() != row.digest:
            return None
        kind = decode.sniff(page)
        if kind == "mhtml":
            from newsclean import mhtml

            page = mhtml.unpacked(page)
        text = decode.text(page)
    except InputError:
        return None
    shown = f"<pre>{html.escape(text)}</pre>" if kind == "text" else _harmless(text)
    return shown if len(shown) <= _LONGEST else None


def file_of(name: str, saved: Path | None) -> Path | None:
    """The file that holds an input: the one of its name, or the one that `fetch --save-pages` wrote for its URL."""
    path = Path(name)
    if path.is_file():
        return path
    if saved is None:
        return None
    found = (saved / f"{url_stem(name)}{suffix}" for suffix in _SAVED_SUFFIXES)
    return next((path for path in found if path.is_file()), None)


def _harmless(markup: str) -> str:
    import nh3

    return nh3.clean(markup, tags=set(_TAGS), clean_content_tags=set(_WITH_TEXT), attributes={}, link_rel=None)
