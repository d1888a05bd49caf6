"""The law that holds for every input: page text without its removals is the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from newsclean.model import BLOCK_BREAK, CATEGORIES, Article

SENTENCES = (
    "The harbour board of Tollesbury Quay voted on Tuesday to keep the old lighthouse lit.",
    "“We never asked for it to be moved,” said Ilse Brandvold, who has kept the log since 1988.",
    "理事会は火曜日、灯台を残すことを決めた。",
    "صوّت المجلس يوم الثلاثاء على إبقاء المنارة القديمة.",
    "Leave a Reply", "Your email address will not be published.", "Source link", "Watch: The lighthouse at night",
    "Read more: Ten quays to see", "Share this", "Photo: T. Harbour", "(With inputs from agencies)", "© 2024 The Quay",
    "By Ilse Brandvold", "4 min read", "a | b", "\u200b", "\x00\x1f", "\ud800", "x" * 300,
)  # fmt: skip
lines = st.one_of(st.sampled_from(SENTENCES), st.text(max_size=80))
TAGS = ("p", "div", "li", "ul", "h1", "h2", "blockquote", "pre", "td", "tr", "table", "a", "b", "span", "figure",
        "figcaption", "nav", "article", "section", "aside", "footer", "br", "script", "template", "form")  # fmt: skip
NAMES = ("", ' class="share"', ' class="comments"', ' class="article-body"', ' id="related"', " hidden", ' class="ad"')


@st.composite
def elements(draw: st.DrawFn, children: st.SearchStrategy[str]) -> str:
    tag, name = draw(st.sampled_from(TAGS)), draw(st.sampled_from(NAMES))
    inner = "".join(draw(st.lists(children, max_size=4)))
    closed = draw(st.sampled_from((f"</{tag}>", f"</{tag}>", "")))  # now and then left open
    return f"<{tag}{name}>{inner}{closed}"


pages = st.lists(st.recursive(lines, elements, max_leaves=25), max_size=6).map("".join)


def holds(article: Article) -> None:
    assert newsclean.apply_removals(article.page_text, article.removals) == article.text
    assert article.page_text == BLOCK_BREAK.join(block.text for block in article.blocks)
    inside = {place for block in article.blocks for place in range(block.start, block.end + 1)}
    end = 0
    for removal in article.removals:
        assert end <= removal.start < removal.end
        assert removal.category in CATEGORIES
        assert removal.rule
        assert inside.issuperset(range(removal.start, removal.end + 1)), "a removal crosses a block's border"
        end = removal.end


@given(pages, st.sampled_from(("auto", "html")))
@settings(max_examples=300, deadline=None)
def test_it_holds_for_markup(page: str, kind: str) -> None:
    holds(newsclean.clean(page, kind=kind))


@given(st.lists(lines, max_size=12), st.sampled_from(("\n\n", "\n", "\r\n", "\r\n\r\n", "\n \n")))
@settings(max_examples=300, deadline=None)
def test_it_holds_for_text(paragraphs: list[str], between: str) -> None:
    holds(newsclean.clean(between.join(paragraphs), kind="text"))


@given(st.binary(max_size=2000))
@settings(max_examples=200, deadline=None)
def test_it_holds_for_bytes(data: bytes) -> None:
    for kind in ("auto", "html", "text"):
        holds(newsclean.clean(data, kind=kind))


@given(pages, st.sets(st.sampled_from([c for c in CATEGORIES if c != "title"]), max_size=6))
@settings(max_examples=100, deadline=None)
def test_it_holds_whatever_is_kept_or_dropped(page: str, categories: set[str]) -> None:
    holds(newsclean.clean(page, kind="html", keep=categories))
    holds(newsclean.clean(page, kind="html", drop=categories))
