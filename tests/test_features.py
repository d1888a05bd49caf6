"""What is measured of a page, and the row of numbers of each block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import blocks, features, hints, measures, plain
from newsclean.clean import parse
from newsclean.lines import folded

if TYPE_CHECKING:
    from newsclean.model import Document

LEAD = "The lighthouse at Tarn Point was lit again on Friday evening, eleven days after a storm had torn it down."
MORE = "Engineers from Port Ennor carried the new lens up the stairs in forty pieces, and put it together at night."
LAST = "The council paid for the lens with what was left of a fund for a band that had been waiting for a conductor."
PAGE = f"""
<body>
<nav class=top-menu><a href=/>Home</a><p><a href=/sea>All the news of the sea</a></p></nav>
<main class=site-main>
 <article id=story>
  <h1>Lighthouse lit again</h1>
  <div class=byline>Orla Finnane</div>
  <div class=story-body>
   <p class=text>{LEAD}</p>
   <figure><img></figure>
   <p class=text>{MORE}</p>
   <p class=text><a href=/council>{LAST[:11]}</a>{LAST[11:]}</p>
  </div>
 </article>
</main>
<aside class=related><ul><li><a href=/1>Gulls return</a></li><li><a href=/2>Ferry late again</a></li></ul></aside>
<footer><p>Write to us at quay@example.org</p></footer>
</body>
"""


def read(markup: str) -> Document:
    return blocks.from_tree(parse(markup.encode()))


def index_of(document: Document, start: str) -> int:
    return next(i for i, block in enumerate(document.blocks) if block.text.startswith(start))


DOCUMENT = read(PAGE)
M = measures.measure(DOCUMENT)
TITLE, DESCRIPTION = folded("Lighthouse lit again"), folded("The lens came up the stairs in forty pieces.")


def tag_of(place: int) -> str:
    return DOCUMENT.containers[place].tag


def container_of(start: str) -> int:
    return DOCUMENT.blocks[index_of(DOCUMENT, start)].container


def test_words_and_links_of_blocks() -> None:
    assert M.words[index_of(DOCUMENT, "The lighthouse")] == len(LEAD.split())
    assert M.link_density[index_of(DOCUMENT, "The lighthouse")] == 0
    assert M.link_density[index_of(DOCUMENT, "Gulls")] == 1
    assert M.link_density[index_of(DOCUMENT, "The council")] == pytest.approx(11 / len(LAST))


@pytest.mark.parametrize(
    ("markup", "prose"),
    [
        (f"<p>{LEAD}", True),
        ("<p>Nine words are too few to be called prose.", False),
        ("<p>Ten words of a sentence are enough to be prose.", True),
        ("<p>Ten words of a line without a stop are none", False),
        (f"<p>{'word ' * 30}", True),  # much text is prose without a stop
        (f"<p>{'word ' * 29}", False),
        (f"<p><a>{LEAD}</a>", False),  # a link is none
        (f"<p><a>{LEAD}</a> {MORE} {LAST}", True),
    ],
)
def test_prose(markup: str, prose: bool) -> None:
    assert measures.measure(read(markup)).prose == [prose]


def test_sums_of_containers() -> None:
    assert M.at[0].chars == sum(len(block.text) for block in DOCUMENT.blocks)
    assert M.at[0].blocks == len(DOCUMENT.blocks)
    assert M.at[0].links == sum(block.link_chars for block in DOCUMENT.blocks)
    body = M.best
    assert (tag_of(body), DOCUMENT.containers[body].hint) == ("div", "story-body")
    assert M.at[body].blocks == 3
    assert M.at[body].prose_chars == M.at[body].chars == len(LEAD) + len(MORE) + len(LAST)


def test_inside_the_best_container() -> None:
    inside = [M.at[block.container].inside for block in DOCUMENT.blocks]
    assert [block.text[:8] for block, within in zip(DOCUMENT.blocks, inside, strict=True) if within] == [
        LEAD[:8], MORE[:8], LAST[:8],
    ]  # fmt: skip


def test_own_section_and_path() -> None:
    link = container_of("Gulls")
    own = M.at[link].own
    assert tag_of(own) == "ul"  # a list of links is one block
    assert tag_of(M.at[own].section) == "body"
    assert {tag for n, tag in enumerate(measures.PATH_TAGS) if M.at[own].path >> n & 1} == {"aside", "ul"}
    assert {tag for n, tag in enumerate(measures.PATH_TAGS) if M.at[container_of("The light")].path >> n & 1} == {
        "main", "article",
    }  # fmt: skip
    assert M.at[0].depth == 0
    assert M.at[own].depth == M.at[M.at[own].section].depth + 2  # an <aside> with nothing else in it lies between


def groups(mask: int) -> set[str]:
    return {group for n, group in enumerate(hints.groups()) if mask >> n & 1}


def test_hints_are_inherited_and_believed_with_care() -> None:
    assert "related" in groups(M.at[container_of("Gulls")].mask)
    assert "byline" in groups(M.at[container_of("Orla")].own_mask)
    assert "body" in groups(M.at[M.best].own_mask)
    # On the element that holds most of the page a name that speaks against it is a mistake of the name.
    wrong = measures.measure(read(f"<div class=comments-share><p>{LEAD}<p>{MORE}</div><p>{LAST[:20]}"))
    assert not any(groups(place.mask) for place in wrong.at)
    right = measures.measure(read(f"<div class=comments-share><p>{LAST[:20]}</div><p>{LEAD}<p>{MORE}"))
    assert groups(max(place.mask for place in right.at)) == {"comments", "share"}


def test_blocks_that_stand_apart_count_for_no_container() -> None:
    apart = {index_of(DOCUMENT, "Engineers")}
    m = measures.measure(DOCUMENT, apart)
    assert m.at[0].prose_chars == M.at[0].prose_chars - len(MORE)
    assert [place.chars for place in m.at] == [place.chars for place in M.at]


@pytest.mark.parametrize(
    ("title", "markup", "expected"),
    [
        ("lit again", "<p>Menu<h1>Other</h1><p>“Lit  again”<h2>Lit again</h2>", 3),
        ("lit again", "<p>Menu<p>LIT AGAIN<h1>Lit again</h1>", 1),
        ("lit again", "<p>Menu<h2>Sub</h2><h1>Other</h1><h1>Second</h1>", 2),  # else the first main heading
        ("", "<p>Menu<h1>Other</h1>", 1),
        ("lit again", "<p>Menu<h2>Sub</h2>", None),
        ("lit again", "", None),
    ],
)
def test_where_the_title_stands(title: str, markup: str, expected: int | None) -> None:
    assert features.title_at(read(markup), title) == expected


def rows_of(document: Document, title: str = TITLE, description: str = DESCRIPTION) -> dict[int, dict[str, float]]:
    m = measures.measure(document)
    headline = features.title_at(document, title)
    found = features.rows(document, m, range(len(document.blocks)), headline, title, description)
    return {index: dict(zip(features.names(), row, strict=True)) for index, row in found}


ROWS = rows_of(DOCUMENT)


def row(start: str) -> dict[str, float]:
    return ROWS[index_of(DOCUMENT, start)]


@pytest.mark.parametrize(
    ("start", "name", "value"),
    [
        ("The lighthouse", "words", len(LEAD.split())),
        ("The lighthouse", "characters", len(LEAD)),
        ("The lighthouse", "kind", features.KINDS.index("paragraph")),
        ("The lighthouse", "element", features.ELEMENTS.index("p")),
        ("The lighthouse", "within the best container", True),
        ("The lighthouse", "steps to the best container's path", 1),
        ("The lighthouse", "depth against the best container", 0),
        ("The lighthouse", "blocks to the last prose", 2),
        ("The lighthouse", "blocks since the title", 2),
        ("The lighthouse", "after an image", False),
        ("Engineers", "after an image", True),
        ("Engineers", "blocks to the last prose", 1),
        ("Engineers", "alike blocks", 3),
        ("Engineers", "hint body", 1),
        ("Engineers", "in <main>", 1),
        ("Engineers", "in <figure>", 0),
        ("Engineers", "repeats", 1),
        ("Lighthouse lit", "kind", features.KINDS.index("heading")),
        ("Lighthouse lit", "level", 1),
        ("Lighthouse lit", "title covered", 1),
        ("Lighthouse lit", "share of title words", 1),
        ("Lighthouse lit", "element", features.ELEMENTS.index("h1")),
        ("Lighthouse lit", "blocks since the title", 0),
        ("Lighthouse lit", "within the best container", False),
        ("The lighthouse", "link density after", 0),
        ("Lighthouse lit", "plain text two after", len(LEAD)),
        ("Engineers", "alike characters", len(LEAD + MORE + LAST)),
    ],
)
def test_features(start: str, name: str, value: float) -> None:
    assert float(row(start)[name]) == pytest.approx(float(value))


def test_a_row_has_a_number_for_each_name() -> None:
    assert len(set(features.names())) == len(features.names())
    for values in ROWS.values():
        assert all(isinstance(value, int | float) for value in values.values())


def test_plain_cases_of_the_page() -> None:
    kept, doubt = plain.cases(DOCUMENT, M)
    assert [DOCUMENT.blocks[i].text for i in kept] == [LEAD, MORE, LAST]
    assert [DOCUMENT.blocks[i].text for i in doubt] == ["Lighthouse lit again"]


@pytest.mark.parametrize(
    ("markup", "case"),
    [
        (f"<p>{LAST}</p>", "kept"),
        (f"<div>{LAST}</div>", "doubt"),  # no paragraph by its tag
        (f"<p class=promo>{LAST}</p>", "doubt"),  # named
        (f"<aside><p>{LAST}</p></aside>", "doubt"),
        (f"<p>{LAST}</p><p>{LAST}</p>", "doubt"),  # stands twice
        ("<p>A sentence of ten words that stands among long ones.</p>", "kept"),
        ("<p>No sentence, though it stands among long ones</p>", "doubt"),
        (f"<p><a>{LAST[:40]}</a>{LAST[40:]}</p>", "kept"),  # a long sentence may hold a link
        (f"<p><a>{LAST}</a></p>", "doubt"),  # but is none
        ("<h2>A sub-heading</h2>", "kept"),  # over the prose that it heads
        ("<h1>Another title</h1>", "doubt"),
        ("<h2>A sub-heading</h2><p>x</p><p>y</p>", "doubt"),
        ("<ul><li>An item of a list ends in a stop.</li></ul>", "kept"),
        ("<ul><li>An item of a list</li></ul>", "doubt"),
        ("<blockquote>They said so at the harbour.</blockquote>", "kept"),
        ("<p>(With reports from Port Ennor)</p>", "kept"),  # a note behind prose
        ("<p>(5)</p>", "doubt"),
        ("<table><tr><td><p>A sentence of some words in a cell.</p></table>", "doubt"),
        ("<p>Scrap</p>", "doubt"),  # within the body nothing is plainly out
        ("<ul><li><a>A link</a><li><a>among links</a></ul>", "doubt"),
        ("<div><p><a>A link</a></p><p><a>among links</a></p></div>", "out"),
    ],
)
def test_what_is_plain_within_the_body(markup: str, case: str) -> None:
    document = read(f"<div class=story-body><p>{LEAD}</p>{markup}<p>{MORE}</p></div>")
    kept, doubt = plain.cases(document, measures.measure(document))
    place = 1 if markup.startswith("<h2>") else len(document.blocks) - 2
    assert ("kept" if place in kept else "doubt" if place in doubt else "out") == case


def test_what_is_decided_is_no_case() -> None:
    kept, doubt = plain.cases(DOCUMENT, M, {index_of(DOCUMENT, "Engineers"), index_of(DOCUMENT, "Lighthouse lit")})
    assert [DOCUMENT.blocks[i].text for i in kept] == [LEAD, LAST]
    assert doubt == []


def test_only_blocks_in_doubt_have_a_row_and_the_same_one() -> None:
    doubt = [index_of(DOCUMENT, "Orla"), index_of(DOCUMENT, "Engineers")]
    found = features.rows(DOCUMENT, M, doubt, features.title_at(DOCUMENT, TITLE), TITLE, DESCRIPTION)
    assert {index: dict(zip(features.names(), values, strict=True)) for index, values in found} == {
        index: ROWS[index] for index in doubt
    }


def test_description_words() -> None:
    short = rows_of(read(f"<h1>X</h1><p>The lens came up.<p>{MORE}"), "x", folded("The lens came up in pieces."))
    assert short[1]["description covered"] == pytest.approx(3 / 6)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("share-buttons", {"share", "widget"}),
        ("most-commented", {"related"}),  # the longer word counts, and not the one in it
        ("comments", {"comments"}),
        ("article__body", {"body", "content"}),
        ("ad", {"ad"}),
        ("ad-300x250", {"ad"}),
        ("header-ad", {"header", "ad"}),
        ("reader", set()),  # `ad` counts only as a part of a name
        ("loading", set()),
        ("x y z", set()),
        ("", set()),
        ("related comments", {"related", "comments"}),
    ],
)
def test_what_names_say(name: str, expected: set[str]) -> None:
    assert groups(hints.mask(name)) >= expected
    if not expected:
        assert hints.mask(name) == 0
    if name == "most-commented":
        assert "comments" not in groups(hints.mask(name))


def test_a_mask_is_the_names_together() -> None:
    assert hints.mask("related comments") == hints.mask("related") | hints.mask("comments")
    assert hints.bit("related") & hints.mask("related")
    with pytest.raises(ValueError, match="not in"):
        hints.bit("no such group")


parts = st.sampled_from(
    [f"<p>{LEAD}", f"<p>{MORE}", "<p>x", "<h1>Lighthouse lit again</h1>", "<ul><li>a<li><a>b</a></ul>", "<a>link</a>",
     "<div class=share>", "</div>", "<article>", "</article>", "<nav>", "</nav>", "<table><tr><td>a<td>b</table>"]
)  # fmt: skip


@given(st.lists(parts, min_size=1, max_size=15).map("".join))
@settings(max_examples=150, deadline=None)
def test_rows_of_any_page_are_numbers_in_the_order_of_the_blocks(markup: str) -> None:
    document = read(markup)
    if not document.blocks:
        return
    m = measures.measure(document)
    assert m.at[m.best].inside
    assert m.at[0].chars == sum(len(block.text) for block in document.blocks)
    every, headline = range(len(document.blocks)), features.title_at(document, TITLE)
    found = list(features.rows(document, m, every, headline, TITLE, DESCRIPTION))
    assert [index for index, _ in found] == [*every]
    for _, values in found:
        assert len(values) == len(features.names())
        assert all(value == value for value in values)
