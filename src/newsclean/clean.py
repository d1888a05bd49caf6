"""The one composer: a page in, an article out. Read it from top to bottom to see the way of a page."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from newsclean import blocks, content, decode, flags, hostile, rules, scraped
from newsclean.errors import InputError
from newsclean.left import Kept, blocks_left
from newsclean.model import (
    BLOCK_BREAK,
    CATEGORIES,
    NO_ARTICLE_FLAGS,
    REMOVED_CATEGORIES,
    Article,
    Document,
    FieldSource,
    Flag,
    Kind,
    Metadata,
    RawPage,
    Removal,
)

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_KINDS = get_args(Kind)
_REMOVED = frozenset((*REMOVED_CATEGORIES, "title"))  # unless the caller says otherwise


def clean(
    data: bytes | str | RawPage,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    content_type: str | None = None,
    keep: Iterable[str] = (),
    drop: Iterable[str] = (),
    rules: Sequence[str] = (),
) -> Article:
    """The article of one page or scraped text, with every removal.

    `keep` and `drop` name categories to leave in or to take out, `rules` files of further rules. Bad content raises
    nothing: what holds no article gives one with empty text and a flag that says why. Raises TypeError and ValueError
    for a wrong call, RulesError for a broken rule file.
    """
    if isinstance(rules, str):
        raise TypeError("rules is a sequence of paths, not one path")
    page = _page(data, url, kind, content_type)
    active = _active(keep, drop)
    try:
        found = decode.sniff(page)
        if found == "mhtml":
            from newsclean import mhtml  # brings the standard library's email along: 9 ms

            page = mhtml.unpacked(page)
    except InputError as error:
        return Article("", flags=(Flag(error.code, error.message),), input=page.input, url=page.url)
    if not page.body or page.body.isspace():
        flag = Flag("no-article", "no text at all: it is empty", "the whole input")
        article = Article("", flags=(flag,), input=page.input, url=page.url)
    else:
        article = _clean_text(page, active, rules) if found == "text" else _clean_html(page, active, rules)
    if not page.further and not page.cut:
        return article
    from newsclean import joined

    return joined.joined(article, [clean(more, keep=keep, drop=drop, rules=rules) for more in page.further], page.cut)


def _clean_html(page: RawPage, active: frozenset[str], rule_files: Sequence[str]) -> Article:
    from newsclean import metadata, passes

    markup = decode.parser_input(page)
    reason = hostile.too_complex(markup)
    if reason:
        return Article("", flags=(Flag("too-complex", reason, "the markup"),), input=page.input, url=page.url)
    tree = parse(markup)
    document, noted = blocks.read(tree)
    meta = metadata.read_page(tree, document, noted, page.url, page.fetched)
    removals = passes.of_categories(active, content.choose(document, meta))
    meta = metadata.settle_language(meta, passes.sample(blocks_left(document.blocks, removals)))
    ruleset = rules.load(tuple(rule_files))
    removals += rules.apply(document, removals, ruleset, meta.language, active)
    meta, removals, kept = passes.settled(document, meta, passes.of_categories(active, removals), ruleset, active)
    return _article(page, document, meta, removals, kept, flags.of_page(document, removals, kept, meta))


def _clean_text(page: RawPage, active: frozenset[str], rule_files: Sequence[str]) -> Article:
    from newsclean import passes

    document = scraped.from_text(decode.text(page))
    meta, removals, kept = passes.read(document, page.url, rules.load(tuple(rule_files)), active)
    return _article(page, document, meta, removals, kept, flags.of_text(document, removals, kept))


def parse(markup: bytes) -> LexborHTMLParser:
    """The tree of a page's markup, given as UTF-8. Raises MemoryError where there is not enough for it."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        # As a browser that runs scripts: an image in a <noscript> of the head would otherwise end the head.
        return LexborHTMLParser(markup, scripting=True)
    except SelectolaxError as error:  # no markup is an error; the parser gives up for want of memory alone
        raise MemoryError(str(error)) from error


def _article(
    page: RawPage,
    document: Document,
    meta: Metadata,
    removals: list[Removal],
    kept: Kept,
    found: tuple[Flag, ...],
) -> Article:
    text = BLOCK_BREAK.join([text for _, text in kept])  # what apply_removals gives, in a tenth of its time
    if page.archived:
        meta = replace(meta, sources={**meta.sources, "url": FieldSource("archive", page.archived)})
    if any(flag.name in NO_ARTICLE_FLAGS for flag in found):
        text, removals = "", [Removal("no-article", "other", "flags", b.start, b.end) for b in document.blocks]
    return Article(
        text=text,
        page_text=document.page_text,
        metadata=meta,
        removals=tuple(removals),
        flags=found,
        blocks=document.blocks,
        containers=document.containers,
        input=page.input,
        url=page.url or meta.url,
    )


def _page(data: bytes | str | RawPage, url: str | None, kind: Kind, content_type: str | None) -> RawPage:
    if kind not in _KINDS:
        raise ValueError(f"no kind is called {kind!r}; there are: {', '.join(_KINDS)}")
    if isinstance(data, RawPage):
        return replace(
            data,
            url=url or data.url,
            kind=kind if kind != "auto" else data.kind,
            content_type=content_type or data.content_type,
        )
    if isinstance(data, str):
        # The byte order mark says UTF-8 louder than any <meta> in the text. Lone surrogates cannot be encoded.
        return RawPage(
            codecs.BOM_UTF8 + data.removeprefix("\ufeff").encode("utf-8", "replace"), url, content_type, kind
        )
    if isinstance(data, bytes | bytearray | memoryview):
        return RawPage(bytes(data), url, content_type, kind)
    raise TypeError(f"clean() takes bytes, str or RawPage, not {type(data).__name__}")


def _active(keep: Iterable[str], drop: Iterable[str]) -> frozenset[str]:
    """The categories to remove."""
    keep, drop = tuple(keep), tuple(drop)
    if not keep and not drop:
        return _REMOVED
    for category in (*keep, *drop):
        if category not in CATEGORIES or category == "title":
            known = ", ".join(name for name in CATEGORIES if name != "title")
            raise ValueError(f"no category is called {category!r}; there are: {known}")
    return (_REMOVED | frozenset(drop)) - frozenset(keep)
