"""Where the article is: what goes by a rule that a person can state, and what never does."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from newsclean import apart, blocks, content, measures
from newsclean.clean import parse
from newsclean.model import KEPT_CATEGORIES, Metadata

if TYPE_CHECKING:
    from newsclean.model import Document

TITLE = "Lighthouse at Tarn Point lit again after the great storm"
STORY = (
    "The lighthouse at Tarn Point was lit again on Friday evening, eleven days after a storm had torn away its lantern "
    "and left the bay to the fishermen’s memory.",
    "Engineers from Port Ennor carried the new lens up the stairs in forty pieces, wrapped in bedding that the people "
    "of the village had lent them, and put it together by candlelight.",
    "“We had forgotten how dark the water is,” said Orla Finnane, who has kept the harbour’s log for nineteen years. "
    "“My sons had never seen it lit. They thought that I had made it up.”",
    "The council paid for the lens with what was left of a fund for a band, which had been waiting for a conductor "
    "since the spring; the band said that it could practise on the quay just as well.",
    "Two boats had touched the outer rocks while the tower was dark, and a third had been turned back by a man with a "
    "lantern who had walked the whole length of the breakwater to do it.",
    "The mayor said that the light would not be let go out again, and that the council would set aside a sum for it in "
    "each of the coming nine years, whatever the band might think of that.",
)
OTHER = (
    "A ferry from Marsh End lay on a sandbank for six hours on Monday, while its passengers played cards and ate what "
    "the cook had meant for the evening.",
    "The harbour office said that the bank had moved since the storm, and that the chart of it would be drawn anew as "
    "soon as somebody could be found who knew how.",
)
HEAD = f"<h1>{TITLE}</h1>"
NAV = "<nav><ul><li><a href=/>Home</a></li><li><a href=/sea>Sea</a></li></ul></nav>"
FOOT = "<footer><p>© 2024 The Quay</p><a href=/terms>Terms</a></footer>"


def paragraphs(texts: tuple[str, ...], attributes: str = "") -> str:
    return "".join(f"<p {attributes}>{text}</p>\n" for text in texts)


def chosen(markup: str, *, title: str = TITLE, description: str | None = None) -> dict[str, tuple[str, str]]:
    """Rule and category of each block, by its text; of equal ones the last. Kept blocks have ("", "")."""
    document = read(markup)
    found = content.choose(document, Metadata(title=title, description=description))
    for before, after in pairwise(found):
        assert before.end < after.start
    by_start = {removal.start: removal for removal in found}
    assert {(r.start, r.end) for r in found} <= {(b.start, b.end) for b in document.blocks}
    gone = {block.text: by_start.get(block.start) for block in document.blocks}
    return {text: (removal.rule, removal.category) if removal else ("", "") for text, removal in gone.items()}


def read(markup: str) -> Document:
    return blocks.from_tree(parse(f"<!doctype html><html><body>{markup}</body></html>".encode()))


def page(body: str, *, around: str = "") -> str:
    return f"{NAV}<main><article>{HEAD}<div class=article-body>{body}</div></article>{around}</main>{FOOT}"


KEPT = ("", "")
ALL = paragraphs(STORY)


def split(place: str) -> str:
    """The story with something between its third and its fourth paragraph."""
    return paragraphs(STORY[:3]) + place + paragraphs(STORY[3:])


def test_nothing_of_an_empty_page() -> None:
    assert content.choose(read(""), Metadata()) == []


def test_the_story_stays_and_what_is_around_it_goes() -> None:
    found = chosen(page(ALL))
    assert [found[text] for text in STORY] == [KEPT] * len(STORY)
    assert found[TITLE] == ("title", "title")
    assert found["Home\nSea"] == ("content.nav", "nav")
    assert found["© 2024 The Quay"][1] == "legal"
    assert found["Terms"] == ("content.nav", "nav")


def test_a_page_of_one_paragraph() -> None:
    found = chosen(f"{HEAD}<p>{STORY[0]}</p>")
    assert found[TITLE][1] == "title"


CAPTION = "The lens on the quay at Port Ennor in the rain on Thursday"
CAPTIONS = [
    (f"<figure><img><figcaption>{CAPTION}</figcaption></figure>", "caption"),
    (f"<figure><img><p>{CAPTION}</p></figure>", "caption"),
    (f"<div class=wp-caption><img><p>{CAPTION}</p></div>", "caption"),
    (f"<img><span class=image-caption>{CAPTION}</span>", "caption"),
    ("<figure><img><figcaption>Photo: T. Ure/Quay Pictures</figcaption></figure>", "image-credit"),
    ("<figure><img><figcaption>© T. Ure</figcaption></figure>", "image-credit"),
]


@pytest.mark.parametrize(("markup", "category"), CAPTIONS)
def test_captions(markup: str, category: str) -> None:
    (text,) = (block.text for block in read(markup).blocks)
    found = chosen(page(split(markup)))
    assert found[text] == ("content.caption", category)
    assert [found[story] for story in STORY] == [KEPT] * len(STORY)


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class=caption-story>{ALL}</div>",  # a name on what holds the story is a mistake
        f"<figure>{ALL}</figure>",
        split(f"<figure class=caption>{paragraphs(OTHER)}{paragraphs(OTHER)}</figure>"),
    ],
)
def test_what_holds_much_of_the_page_is_no_caption(markup: str) -> None:
    found = chosen(page(markup))
    assert not any(rule == "content.caption" for rule, _ in found.values())
    assert [found[text] for text in STORY] == [KEPT] * len(STORY)


def test_a_table_in_a_figure_is_no_caption() -> None:
    days = ("Friday", "Saturday", "Sunday", "Monday", "Tuesday")
    rows = "".join(
        f"<tr><td>{day}<td>{n} boats<td>{n // 3} of them from Marsh End</tr>" for n, day in enumerate(days, 12)
    )
    found = chosen(page(split(f"<figure><table>{rows}</table><figcaption>{CAPTION}</figcaption></figure>")))
    assert found[CAPTION] == ("content.caption", "caption")
    assert found["Friday | 12 boats | 4 of them from Marsh End"] == ("content.table", "table")


PLACEHOLDER = "This picture is shown when the story has been loaded in full by the reader."


def test_placeholders_that_repeat_go() -> None:
    box = f"<div class=box><p>{PLACEHOLDER}</p><p>Loading</p></div>"
    body = "".join(f"<p>{text}</p>{box}" for text in STORY[:4]) + paragraphs(STORY[4:])
    found = chosen(page(body))
    assert found[PLACEHOLDER][0] == found["Loading"][0] == "content.repeated"
    assert [found[text] for text in STORY] == [KEPT] * len(STORY)


def test_rows_of_a_table_may_say_the_same() -> None:
    rows = "<tr><td>No boat at all<td>No gull at all<td>No wind from the west</tr>" * 4
    found = chosen(page(split(f"<table>{rows}</table>")))
    assert found["No boat at all | No gull at all | No wind from the west"][0] != "content.repeated"


def test_two_are_no_repetition() -> None:
    box = f"<div class=box><p>{PLACEHOLDER}</p><p>Loading</p></div>"
    body = f"{box}{ALL}{box}"
    assert "content.repeated" not in {rule for rule, _ in chosen(page(body)).values()}


def test_questions_that_an_interview_repeats_stay() -> None:
    question = "And what did the people on the quay say to that when they heard of it?"
    body = "".join(f"<p>{question}</p><p>{text}</p>" for text in STORY)
    found = chosen(page(body))
    assert found[question] == KEPT


def test_further_articles_of_the_page_go() -> None:
    other = f"<article><h2>Ferry on a sandbank</h2>{paragraphs(OTHER)}</article>"
    found = chosen(page(ALL, around=other))
    assert {found[text] for text in (*OTHER, "Ferry on a sandbank")} == {("content.other-article", "related")}
    assert [found[text] for text in STORY] == [KEPT] * len(STORY)


def test_comments_that_are_articles_are_comments() -> None:
    other = f"<section class=comments><article>{paragraphs(OTHER)}</article></section>"
    assert chosen(page(ALL, around=other))[OTHER[0]] == ("content.other-article", "comments")


def test_entries_of_a_live_blog_are_no_other_articles() -> None:
    entries = "".join(f"<article><h3>{n} o’clock</h3><p>{text}</p></article>" for n, text in enumerate(STORY, 1))
    found = chosen(f"{NAV}<main><article>{HEAD}<div class=entries>{entries}</div></article></main>{FOOT}")
    assert [found[text] for text in STORY] == [KEPT] * len(STORY)


def test_articles_beside_a_title_that_is_in_none_are_no_other_articles() -> None:
    entries = "".join(f"<article><p>{text}</p></article>" for text in STORY)
    found = chosen(f"{NAV}<main>{HEAD}{entries}</main>{FOOT}")
    assert "content.other-article" not in {rule for rule, _ in found.values()}


def test_a_teaser_article_that_bears_the_title_does_not_push_the_story_out() -> None:
    """The titled <article> must hold a share of the page's prose before others are left out."""
    markup = f"<main><article class=header>{HEAD}</article><article class=body>{ALL}</article></main>"
    found = chosen(markup)
    assert [found[text] for text in STORY] == [KEPT] * len(STORY)


def indexes(texts: set[str], document: Document) -> set[int]:
    return {index for index, block in enumerate(document.blocks) if block.text in texts}


def test_other_articles_by_index() -> None:
    document = read(f"<article>{HEAD}{ALL}</article><article>{paragraphs(OTHER)}</article>")
    m = measures.measure(document)
    assert apart.other_articles(document, m, 0) == indexes({*OTHER}, document)
    assert apart.other_articles(document, m, None) == set()
    assert apart.other_articles(document, m, len(document.blocks) - 1) == indexes({TITLE, *STORY}, document)


LEAD = "After eleven days without a light the bay is lit"
SAID = "Eleven days without a light: how the bay at Tarn Point has it back, and who paid for it"


def test_a_standfirst_is_known_by_the_description() -> None:
    markup = f"<main><article>{HEAD}<div class=x>{SAID}</div><div class=article-body>{ALL}</div></article></main>"
    assert chosen(markup, description=SAID)[SAID] == ("content.standfirst", "standfirst")
    assert chosen(markup, description=SAID + " …")[SAID] == ("content.standfirst", "standfirst")


@pytest.mark.parametrize("name", ["standfirst", "subtitle", "article-lead", "dek"])
def test_a_standfirst_is_known_by_its_name(name: str) -> None:
    body = f"<div class=article-body>{ALL}</div>"
    found = chosen(f"<main><article>{HEAD}<div class={name}>{SAID}</div>{body}</article></main>")
    assert found[SAID] == ("content.standfirst", "standfirst")


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=standfirst>A light again</div>",  # too short
        f"<div class=standfirst><a href=/x>{SAID}</a></div>",  # a link to another story
    ],
)
def test_what_is_no_standfirst(markup: str) -> None:
    found = chosen(f"<main><article>{HEAD}{markup}<div class=article-body>{ALL}</div></article></main>")
    assert "standfirst" not in {category for _, category in found.values()}


def test_a_standfirst_that_is_a_sentence_is_one_too() -> None:
    said = f"{SAID}, it was said in the village hall on Friday."
    found = chosen(f"<main><article>{HEAD}<p class=standfirst>{said}</p>{ALL}</article></main>")
    assert found[said] == ("content.standfirst", "standfirst")


POST = "The light is back and so am I. See you on the quay!"


def test_an_embedded_post_stays_as_a_quotation() -> None:
    post = f"<blockquote class=twitter-tweet><p>{POST}</p>— Orla (@orla) <a href=/1>3 May</a></blockquote>"
    assert chosen(page(split(post)))[POST] == ("content.quote", "quote")


def test_a_post_of_a_link_alone_stays_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content.trees, "score", lambda _forest, _row: -9.0)
    post = "<blockquote class=twitter-tweet><p><a>#Lighthouse</a></p></blockquote>"
    assert chosen(page(split(post)))["#Lighthouse"] == ("content.quote", "quote")
    plain = post.replace(" class=twitter-tweet", "")
    assert chosen(page(split(plain)))["#Lighthouse"] != ("content.quote", "quote")


@pytest.mark.parametrize(
    ("markup", "text", "category"),
    [
        ("<ul><li>{0}</li><li>{1}</li></ul>", OTHER[0], "list"),
        ("<ol><li>{0}</li><li>{1}</li></ol>", OTHER[1], "list"),
        ("<blockquote><p>{0}</p></blockquote>", OTHER[0], "quote"),
    ],
)
def test_what_is_kept_unless_it_is_dropped(markup: str, text: str, category: str) -> None:
    assert category in KEPT_CATEGORIES
    assert chosen(page(split(markup.format(*OTHER))))[text] == (f"content.{category}", category)


def count(markup: str, text: str) -> tuple[int, int]:
    """How many blocks with a text there are, and how many of them stay."""
    document = read(markup)
    gone = {r.start for r in content.choose(document, Metadata(title=TITLE)) if r.category not in KEPT_CATEGORIES}
    starts = [block.start for block in document.blocks if block.text == text]
    return len(starts), sum(start not in gone for start in starts)


def test_a_paragraph_that_stands_twice_stays_once() -> None:
    assert count(page(paragraphs((*STORY, STORY[1]))), STORY[1]) == (2, 1)


@pytest.mark.parametrize(
    "text", ["He nodded, and the lamp went on.", "Who on the quay would have thought it of the band?"]
)
def test_short_sentences_and_questions_may_stand_twice(text: str) -> None:
    body = paragraphs((STORY[0], text, *STORY[1:4], text, *STORY[4:]))
    assert count(page(body), text) == (2, 2)


def test_a_pull_quote_goes_and_its_paragraph_stays() -> None:
    quote = "My sons had never seen it lit. They thought that I had made it up."
    found = chosen(page(paragraphs(STORY) + f"<blockquote>“{quote}”</blockquote>" + paragraphs(OTHER)))
    assert found[f"“{quote}”"][0] == "content.pull-quote"
    assert found[STORY[2]] == KEPT


def test_a_quotation_that_says_something_else_stays() -> None:
    quote = "The sea gives back what it wants to give back, and keeps the rest for those who come after us."
    assert chosen(page(split(f"<blockquote><p>{quote}</p></blockquote>")))[quote] == ("content.quote", "quote")


@pytest.mark.parametrize(
    "line", ["[Six ferries that never came]", "► Six ferries that never came in", "SIX FERRIES THAT NEVER CAME"]
)
def test_lines_that_lead_to_another_story_go(line: str) -> None:
    assert chosen(page(split(f"<p><a href=/six>{line}</a></p>")))[line][1] in ("promo", "related", "other")
    assert chosen(page(split(f"<p>{line} {STORY[0]}</p>")))[f"{line} {STORY[0]}"] == KEPT


TITLES = [
    (f"{HEAD}{ALL}", [TITLE]),
    (f"<p>{TITLE}</p>{HEAD}{ALL}", [TITLE]),
    (f"{HEAD}{ALL}<h2>{TITLE}</h2>", [TITLE]),
    (f"<h1>{TITLE.upper()}!</h1>{ALL}", [f"{TITLE.upper()}!"]),  # in other words, above the body
    (f"<h1>Tarn Point lighthouse lit again</h1>{ALL}", ["Tarn Point lighthouse lit again"]),
]


@pytest.mark.parametrize(("markup", "texts"), TITLES)
def test_titles(markup: str, texts: list[str]) -> None:
    found = chosen(f"<main><article>{markup}</article></main>")
    assert [text for text, (_, category) in found.items() if category == "title"] == texts


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"{HEAD}{ALL}<p>{TITLE}</p>", TITLE),  # behind the story only a heading is
        (f"{HEAD}{ALL}<h1>Ferry on a sandbank</h1>{paragraphs(OTHER)}", "Ferry on a sandbank"),
        (f"{HEAD}<h2>What the lighthouse is for</h2>{ALL}", "What the lighthouse is for"),
    ],
)
def test_what_is_no_title(markup: str, text: str) -> None:
    found = chosen(f"<main><article>{markup}</article></main>")
    assert found[text][1] != "title"


def test_without_a_title_the_page_is_read_all_the_same() -> None:
    document = read(page(ALL))
    gone = {r.start for r in content.choose(document, Metadata())}
    assert [block.text for block in document.blocks if block.start not in gone and block.text in STORY] == list(STORY)


def test_the_line_behind_a_picture_in_its_element_is_a_caption() -> None:
    line = "Orla Finnane with the last of the forty pieces of the lens, on the stairs of the tower on Thursday evening."
    found = chosen(page(split(f"<div class='image left'><img src=a.jpg><p>{line}</p></div>")))
    assert found[line] == ("content.caption", "caption")
    assert all(found[text] == KEPT for text in STORY)


@pytest.mark.parametrize("markup", ["<p><img src=a.jpg>{}</p>", "<div class='image'><p>{}</p></div>"])
def test_a_paragraph_without_both_signs_is_no_caption(markup: str) -> None:
    found = chosen(page(paragraphs(STORY[:3]) + markup.format(OTHER[0]) + paragraphs(STORY[3:])))
    assert found[OTHER[0]] == KEPT


def test_a_story_that_the_page_holds_for_three_widths_is_told_once() -> None:
    document = read("".join(f"<section class={width}>{HEAD}{ALL}</section>" for width in ("wide", "middle", "narrow")))
    gone = [r for r in content.choose(document, Metadata(title=TITLE)) if r.category != "title"]
    kept = [b.text for b in document.blocks if b.start not in {r.start for r in gone} and b.text != TITLE]
    assert kept == list(STORY)
    assert {r.rule for r in gone} == {"content.duplicate"}


def test_sub_headings_in_wrappers_of_their_own_are_no_remains() -> None:
    wrapped = "<div><figcaption>Now</figcaption><h3>The band that paid for the lens</h3></div>"
    found = chosen(page(split(wrapped)))
    assert found["Now"] != KEPT
    assert found["The band that paid for the lens"] == KEPT


def test_prose_is_kept_where_the_trees_leave_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content.trees, "score", lambda _forest, _row: -9.0)
    found = chosen(f"{NAV}{HEAD}<main><div class=text>{OTHER[0]}</div></main>{FOOT}")
    assert found[OTHER[0]] == KEPT
    assert found["Home\nSea"] != KEPT
