"""Where an article goes on: the address of its next page, as the page before names it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from newsclean import links

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from selectolax.lexbor import LexborHTMLParser

_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|jsp|shtml)$", re.I)
_OF = "of|von|sur|de|di|van|z|av|af|из"
_WORDS = "page|pagina|página|seite|side|sida|strona|sayfa|teil|part|p|pg"
#: What stands behind an article's path on its further pages: `/2`, `/page/2`, `/seite-2`, `-page2`.
_PLACE = re.compile(rf"(?:/|[/_,.-](?:{_WORDS})[/_,.-]?)(\d{{1,3}})", re.I)
#: Before a file's suffix, a bare number will do: `story-2.html`.
_FILE_PLACE = re.compile(rf"[_,.-](?:(?:{_WORDS})[_,.-]?)?(\d{{1,3}})", re.I)
#: What pages of comments are called.
_COMMENTS = re.compile(r"comment|kommentar|reply|replies|cpage", re.I)


def next_page(tree: LexborHTMLParser, first: str, url: str, number: int) -> str | None:
    """Address of page `number` of the article that begins at `first`, by the page at `url` before it; None without one.

    It is what `rel=next` names, or a link that is called by its number ("2", "Page 2 of 3"). Either must differ from
    the first page's address by a page's number alone: `rel=next` is what many sites call the next story, too.
    """
    named = links.read(tree, url).next_page
    called = re.compile(rf"(?:(?:{_WORDS})\W*)?{number}(?:\W+(?:{_OF})?\W*\d+)?", re.I)
    numbered = [address for text, address in links.anchors(tree, url) if called.fullmatch(text)]
    return next((address for address in [named or "", *numbered] if _is_page(first, address, number)), None)


def _is_page(first: str, address: str, number: int) -> bool:
    """Whether an address is that of a page of the story by its spelling alone."""
    here, there = urlsplit(first), urlsplit(address)
    if links.site_of(first) != links.site_of(address) or here.port != there.port:
        return False
    here_path, there_path = here.path.rstrip("/"), there.path.rstrip("/")
    if here_path == there_path:
        return _number_of_query(here, there) == number
    if here.query != there.query:
        return False
    here_stem, there_stem = _SUFFIX.sub("", here_path), _SUFFIX.sub("", there_path)
    is_file = here_stem != here_path and there_stem != there_path
    if not here_stem or not there_stem.startswith(here_stem):
        return False
    rest = there_stem[len(here_stem) :]
    found = _PLACE.fullmatch(rest) or (_FILE_PLACE.fullmatch(rest) if is_file else None)
    return found is not None and int(found.group(1)) == number


def _number_of_query(here: SplitResult, there: SplitResult) -> int | None:
    """The number in the one parameter by which two queries differ; None when they differ by more, or by something else.

    Its name is free: sites call it `page`, `p`, `seite`, `pagewanted`, or anything but a page of comments.
    """
    before, after = dict(parse_qsl(here.query)), dict(parse_qsl(there.query))
    differing = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    if len(differing) != 1 or _COMMENTS.search(differing[0]):
        return None
    value = after.get(differing[0], "")
    return int(value) if re.fullmatch(r"\d{1,3}", value, re.A) else None
