"""What a removed block is: the category that its surroundings speak of."""

from __future__ import annotations

import pytest

from newsclean import blocks, measures
from newsclean.categories import category_of
from newsclean.clean import parse
from newsclean.model import CATEGORIES

PROSE = (
    "The lighthouse at Tarn Point was lit again on Friday evening, eleven days after a storm had torn it down.",
    "Engineers from Port Ennor carried the new lens up the stairs in forty pieces, and put it together by candlelight.",
    "The council paid for the lens with what was left of a fund for a band that had been waiting for a conductor.",
)
TEXT = "Words in question"
LINK = f"<a href=/x>{TEXT}</a>"
STORY = "".join(f"<p>{text}</p>" for text in PROSE)


def category(markup: str, rule: str | None = None, *, text: str = TEXT) -> str:
    """Category of the block that starts with a text, on a page with a story."""
    document = blocks.from_tree(parse(markup.encode()))
    m = measures.measure(document)
    told = [index for index, block in enumerate(document.blocks) if block.text in PROSE]
    index = next(index for index, block in enumerate(document.blocks) if block.text.startswith(text))
    found = category_of(document, m, index, rule, told[0], told[-1])
    assert found in CATEGORIES
    return found


NAMED = [
    ("comments", "comments"),
    ("disqus_thread", "comments"),
    ("cookie-banner", "cookie"),
    ("paywall", "paywall"),
    ("newsletter-signup", "newsletter"),
    ("ad-slot", "ad"),
    ("photo-credit", "caption"),
    ("share-bar", "share"),
    ("tag-links", "tags"),
    ("byline", "byline"),
    ("related-stories", "related"),
    ("breadcrumbs navbar", "nav"),
    ("site-footer", "nav"),
    ("weather", "widget"),
]


@pytest.mark.parametrize(("name", "expected"), NAMED)
@pytest.mark.parametrize("attribute", ["class", "id"])
def test_names_on_the_element_or_around_it(attribute: str, name: str, expected: str) -> None:
    assert category(f"<div>{STORY}</div><div {attribute}='{name}'>{TEXT}</div>") == expected
    assert category(f"<div>{STORY}</div><div {attribute}='{name}'><div><p>{TEXT}</p></div></div>") == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<div class=comments><p class=byline>{TEXT}</p></div>", "byline"),  # the element's own name comes first
        (f"<div class=share><p class=comments>{TEXT}</p></div>", "comments"),
        (f"<div class='related comments'><p>{TEXT}</p></div>", "comments"),  # then the order of the table
        (f"<nav class=share><p>{TEXT}</p></nav>", "share"),  # a name says more than a tag
        (f"<nav><p>{TEXT}</p></nav>", "nav"),
        (f"<footer><p>{TEXT}</p></footer>", "nav"),
        (f"<figure><p>{TEXT}</p></figure>", "caption"),
        (f"<button>{TEXT}</button>", "widget"),
        (f"<form><p>{TEXT}</p></form>", "widget"),
        (f"<figure><button>{TEXT}</button></figure>", "caption"),
        (f"<p>{TEXT}</p>", "other"),
        (f"<div class=xyzzy><p>{TEXT}</p></div>", "other"),
    ],
)
def test_names_and_tags(markup: str, expected: str) -> None:
    assert category(f"<div>{STORY}</div>{markup}") == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<p>{LINK}</p><div>{STORY}</div>", "nav"),  # a link above the story
        (f"<div>{STORY}</div><p>{LINK}</p>", "related"),  # and below it
        (f"<p>{TEXT}</p><div>{STORY}</div>", "other"),
        (f"<div>{STORY}</div><div><p>{TEXT}</p><p><a href=/y>elsewhere</a></p></div>", "related"),  # beside links
        (f"<div>{STORY}</div><div><p>{TEXT}</p><p>elsewhere</p></div>", "other"),
        (f"<div><p>{TEXT}</p><p><a href=/y>elsewhere</a></p></div><div>{STORY}</div>", "other"),
    ],
)
def test_links_by_their_place(markup: str, expected: str) -> None:
    assert category(markup) == expected


@pytest.mark.parametrize(
    "text",
    [
        "© 2024 The Quay",
        "Copyright The Quay",
        "All Rights Reserved.",
        "Alle Rechte vorbehalten",
        "版权所有 港口报",
    ],
)
def test_legal_lines(text: str) -> None:
    assert category(f"<div>{STORY}</div><footer><p>{text}</p></footer>", text=text) == "legal"


BIO = "Orla Finnane has kept the harbour’s log for nineteen years and writes on the sea for The Quay, where she lives."


def test_an_authors_life_is_no_byline() -> None:
    assert category(f"<div>{STORY}</div><div class=author-box>{BIO}</div>", text="Orla") == "author-bio"
    short = "Orla Finnane keeps the log of the harbour of Tarn Point."
    assert category(f"<div>{STORY}</div><div class=author-box>{short}</div>", text="Orla") == "byline"
    assert category(f"<div>{STORY}</div><div class=author-box>Orla Finnane</div>", text="Orla") == "byline"


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("caption", "The lens on the quay", "caption"),
        ("caption", "Photo: T. Ure", "image-credit"),
        ("caption", "© T. Ure", "image-credit"),
        ("caption", "T. Ure/AFP", "image-credit"),
        (
            "caption",
            "Waves break over the quay in the rain on Thursday, when nobody was out. Photo: T. Ure, Quay Pictures",
            "caption",
        ),
        ("other-article", "The lens on the quay", "related"),
        ("other-article", "© T. Ure", "related"),
        ("link-line", "© [T. Ure]", "promo"),
        ("repeated", "The lens on the quay", "other"),
    ],
)
def test_what_a_rule_says_comes_first(rule: str, text: str, expected: str) -> None:
    assert category(f"<div>{STORY}</div><p>{text}</p>", rule, text=text) == expected


def test_another_article_among_comments_is_a_comment() -> None:
    markup = f"<div>{STORY}</div><div class=comment-list><article><p>{TEXT}</p></article></div>"
    assert category(markup, "other-article") == "comments"


def test_a_name_on_what_holds_most_of_the_page_says_nothing() -> None:
    assert category(f"<div class=share><div>{STORY}</div><p>{TEXT}</p></div>") == "other"
