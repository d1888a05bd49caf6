"""The pages of an article that a site cuts into several, as one article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsclean.left import apply_removals, kept_blocks
from newsclean.lines import folded
from newsclean.model import BLOCK_BREAK, Article, Flag, Removal

#: What a flag says of one page, and not of the whole.
_OF_A_PAGE = ("short", "truncated", "multi-page")


def joined(first: Article, further: Sequence[Article], cut: str | None) -> Article:
    """One article of the first page and the further ones; the first page's metadata hold.

    A block that stood on a page before, word for word, is removed (rule `duplicate`). `cut` says why the article goes
    on behind the last page, where it does. An article without text is given back as it is: there is nothing to go on.
    """
    if not first.text:
        return first
    articles = [first, *(article for article in further if article.text)]
    said: set[str] = set()
    pages = [_without_repeats(article, said) for article in articles]
    whole = pages[0]
    for page in pages[1:]:
        whole = _appended(whole, page)
    return replace(whole, flags=tuple(_flags(articles, cut)))


def _flags(articles: Sequence[Article], cut: str | None) -> Iterator[Flag]:
    """What holds for the whole: one flag of a kind, and that the text breaks off only where the last page does."""
    of_a_page = _OF_A_PAGE if len(articles) > 1 else ("multi-page",) if cut else ()
    found: dict[str, Flag] = {}
    for article in articles:
        for flag in article.flags:
            if flag.name not in of_a_page:
                found.setdefault(flag.name, flag)
    yield from found.values()
    if len(articles) > 1:
        yield from (flag for flag in articles[-1].flags if flag.name == "truncated")
    if cut:
        yield Flag("multi-page", cut, "the further pages")


def _without_repeats(article: Article, said: set[str]) -> Article:
    """The article without blocks that are among those `said` before; what it says itself is added to them."""
    kept = [(block, folded(text)) for block, text in kept_blocks(article.blocks, article.removals)]
    again = [block for block, text in kept if text in said]
    said.update(text for _, text in kept)
    if not again:
        return article
    starts = {block.start: block.end for block in again}
    inside = [r for r in article.removals if not any(start <= r.start < end for start, end in starts.items())]
    repeats = [Removal("duplicate", "other", "content", block.start, block.end) for block in again]
    removals = tuple(sorted([*inside, *repeats], key=lambda removal: removal.start))
    return replace(article, removals=removals, text=apply_removals(article.page_text, removals))


def _appended(whole: Article, page: Article) -> Article:
    """The next page behind what there is: its offsets moved behind the page text, its containers behind the others."""
    at = len(whole.page_text) + len(BLOCK_BREAK)
    base = len(whole.containers)
    page_text = whole.page_text + BLOCK_BREAK + page.page_text
    removals = (*whole.removals, *(r.replaced(start=r.start + at, end=r.end + at) for r in page.removals))
    blocks = (b.replaced(start=b.start + at, container=b.container + base) for b in page.blocks)
    containers = (c.replaced(parent=c.parent + base if c.parent >= 0 else -1) for c in page.containers)
    return replace(
        whole,
        text=apply_removals(page_text, removals),
        page_text=page_text,
        removals=removals,
        blocks=(*whole.blocks, *blocks),
        containers=(*whole.containers, *containers),
    )
