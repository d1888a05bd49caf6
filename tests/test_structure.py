"""What goes by its shape alone, and what never does."""

from __future__ import annotations

import string
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import rules, scraped, structure
from newsclean.left import apply_removals
from newsclean.model import KEPT_CATEGORIES, Removal

TITLE = "Storm closes the harbour of Exampleton"
PROSE = [
    "The harbour of Exampleton was closed on Monday after the storm had torn two ferries from their moorings, it said.",
    "Nobody was hurt, but the coast guard asked owners of small boats to stay away from the quay until the wind drops.",
    "The council will meet on Thursday to decide how the repairs to the breakwater are to be paid for, the mayor said.",
    "It was the third time this winter that the gauge at the lighthouse had shown gusts of more than forty metres a"
    " second, a figure that the builders of the breakwater had thought would be reached once in a hundred years.",
]
BOILERPLATE = [
    "Related articles", "Ferry services halted as wind picks up", "Share this article", "Advertisement", "Comments",
    "Your email address will not be published. Required fields are marked *", "Source link", "Leave a Reply",
    "Most read", "1/7", "By Jane Example", "12 March 2024", "Sign up for our newsletter", "Tags: storm, coast",
    "Photo: Jane Example", "(With inputs from agencies)", "Facebook", "© 2024 Example Media Ltd.",
    "Read more: The long road home",
]  # fmt: skip
ODD = ["", " ", "…", "。", "(", "[]", "- ", "\u200f", "1.", "#"]


def removals(text: str, title: str | None = None) -> tuple[str, list[Removal]]:
    document = scraped.from_text(text)
    found = rules.apply(document, [], rules.load(), "en")
    shape = structure.boilerplate(document, found, title)
    both = sorted([*found, *shape], key=lambda removal: removal.start)
    return document.page_text, [removal for removal in both if removal.category not in KEPT_CATEGORIES]


def cleaned(*paragraphs: str, title: str | None = None) -> list[str]:
    page_text, found = removals("\n\n".join(paragraphs), title)
    for before, after in pairwise(found):
        assert before.end <= after.start
    return apply_removals(page_text, found).split("\n\n")


def test_headlines_under_a_label_go() -> None:
    headlines = ["Ferry services halted as wind picks up", "What the harbour master saw that night"]
    assert cleaned(PROSE[0], "Related articles", *headlines, *PROSE[1:]) == PROSE
    assert cleaned(PROSE[0], *headlines, *PROSE[1:]) == [PROSE[0], *headlines, *PROSE[1:]]


def test_the_rest_of_the_foot_goes_where_the_rules_know_a_part_of_it() -> None:
    foot = ["Jane Example", "Most read", "Ten walks along the coast", "A day at the fish market", "He found a whale."]
    assert cleaned(*PROSE, *foot) == PROSE


def test_a_text_without_its_page_around_it_is_left_alone() -> None:
    text = ["Monday", "Harbour news", PROSE[0], "A sub-heading", *PROSE[1:], "The end", "Jane Example"]
    assert cleaned(*text) == text


def test_names_and_sections_over_the_story_go() -> None:
    assert cleaned("Coast", "Jane Example", "12 March 2024", *PROSE, "Share this article") == PROSE


def test_items_of_a_list_are_text() -> None:
    items = ["- Ferries stay in port", "2. Small boats are to be moored twice"]
    assert cleaned(*PROSE, *items, "Share this article") == [*PROSE, *items]


def test_lists_that_outweigh_the_story_are_the_story() -> None:
    names = [
        f"The {word} of the harbour in the great storm" for word in ["light", "wall", "boats", "gulls", "ropes", "nets"]
    ] * 4
    assert cleaned(PROSE[0], "Share this article", *names) == [PROSE[0], *names]


def test_a_credit_that_a_rule_knows_is_no_foot() -> None:
    assert cleaned(*PROSE, "(With inputs from agencies)", "Share this article") == [
        *PROSE,
        "(With inputs from agencies)",
    ]


@pytest.mark.parametrize(
    "caption",
    [
        "Waves break over the quay (Image: Example Agency)",
        "The harbour at dawn. Photo: Jane Example",
        "Waves break over the quayCredit: Example",
        "The mayor on Monday. Reuters/Jane Example",
        "Waves break over the quay (AFP)",
    ],
)
def test_captions_that_name_who_took_the_picture_go(caption: str) -> None:
    assert cleaned(PROSE[0], caption, *PROSE[1:]) == PROSE


@pytest.mark.parametrize("text", ["She left the quay. (dpa)", "The image: a quay in the storm.", "A tap", "The map"])
def test_what_only_looks_like_a_credit_stays(text: str) -> None:
    assert cleaned(PROSE[0], text, *PROSE[1:]) == [PROSE[0], text, *PROSE[1:]]


def test_the_headline_again_goes_over_the_story_only() -> None:
    assert cleaned(TITLE, *PROSE, title=TITLE) == PROSE
    assert cleaned(PROSE[0], TITLE, *PROSE[1:], title=TITLE) == [PROSE[0], TITLE, *PROSE[1:]]


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("The quay was closed.", True),
        ("“The quay was closed.”", True),
        ("灯台が残る。", True),
        ("The quay was…", False),
        ("The quay was...", False),
        ("Was the quay closed?", False),
        ("Ten quays to see", False),
    ],
)
def test_full_stops(text: str, full: bool) -> None:
    assert structure.ends_in_full_stop(text) is full


def test_a_paragraph_that_stands_there_already_goes() -> None:
    assert cleaned(*PROSE, PROSE[1], "Share this article") == PROSE
    assert cleaned(*PROSE, PROSE[1]) == PROSE


def test_a_removal_by_score_is_named_by_its_place_and_the_label_above() -> None:
    headlines = ["Ferry services halted as wind picks up", "What the harbour master saw that night"]
    document = scraped.from_text("\n\n".join([PROSE[0], "Related articles", *headlines, *PROSE[1:], "Jane Example"]))
    found = structure.boilerplate(document, rules.apply(document, [], rules.load(), "en"), None)
    assert [(r.rule, r.category) for r in found] == [
        ("structure.list", "related"), ("structure.list", "related"), ("structure.foot", "other"),
    ]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.permutations([*PROSE, *BOILERPLATE]))
def test_in_any_order_long_sentences_survive_and_twice_is_once(paragraphs: list[str]) -> None:
    once = cleaned(*paragraphs)
    assert {text for text in once if text in PROSE} == set(PROSE)
    assert cleaned(*once) == once


_LINES = st.lists(st.one_of(st.sampled_from([*BOILERPLATE, *PROSE, *ODD]), st.text()), max_size=12)


@settings(max_examples=150, deadline=None)
@given(_LINES, st.sampled_from(["\n", "\n\n", "\r\n"]), st.sampled_from(["en", "ja", None, "xx"]))
def test_no_text_raises_and_spans_lie_within_blocks(lines: list[str], between: str, language: str | None) -> None:
    document = scraped.from_text(between.join(lines))
    found = rules.apply(document, [], rules.load(), language)
    found = sorted([*found, *structure.boilerplate(document, found, "Any title")], key=lambda removal: removal.start)
    at = 0
    for removal in found:
        assert at <= removal.start < removal.end
        assert any(block.start <= removal.start and removal.end <= block.end for block in document.blocks)
        at = removal.end


@pytest.mark.parametrize("piece", ["a", " ", "a a ", "(", "»", "1 ", "。", *string.punctuation])
def test_hostile_lines_cost_nothing(piece: str) -> None:
    document = scraped.from_text(piece * 20_000)
    found = rules.apply(document, [], rules.load(), "en")
    structure.boilerplate(document, found, None)


@pytest.mark.parametrize(("first", "scored"), [("Skip to content", True), ("(With inputs from agencies)", False)])
def test_a_line_of_a_menu_shows_that_the_page_is_still_around_the_text(first: str, scored: bool) -> None:
    headlines = ["Ferry services halted as wind picks up", "Council puts off the sale of the quay", "Ten walks to take"]
    _, found = removals("\n\n".join([first, *PROSE, *headlines, *headlines]))
    assert any(removal.rule == "structure.foot" for removal in found) is scored
