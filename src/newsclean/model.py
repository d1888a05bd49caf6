"""The records that pass between the layers, and the one law that binds them.

Records are immutable and picklable. The ones made by the hundred for each page stand in `pieces.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from newsclean.pieces import Block, Container, Mark, Removal

__all__ = [
    "BLOCK_BREAK", "CATEGORIES", "FAILURE_FLAGS", "KEPT_CATEGORIES", "NOTICE_FLAGS", "NO_ARTICLE_FLAGS",
    "REMOVED_CATEGORIES", "Article", "Block", "Container", "Document", "FieldSource", "Flag", "Kind", "Mark",
    "Metadata", "RawPage", "Removal", "Result",
]  # fmt: skip

Kind = Literal["auto", "html", "text", "mhtml"]

#: Removed unless the user keeps them, in the order in which reports list them.
REMOVED_CATEGORIES = (
    "nav", "comments", "share", "related", "promo", "newsletter", "ad", "cookie", "paywall", "source-link",
    "legal", "tags", "widget", "caption", "image-credit", "byline", "author-bio", "other",
)  # fmt: skip
#: Kept unless the user drops them.
KEPT_CATEGORIES = ("credit", "standfirst", "correction", "table", "list", "quote")
#: All that a removal can name. The title is always removed from the text: it is carried as metadata.
CATEGORIES = (*REMOVED_CATEGORIES, *KEPT_CATEGORIES, "title")

#: Flags that leave the article's text as it is.
NOTICE_FLAGS = ("short", "paywall", "truncated", "multi-page")
#: Flags that mean that there is no article; each is also the code of the failure.
NO_ARTICLE_FLAGS = ("no-article", "consent", "blocked", "index-page", "too-complex")

#: Every flag that says that an article's text is empty: those, and that the bytes are no text at all.
FAILURE_FLAGS = (*NO_ARTICLE_FLAGS, "not-text")

BLOCK_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class RawPage:
    """One input as it came, before anything is known of it."""

    body: bytes
    url: str | None = None
    content_type: str | None = None
    kind: Kind = "auto"
    input: str = ""
    #: When the page was fetched or archived (ISO 8601), where known. Dates after it are not believed.
    fetched: str | None = None
    #: Address of the web archive's copy that this is, where the page itself was gone.
    archived: str | None = None
    #: The further pages of the same article, in order.
    further: tuple[RawPage, ...] = ()
    #: Why the article goes on behind them, where it does.
    cut: str | None = None


class Document(NamedTuple):
    """A page as blocks in reading order, and the tree of elements that hold them."""

    blocks: tuple[Block, ...]
    containers: tuple[Container, ...]

    @property
    def page_text(self) -> str:
        """All blocks joined by a blank line; what offsets of blocks and removals count in."""
        return BLOCK_BREAK.join([block.text for block in self.blocks])


class FieldSource(NamedTuple):
    """Where a metadata field came from, and what the page wrote there."""

    source: str  # json-ld | opengraph | meta | microdata | byline | url | text | ...
    raw: str | None


class Flag(NamedTuple):
    """Something the reader of an article must know of it."""

    name: str
    seen: str  # what was seen, in words
    where: str = ""  # the block, element or field it was seen in


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of the article. Absent scalars are None, absent lists are empty."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    site: str | None = None
    language: str | None = None
    description: str | None = None
    image: str | None = None
    tags: tuple[str, ...] = ()
    section: str | None = None
    canonical_url: str | None = None
    #: The page's own address where it says so (a saver's comment, og:url).
    url: str | None = None
    sources: Mapping[str, FieldSource] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned page. `apply_removals(page_text, removals) == text` holds for every one."""

    text: str
    page_text: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    removals: tuple[Removal, ...] = ()
    flags: tuple[Flag, ...] = ()
    blocks: tuple[Block, ...] = ()
    containers: tuple[Container, ...] = ()
    input: str = ""
    url: str | None = None

    @property
    def title(self) -> str | None:
        """The headline, or None."""
        return self.metadata.title

    @property
    def authors(self) -> tuple[str, ...]:
        """Names in the order of the page."""
        return self.metadata.authors

    @property
    def published(self) -> str | None:
        """ISO 8601, with the offset that the page gave; a bare day stays a day."""
        return self.metadata.published

    @property
    def failure(self) -> Flag | None:
        """The flag that says that there is no article here, or None."""
        return next((flag for flag in self.flags if flag.name in FAILURE_FLAGS), None)

    def to_dict(self) -> dict[str, Any]:
        """What the json format holds, in its order."""
        meta, page_text = self.metadata, self.page_text
        return {
            "input": self.input,
            "url": self.url,
            "canonical_url": meta.canonical_url,
            "title": meta.title,
            "authors": list(meta.authors),
            "published": meta.published,
            "modified": meta.modified,
            "site": meta.site,
            "language": meta.language,
            "description": meta.description,
            "image": meta.image,
            "tags": list(meta.tags),
            "section": meta.section,
            "text": self.text,
            "removals": [removal.told(page_text) for removal in self.removals],
            "flags": [{"flag": f.name, "seen": f.seen, "where": f.where} for f in self.flags],
            "sources": {name: {"source": s.source, "raw": s.raw} for name, s in meta.sources.items()},
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one input of a batch: an article, or the code and message of its failure."""

    input: str
    article: Article | None = None
    code: str | None = None
    message: str | None = None
