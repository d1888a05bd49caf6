"""Phrase rules: positions, actions, categories, and what must never go."""

from __future__ import annotations

import pytest

from newsclean import rules, scraped
from newsclean.left import apply_removals
from newsclean.model import REMOVED_CATEGORIES, Removal

PROSE = [
    "The harbour of Exampleton was closed on Monday after the storm had torn two ferries from their moorings, it said.",
    "Nobody was hurt, but the coast guard asked owners of small boats to stay away from the quay until the wind drops.",
    "The council will meet on Thursday to decide how the repairs to the breakwater are to be paid for, the mayor said.",
]
REMOVED = frozenset(REMOVED_CATEGORIES)


def cleaned(*paragraphs: str, language: str | None = "en", active: frozenset[str] = REMOVED) -> list[str]:
    document = scraped.from_text("\n\n".join(paragraphs))
    found = rules.apply(document, [], rules.load(), language, active)
    assert found == sorted(found, key=lambda removal: removal.start)
    for removal in found:
        assert any(block.start <= removal.start < removal.end <= block.end for block in document.blocks)
    return apply_removals(document.page_text, found).split("\n\n")


def rules_that_fire(*paragraphs: str, language: str | None = "en") -> list[str]:
    document = scraped.from_text("\n\n".join(paragraphs))
    return [removal.rule for removal in rules.apply(document, [], rules.load(), language, REMOVED)]


def test_the_usual_tail_goes_and_the_credit_stays() -> None:
    tail = ["(With inputs from agencies)", "Source link", "Leave a Reply", "Your email address will not be published."]
    assert cleaned(*PROSE, *tail) == [*PROSE, "(With inputs from agencies)"]


def test_a_promo_between_the_halves_goes() -> None:
    assert cleaned(PROSE[0], "Watch: Waves break over the harbour wall", *PROSE[1:]) == PROSE


def test_a_phrase_of_the_tail_is_a_heading_in_the_body() -> None:
    assert cleaned(PROSE[0], "Comments", *PROSE[1:]) == [PROSE[0], "Comments", *PROSE[1:]]
    assert cleaned(*PROSE, "Comments") == PROSE


def test_a_cut_refuses_where_prose_follows() -> None:
    text = [PROSE[0], "Leave a Reply", "Any line", *PROSE[1:]]
    assert cleaned(*text) == text


def test_a_cut_takes_what_no_rule_knows_but_not_what_a_kept_category_claims() -> None:
    tail = ["Leave a Reply", "A line that no rule knows", "(With inputs from agencies)"]
    assert cleaned(*PROSE, *tail) == [*PROSE, "(With inputs from agencies)"]
    assert cleaned(*PROSE, *tail, active=REMOVED | {"credit"}) == PROSE


def test_a_category_that_is_kept_neither_goes_nor_cuts() -> None:
    tail = ["Leave a Reply", "A line that no rule knows", "Share this article"]
    assert cleaned(*PROSE, *tail, active=REMOVED - {"comments"}) == [*PROSE, *tail[:2]]
    assert cleaned(*PROSE, *tail, active=REMOVED - {"share"}) == [*PROSE, tail[2]]


def test_a_long_sentence_is_not_taken_for_a_short_phrase() -> None:
    sentence = (
        "Watch: that was the word painted on the gate by the old keeper, who had seen more storms than anyone"
        " else on the coast and trusted none of the forecasts."
    )
    assert cleaned(PROSE[0], sentence, PROSE[1]) == [PROSE[0], sentence, PROSE[1]]


@pytest.mark.parametrize(
    ("block", "left"),
    [
        ("Share\nA line\nTweet this", "A line"),
        ("A line\nShare\nPrint this article\nThe last line", "A line\nThe last line"),
        ("Share\nPrint this article", ""),
    ],
)
def test_lines_within_a_block_go_with_their_line_breaks(block: str, left: str) -> None:
    assert cleaned(*PROSE, block) == [*PROSE, *([left] if left else [])]


def test_blocks_that_are_gone_do_not_count_for_positions() -> None:
    document = scraped.from_text("\n\n".join([*PROSE, "Comments", PROSE[0]]))
    last = document.blocks[-1]
    gone = [Removal("content.other", "other", "content", last.start, last.end)]
    found = rules.apply(document, gone, rules.load(), "en", REMOVED)
    assert [document.page_text[r.start : r.end] for r in found] == ["Comments"]


def test_rules_leave_alone_what_overlaps_an_earlier_removal() -> None:
    document = scraped.from_text("\n\n".join([*PROSE, "Share this article"]))
    last = document.blocks[-1]
    part = [Removal("x", "byline", "metadata", last.start + 2, last.start + 4)]
    assert rules.apply(document, part, rules.load(), "en", REMOVED) == []


def test_without_prose_short_sentences_are_the_story() -> None:
    text = ["The road is closed until Friday.", "Comments", "It will open again on Saturday."]
    assert cleaned(*text) == text


def test_bare_boilerplate_leaves_nothing() -> None:
    assert cleaned("Leave a Reply", "Name *", "Email *") == [""]


def test_code_is_never_taken() -> None:
    document = scraped.from_text("\n\n".join([*PROSE, "Share this article"]))
    code = document._replace(blocks=tuple(block.replaced(kind="code") for block in document.blocks))
    assert rules.apply(code, [], rules.load(), "en", REMOVED) == []


def test_the_unknown_language_gets_exact_phrases_of_all() -> None:
    assert rules_that_fire(*PROSE, "Schreibe einen Kommentar", language=None)
    assert not rules_that_fire(*PROSE, "Schreibe einen Kommentar", language="en")
    assert rules_that_fire(*PROSE, "Schreibe einen Kommentar", language="de-AT")


def test_every_rule_fires_on_its_examples_and_keeps_its_keeps() -> None:
    assert rules.test(rules.load()) == []


def test_every_rule_has_an_id_of_its_own() -> None:
    ids = [rule.id for rule in rules.load().all()]
    assert len(ids) == len(set(ids))


def test_an_id_says_its_language() -> None:
    for rule in rules.load().all():
        assert rule.id.startswith(f"{rule.language}.") == (rule.language not in ("en", "common"))
        assert rules.load().find(rule.id) is rule


def test_why_says_what_a_rule_is_for() -> None:
    assert "comment form" in rules.why(rules.load(), "comments.leave-a-reply")
    assert rules.why(rules.load(), "content.other") == ""
