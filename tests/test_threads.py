"""Readers' comments go by the lines that mark each of them; live reports and quoted posts stay."""

from __future__ import annotations

import pytest

import newsclean
from stories import HARBOUR as STORY

FIRST = "I was on the quay that night and saw the first of the two ferries go, long before anyone had rung the bell."
SECOND = "My father built that breakwater with his own hands, and he always said that it was a metre too low for us."
THIRD = "Good piece."
FRIDAY, MONDAY = "July 14, 2015 at 3:53 pm", "July 17, 2015 at 9:12 am"


def left(*lines: str) -> list[str]:
    return newsclean.clean("\n\n".join(lines), kind="text").text.split("\n\n")


@pytest.mark.parametrize(
    "thread",
    [
        ["Ilse says:", FRIDAY, FIRST, "Reply", "Tom says:", MONDAY, SECOND, "Reply"],
        ["2 thoughts on “Storm”", "Ilse says:", FRIDAY, FIRST, "Tom says:", MONDAY, THIRD],
        ["3 Comments", "Ilse", "December 18, 2025, 9:46 pm", FIRST, "Tom", "December 18, 2025, 9:59 pm", SECOND],
        ["10 comments:", "IlseSeptember 11, 2008 at 2:06 PM", FIRST, SECOND, "ReplyDelete",
         "Tom 3/12/2021 at 1:48am", THIRD],
        ["Discussion about this post", "Ilse", "8d", "Liked by Tom Example", FIRST, "Reply", "Tom", "7d",
         SECOND, "Reply"],
        ["Kommentare", "Ilse", "06.11.2025, 21:18 Uhr", FIRST, "Antworten", "Tom",
         "06.11.2025, 21:30 Uhr", SECOND, "Antworten"],
        ["Comments", FIRST, "Posted by: Ilse at December 18, 2025 05:48 PM", SECOND,
         "Posted by: Tom at December 19, 2025 05:48 PM"],
    ],
    ids=["says", "says-without-buttons", "names", "signed", "ages", "german", "below"],
)  # fmt: skip
def test_a_thread_below_the_story_goes(thread: list[str]) -> None:
    assert left(*STORY, *thread) == STORY


def test_what_goes_is_told() -> None:
    article = newsclean.clean("\n\n".join([*STORY, "Ilse says:", FRIDAY, FIRST, "Reply"]), kind="text")
    assert {"comments"} == {r.category for r in article.removals if r.rule == "structure.thread"}
    assert any(article.page_text[r.start : r.end] == FIRST for r in article.removals if r.rule == "structure.thread")


def test_prose_behind_the_last_button_stays() -> None:
    thread = ["Ilse says:", FRIDAY, FIRST, "Reply"]
    assert left(*STORY[:3], *thread, STORY[3]) == STORY


@pytest.mark.parametrize(
    "lines",
    [
        ["December 18, 2025, 9:46 pm", FIRST, "December 18, 2025, 9:59 pm", SECOND],
        ["3 Comments", "Second ferry breaks its last rope", "18 Dec 2025 09.46 GMT", FIRST,
         "All is quiet on the quay now", "18 Dec 2025 10.12 GMT", SECOND],
        ["Reply", FIRST, "Reply", SECOND],
        ["Ilse says:", FIRST, "Tom says:", SECOND],
        ["She declined to comment.", FIRST, "Ilse", "December 18, 2025, 9:46 pm", SECOND],
    ],
    ids=["times", "live", "buttons", "speakers", "one-time"],
)  # fmt: skip
def test_marks_that_do_not_make_a_thread_take_no_prose(lines: list[str]) -> None:
    found = left(*STORY, *lines, STORY[0].replace("Monday", "Tuesday"))
    assert [text for text in (*STORY, FIRST, SECOND) if text not in found] == []


def test_a_day_over_the_story_starts_no_thread() -> None:
    before = (
        "We use what you tell us to make this site better for everyone, as our long notice on it says in full. " * 4
    )
    thread = ["Ilse says:", FRIDAY, FIRST, "Reply"]
    story = [*STORY, *(text.replace("the", "this") for text in STORY)]
    found = left(before.strip(), "3 Comments", "Jane Example", "July 13, 2015 at 9:00 am", *story, *thread)
    assert [text for text in story if text not in found] == []
    assert FIRST not in found


def test_comments_without_a_story_are_the_text() -> None:
    thread = ["Ilse says:", FRIDAY, FIRST, "Reply", "Tom says:", MONDAY, SECOND]
    assert FIRST in left(*thread)
