"""The life of who wrote the story goes from below it; people whom a story tells of stay."""

from __future__ import annotations

import pytest

import newsclean
from stories import HARBOUR as STORY

LIFE = (
    "Ilse Brandvold has written about harbours and the people in them for twenty years, and lives on a boat of her own"
    " with two cats."
)
SHORT = LIFE.replace("Ilse Brandvold", "Ilse")
OTHER = "The council has asked three towns along the coast for the stone that it needs, and has had no answer so far."
MORE = "Ilse grew up on an island that has since been given up, and she is at work on a long book about its lighthouse."


def left(*lines: str) -> list[str]:
    return newsclean.clean("\n\n".join(lines), kind="text").text.split("\n\n")


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["By Ilse Brandvold", "12 March 2024"], [LIFE]),
        (["By Ilse Brandvold", "12 March 2024"], [LIFE, MORE]),
        ([], ["About Ilse Brandvold", SHORT]),
        ([], ["Ilse Brandvold", "Contributing writer", SHORT]),
        ([], ["Written by Ilse Brandvold", LIFE]),
        ([], ["Ilse Brandvold", SHORT]),
        ([], ["Ilse Brandvold, PhD", "Keeper of the log at Exampleton", SHORT]),
    ],
    ids=["byline", "goes-on", "about", "role", "written-by", "name-alone", "title"],
)
def test_a_life_below_the_story_goes(above: list[str], below: list[str]) -> None:
    found = left("Storm closes the harbour of Exampleton", *above, *STORY, *below)
    assert found[-len(STORY) :] == STORY
    assert LIFE not in found


def test_what_goes_is_told() -> None:
    article = newsclean.clean("\n\n".join([*STORY, "Written by Ilse Brandvold", LIFE]), kind="text")
    assert [r.category for r in article.removals if r.rule == "structure.author"] == ["author-bio"]


@pytest.mark.parametrize(
    "below",
    [
        [LIFE],
        ["Keeper of the log", LIFE],
        ["Ilse Brandvold", SHORT, *STORY[:2], OTHER, OTHER.replace("three", "four")],
        ["Ilse Brandvold", SHORT, "Tom Harbour", "Tom has rowed out to every ship that ran aground here since he was"
         " a boy of twelve, and keeps what they left him in a shed on the quay."],
    ],
    ids=["unnamed", "role-alone", "within", "two-people"],
)  # fmt: skip
def test_people_of_the_story_stay(below: list[str]) -> None:
    story = [text.replace("the", "this") for text in STORY]
    found = left(*story, *below)
    assert [text for text in below if len(text.split()) >= 20 and text not in found] == []


def test_a_person_whom_the_story_names_stays() -> None:
    story = [*STORY[:3], STORY[3].replace("the gauge", "Ilse Brandvold's gauge")]
    assert SHORT in left(*story, "Ilse Brandvold", SHORT)


def test_a_word_that_is_no_name_opens_no_life() -> None:
    agency = (
        "The agency said on Monday that its researchers examined how the wind will affect the next design of the quay."
    )
    assert agency in left("The Associated Press", "Published Monday, November 18, 2019 8:22AM EST", *STORY, agency)


def test_a_life_without_a_story_is_the_text() -> None:
    assert LIFE in left("By Ilse Brandvold", LIFE)
