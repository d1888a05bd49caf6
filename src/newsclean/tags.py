"""What the walk does at each element, by its tag."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_T = TypeVar("_T")
_SKIPPED: Final = (
    "head style noscript template svg iframe object embed applet audio video canvas map "
    "select datalist textarea input noframes noembed frameset frame meter progress"
).split()
_BLOCK_LEVEL: Final = (
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p "
    "plaintext pre search section summary table tbody td tfoot th thead tr ul xmp"
).split()
#: The kind that an element gives to the blocks in it, unless a nearer one gives another.
KINDS: Final = {
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "li": "item", "dt": "item", "dd": "item", "blockquote": "quote", "pre": "code", "listing": "code", "xmp": "code",
    "figcaption": "caption", "caption": "caption", "td": "row", "th": "row",
    # A box set inside one of these starts afresh: a paragraph of a box in a list item is no list item.
    "table": "paragraph", "article": "paragraph", "aside": "paragraph", "section": "paragraph",
}  # fmt: skip
#: What the walk does at a node. Those from BLOCK on end the block before them; the text of those from SKIP to there is
#: not for reading.
TIME: Final = -1  # inline, and noted
INLINE: Final = 0
LINK: Final = 1
TEXT: Final = 2
BREAK: Final = 3
IMAGE: Final = 4
SKIP: Final = 5
META: Final = 6  # skipped, and noted
SCRIPT: Final = 7  # the same
BLOCK: Final = 8
ROW: Final = 9
LIST: Final = 10
MENU: Final = 11
_SPECIAL: Final = {
    "br": BREAK, "tr": ROW, "img": IMAGE, "a": LINK, "ul": LIST, "ol": LIST, "nav": MENU, "meta": META,
    "script": SCRIPT, "time": TIME,
}  # fmt: skip
_INLINE_TAGS: Final = "span strong b em i u small big font sub sup abbr cite q code mark label picture".split()


def noted() -> dict[int, list[LexborNode]]:
    """Room for the elements that the metadata are read from."""
    return {META: [], SCRIPT: [], TIME: []}


@cache
def roles() -> list[int]:
    """What the walk does at a tag, by the parser's number for it; numbers differ between versions of the parser.

    Elements that are not known here have higher numbers, and are INLINE.
    """
    found = _numbered(dict.fromkeys(_BLOCK_LEVEL, BLOCK) | dict.fromkeys(_SKIPPED, SKIP) | _SPECIAL)
    found |= {_number_of_text(): TEXT}
    return [found.get(number, INLINE) for number in range(max(found) + 1)]


@cache
def tags() -> dict[int, tuple[str, str | None]]:
    """Name of an element, and the kind that it gives to its blocks, by the parser's number."""
    return _numbered({tag: (tag, KINDS.get(tag)) for tag in (*_BLOCK_LEVEL, *_SPECIAL, *_INLINE_TAGS)})


def _numbered(by_tag: dict[str, _T]) -> dict[int, _T]:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser("x")
    return {tree.create_node(tag).tag_id: value for tag, value in by_tag.items()}


def _number_of_text() -> int:
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser("x").css_first("body")
    text = body.first_child if body is not None else None
    return text.tag_id if text is not None else -1
