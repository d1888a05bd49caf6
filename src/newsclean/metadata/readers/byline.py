"""The line that says who wrote it: near the headline, else in an author's box further down."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim
from newsclean.metadata.dates import named_dates
from newsclean.metadata.header import HINTS, Header, hinted, is_aside
from newsclean.metadata.name_tails import SMALL_CAPITALS
from newsclean.metadata.names import looks_like_name, people
from newsclean.metadata.openings import byline_in, opens_with_any
from newsclean.metadata.patterns import pattern
from newsclean.metadata.wording import has_section, is_opening, is_outlet, names_others, opens_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsclean.metadata.parts import PageParts
    from newsclean.model import Block, Document

SOURCE = "byline"
_SEPARATORS = " ,|·•-–—/"
_BOX_CHARS = 90
_NAME_CHARS = 40
_PHRASE_CHARS = 12  # of the shortest line that holds a phrase and a name
_CLOSEST = 4  # blocks behind the headline where a bare name is a byline
#: What class names around an author's name have in them, and those around what only looks like one.
_AUTHOR = (
    "author", "byline", "by-line", "writer", "contributor", "reporter", "autor", "auteur", "verfasser", "journalist",
    "redactor", "redakt", "creator",
)  # fmt: skip
_NOT_AUTHOR = (
    "bio", "description", "comment", "related", "recommend", "social", "share", "follow", "job-", "jobtitle",
    "position", "role", "avatar", "image", "photo", "more-", "newsletter", "credit",
)  # fmt: skip
_AUTHOR_NAME = pattern(r"(?:author|creator|writer|byline)_*-*name")


def read(parts: PageParts, header: Header) -> Iterator[Claim]:
    """One claim: of a line that opens with "By" or the like, of one whose class says author, of a name beside a date,
    or of an author's box; what is found first in this order."""
    document = parts.document
    near = [block for block in header.near if not is_aside(document, block, 4, header.around)]
    ways: tuple[tuple[str, Callable[[], str | None]], ...] = (
        ("opened", lambda: _opened(near)),
        ("hinted", lambda: _hinted(document, near)),
        ("signed", lambda: _signed(near)),
        ("named", lambda: _named(document, near)),
        ("handle", lambda: _with_handle(near)),
        ("beside_date", lambda: _beside_date(document, near)),
        ("introduced", lambda: _introduced(near, header.rest)),
        ("box", lambda: _box(document, header.rest)),
        ("phrase", lambda: _phrase(document, header.rest)),
    )
    for detail, find in ways:
        if raw := find():
            yield Claim("authors", raw, SOURCE, detail)
            return


def _opened(near: Sequence[Block]) -> str | None:
    before = ""
    for block in near:
        if before and is_opening(before) and _all_names(block.text):
            return block.text
        if raw := byline_in(block.text, before if len(before) < _BOX_CHARS else ""):
            return raw
        before = block.text
    return None


def _hinted(document: Document, near: Sequence[Block]) -> str | None:
    for block in near:
        if (
            hinted(document, block, _says_author, 4)
            and not hinted(document, block, _says_other, 1)
            and _all_names(block.text)
        ):
            return block.text
    return None


def _signed(near: Sequence[Block]) -> str | None:
    before = ""
    for block in near:
        if len(block.text) <= _BOX_CHARS and opens_with_any(block.text, before):
            return block.text
        before = block.text if len(block.text) < _BOX_CHARS else ""
    return None


def _named(document: Document, near: Sequence[Block]) -> str | None:
    """What an element holds whose own class name says that it is an author's name, be it a department's or a user's."""
    for block in near:
        if len(block.text) > _NAME_CHARS or not _says_name(document.containers[block.container].hint):
            continue
        if people(block.text):
            return block.text
    return None


def _with_handle(near: Sequence[Block]) -> str | None:
    """A name with the one that its owner goes by elsewhere: "Jane Doe, @janedoe"."""
    for block in near:
        text = block.text
        if len(text) <= _BOX_CHARS and " @" in text and _has_both_cases(text.partition("@")[0]) and _all_names(text):
            return text
    return None


def _beside_date(document: Document, near: Sequence[Block]) -> str | None:
    """A name alone in its block, with a date in the same block or a neighbouring one, that is not a section's."""
    closest = near[:_CLOSEST]
    dated = [named_dates(block.text) for block in closest]
    for place, block in enumerate(closest):
        if block.kind == "heading" or block.text.endswith((":", "?")) or not block.text[0].isalnum():
            continue
        if span := dated[place]:
            for name in (block.text[: span[0]], block.text[span[1] :]):
                name = name.strip(_SEPARATORS)
                if _all_names(name) and not is_outlet(name) and not _is_topic(document, name):
                    return name
        # Words of a script without capitals, or of capitals alone, are too often a button.
        elif any(dated[max(0, place - 1) : place + 2]) and _has_both_cases(block.text) and _all_names(block.text):
            if _is_topic(document, block.text):
                continue
            return block.text
    return None


def _is_topic(document: Document, name: str) -> bool:
    """Whether what looks like a name has a section's word in it, or words of which most stand in small letters in the
    page too ("Language Design")."""
    if has_section(name):
        return True
    text = document.page_text
    words = [word for found in people(name) for word in found.split() if word[0].isupper() and len(word) > 2]
    return 2 * sum(f" {word.lower()}" in text for word in words) > len(words)


def _has_both_cases(text: str) -> bool:
    return text.lower() != text and text.upper() != text


def _introduced(near: Sequence[Block], rest: Sequence[Block]) -> str | None:
    """A name alone near the headline that a paragraph further down begins with: "Jane Doe is a reporter …"."""
    alone = [block.text for block in near[:_CLOSEST] if " " in block.text and len(block.text) <= _NAME_CHARS]
    names = tuple(text + " " for text in alone if _has_both_cases(text))
    for other in rest if names else ():
        if len(other.text) > _BOX_CHARS and other.text.startswith(names):
            name = next(name for name in names if other.text.startswith(name))[:-1]
            if _all_names(name) and not has_section(name):
                return name
    return None


def _phrase(document: Document, rest: Sequence[Block]) -> str | None:
    for block in rest:
        if not _PHRASE_CHARS <= len(block.text) <= _BOX_CHARS or not opens_in_words(block.text):
            continue
        if is_aside(document, block, 6):
            continue
        if raw := byline_in(block.text):
            return raw
    return None


def _box(document: Document, rest: Sequence[Block]) -> str | None:
    containers = document.containers
    for block in rest:
        if len(block.text) > _BOX_CHARS:
            continue
        own = containers[block.container]  # the same as hinted() does, in half the time: all of a page is looked at
        if not (_says_author(own.hint) or (own.parent >= 0 and _says_author(containers[own.parent].hint))):
            continue
        if _says_other(own.hint) or is_aside(document, block, 6):
            continue
        if _all_names(block.text):
            return block.text
        if raw := byline_in(block.text):
            return raw
    return None


@lru_cache(maxsize=HINTS)
def _says_author(hint: str) -> bool:
    return _has_any(hint, _AUTHOR)


@lru_cache(maxsize=HINTS)
def _says_other(hint: str) -> bool:
    return _has_any(hint, _NOT_AUTHOR)


def _has_any(hint: str, words: Sequence[str]) -> bool:
    for word in words:  # noqa: SIM110 - any() takes twice as long, and hundreds of hints are looked at
        if word in hint:
            return True
    return False


def _may_be_names(text: str) -> bool:
    """Whether a text has the capitals of a name, or is of a script without them."""
    capitals = sum(map(str.isupper, text))
    return capitals > 1 or text.upper() == text.lower() or any(word in text for word in SMALL_CAPITALS)


@lru_cache(maxsize=100)
def _all_names(text: str) -> bool:
    if not _may_be_names(text):
        return False
    names = () if names_others(text) else people(text)
    return bool(names) and all(map(looks_like_name, names))


@lru_cache(maxsize=HINTS)
def _says_name(hint: str) -> bool:
    return "name" in hint and _AUTHOR_NAME().search(hint) is not None
