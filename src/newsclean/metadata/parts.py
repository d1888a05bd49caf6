"""What the readers read: the head-like elements of a page, taken from the tree once.

To query a body costs a tenth of the parse and more. So only the head is queried on each page; of the body the walk that
made its blocks has noted what is told by its tag, and the rest is asked for where the page's data do not say it all.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.links import absolute, site_of
from newsclean.metadata.saver import saved_from
from newsclean.metadata.vocabularies import META_NAMES
from newsclean.tags import INLINE, META, SCRIPT, TIME, roles

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from newsclean.model import Document

_DATA_TYPE = "application/ld+json"
_NAMES_ARTICLE = "Article"  # in JSON-LD that is of an article
_HEAD_ONLY = "title, base, link[rel~=canonical], link[rel~=image_src]"
_HEAD = f'meta, {_HEAD_ONLY}, script[type="{_DATA_TYPE}" i]'
_MARKED = "a[rel~=author], [itemprop]"
_AMP_MARKS = frozenset({"amp", "⚡"})  # attributes of an AMP page's <html>; no other page has AMP's elements
_NAMING = ("property", "name", "itemprop", "http-equiv")
_SVG = frozenset({"svg", "symbol", "g", "path"})
_TIMES = "time, amp-timeago"
_UNMARKED = frozenset({"meta", "link", "script", "time", "amp-timeago"})
_LEVELS = (1, 2)  # of headings that can be the headline
Attributes = Mapping[str, str | None]


class Element:
    """An element of the page: its tag, its attributes, and the node itself for its text and its neighbours."""

    __slots__ = ("attributes", "node", "tag")

    def __init__(self, tag: str, attributes: Attributes, node: LexborNode) -> None:
        self.tag = tag
        self.attributes = attributes
        self.node = node

    @property
    def text(self) -> str:
        """Text of the element and all that is in it, spacing collapsed."""
        return text_of(self.node)


@dataclass(frozen=True, slots=True)
class PageParts:
    """The parts of a page that say something of the article."""

    metas: Mapping[
        str, Sequence[str]
    ]  # by property, name, itemprop or http-equiv, lower case; contents in order; of names that are read
    links: Sequence[Attributes]  # of <link rel>, of the relations that are read
    scripts: Sequence[str]  # JSON-LD
    title: str | None  # of the window
    times: Sequence[LexborNode]
    html: Attributes  # of the root element
    document: Document
    headings: Sequence[int]  # places of the blocks that can be the headline
    url: str | None  # the page's own address as far as known: the caller's, else a saver's
    saved: tuple[str, str] | None  # address and comment that a saver left
    base: str | None  # what relative links are relative to
    host: str  # of the page's address, without www.
    fetched: str | None


class _Head:
    """What stands in a page's head, or should."""

    __slots__ = ("bases", "links", "metas", "scripts", "titles")

    def __init__(self) -> None:
        self.metas: dict[str, list[str]] = {}
        self.links: list[Attributes] = []
        self.scripts: list[str] = []
        self.titles: list[str] = []
        self.bases: list[str] = []


def gather(
    tree: LexborHTMLParser,
    document: Document,
    noted: Mapping[int, Sequence[LexborNode]],
    url: str | None,
    fetched: str | None,
) -> PageParts:
    """Take the parts from a parsed page, of which a walk has noted some nodes. The tree is not changed."""
    root = tree.root
    html: Attributes = root.attributes if root is not None else {}
    head = _Head()
    if tree.head is not None:
        _take_head(tree.head, _HEAD, head)
    _add_metas(head.metas, [node.attributes for node in noted[META]])
    if not any(_NAMES_ARTICLE in script for script in head.scripts):
        head.scripts.extend([node.text() or "" for node in noted[SCRIPT] if _is_data(node.attributes.get("type"))])
    if tree.body is not None and not (head.titles and head.links):
        # An element that belongs in no head ends it: the rest of the head then stands in the body.
        _take_head(tree.body, _HEAD_ONLY, head)
    saved = saved_from(tree)
    own = url or (saved[0] if saved else None)
    base = absolute(head.bases[0], own) if head.bases else None
    blocks = document.blocks
    return PageParts(
        metas=head.metas,
        links=head.links,
        scripts=head.scripts,
        title=head.titles[0] if head.titles else None,
        times=noted[TIME] if tree.body is None or _AMP_MARKS.isdisjoint(html) else tree.body.css(_TIMES),
        html=html,
        document=document,
        headings=[at for at, block in enumerate(blocks) if block.kind == "heading" and block.level in _LEVELS],
        url=own,
        saved=saved,
        base=base or own,
        host=site_of(own or base),
        fetched=fetched,
    )


def _take_head(parent: LexborNode, query: str, head: _Head) -> None:
    metas = []
    role_of = roles()
    for node in parent.css(query):
        number = node.tag_id
        role = role_of[number] if number < len(role_of) else INLINE
        if role == META:
            metas.append(node.attributes)
        elif role == SCRIPT:
            head.scripts.append(node.text() or "")
        elif (tag := node.tag) == "link":
            head.links.append(node.attributes)
        elif tag == "title":
            # An <svg> has titles too; they are not the window's.
            if (title := node.text()) and not _in_svg(node):
                head.titles.append(title)
        elif href := node.attributes.get("href"):
            head.bases.append(href)
    _add_metas(head.metas, metas)


def _is_data(script_type: str | None) -> bool:
    return script_type is not None and script_type.strip().lower() == _DATA_TYPE


def marked_elements(tree: LexborHTMLParser, metas: Container[str]) -> list[Element]:
    """The elements of the body with itemprop, property or rel=author; no `<meta>`, no `<link>`, no `<time>`."""
    if tree.body is None:
        return []
    # Who writes Open Graph does not write RDFa Lite as well.
    found = tree.body.css(_MARKED if "og:title" in metas else f"{_MARKED}, [property]")
    return [Element(tag, node.attributes, node) for node in found if (tag := node.tag or "") not in _UNMARKED]


def _add_metas(metas: dict[str, list[str]], found: Iterable[Attributes]) -> None:
    """Add the contents of `<meta>` tags to those known by their names."""
    for attributes in found:
        if not (content := attributes.get("content") or attributes.get("value")):
            continue
        for attribute in _NAMING:
            if attribute in attributes:
                named = attributes[attribute]
                # Most are written as the table writes them, or are not in it.
                for name in (named,) if named in META_NAMES else _names(named):
                    metas.setdefault(name, []).append(content)


@lru_cache(maxsize=500)
def _names(value: str | None) -> tuple[str, ...]:
    """The names in an attribute that names a `<meta>`, lower case, of those that are read; RDFa allows several."""
    return tuple(name for name in (value or "").lower().split() if name in META_NAMES)


def _in_svg(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.tag in _SVG


def text_of(node: LexborNode) -> str:
    """Text of a node and all that is in it, spacing collapsed."""
    return " ".join(node.text(deep=True, separator=" ").split())
