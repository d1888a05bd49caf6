"""What the readers read: the head-like elements of a page, taken from the tree by one query.

One query over all nodes costs about a quarter of the parse, and hardly more for many selectors than for one. So there
is one, and readers filter its answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from newsclean.links import absolute
from newsclean.metadata.saver import saved_from

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from newsclean.model import Document

_QUERY = (
    "html, meta, title, base, link[rel~=canonical], link[rel~=image_src], time, amp-timeago, "
    'script[type="application/ld+json" i], [itemprop], [property], [rel~=author]'
)
_TIMES = ("time", "amp-timeago")
Attributes = Mapping[str, str | None]


class Element(NamedTuple):
    """An element of the page: its tag, its attributes, and the node itself for its text and its neighbours."""

    tag: str
    attributes: Attributes
    node: LexborNode

    @property
    def text(self) -> str:
        """Text of the element and all that is in it, spacing collapsed."""
        return " ".join(self.node.text(deep=True, separator=" ").split())


@dataclass(frozen=True, slots=True)
class PageParts:
    """The parts of a page that say something of the article."""

    metas: Mapping[str, Sequence[str]]  # by property, name, itemprop or http-equiv, lower case; contents in order
    links: Sequence[Attributes]  # of <link rel>
    scripts: Sequence[str]  # JSON-LD
    title: str | None  # of the window
    times: Sequence[Element]
    marked: Sequence[Element]  # with itemprop, property or rel=author; no <meta>, no <link>
    html: Attributes  # of the root element
    document: Document
    url: str | None  # the page's own address as far as known: the caller's, else a saver's
    saved: tuple[str, str] | None  # address and comment that a saver left
    base: str | None  # what relative links are relative to
    fetched: str | None


def gather(tree: LexborHTMLParser, document: Document, url: str | None, fetched: str | None) -> PageParts:
    """Take the parts from a parsed page. The tree is not changed."""
    metas: dict[str, list[str]] = {}
    links: list[Attributes] = []
    scripts: list[str] = []
    times: list[Element] = []
    marked: list[Element] = []
    title = base = None
    root: Attributes = {}
    for node in tree.css(_QUERY):
        tag, attributes = node.tag or "", node.attributes
        if tag == "meta":
            _add_meta(metas, attributes)
        elif tag == "link":
            links.append(attributes)
        elif tag == "script":
            scripts.append(node.text() or "")
        elif tag == "title":
            # An <svg> has titles too; they are not the window's.
            title = title or (node.text() or "" if not _in_svg(node) else None)
        elif tag == "html":
            root = root or attributes
        elif tag == "base":
            base = base or attributes.get("href")
        else:
            (times if tag in _TIMES else marked).append(Element(tag, attributes, node))
    saved = saved_from(tree)
    own = url or (saved[0] if saved else None)
    return PageParts(
        metas=metas, links=links, scripts=scripts, title=title, times=times, marked=marked, html=root,
        document=document, url=own, saved=saved, base=absolute(base, own) or own, fetched=fetched,
    )  # fmt: skip


def _add_meta(metas: dict[str, list[str]], attributes: Attributes) -> None:
    content = attributes.get("content") or attributes.get("value")
    if not content:
        return
    for name in ("property", "name", "itemprop", "http-equiv"):
        if key := attributes.get(name):
            # RDFa allows several names in one property.
            for word in key.lower().split():
                metas.setdefault(word, []).append(content)


def _in_svg(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.tag in ("svg", "symbol", "g", "path")
