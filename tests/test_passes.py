"""Text is looked at again until nothing more goes, and a clean text's headline is its first line."""

from __future__ import annotations

import pytest

import newsclean
from newsclean import passes, writers

PROSE = (
    "The lighthouse at Tarn Point was lit again on Friday evening, eleven days after a storm had torn away its lantern "
    "and left the bay to the fishermen’s memory.",
    "Engineers from Port Ennor carried the new lens up the stairs in forty pieces, wrapped in bedding that the people "
    "of the village had lent them, and put it together by candlelight.",
)


def text_of(*blocks: str, **options: object) -> newsclean.Article:
    return newsclean.clean("\n\n".join(blocks), kind="text", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "headline",
    [
        "Light",
        "Lighthouse at Tarn Point shines again",
        "Recommended: ten walks along the coast at night",
        "Harbour diary 12/03/2024",
        "Why do lighthouses go out?",
    ],
)
def test_the_first_line_of_a_clean_text_is_its_headline(headline: str) -> None:
    article = text_of(headline, "A longer heading within the story of the lighthouse", *PROSE)
    assert article.title == headline
    assert [removal.rule for removal in article.removals] == ["title"]


def test_the_address_may_name_another_line() -> None:
    blocks = ("Motorcycle", "Lighthouse at Tarn Point shines again", *PROSE)
    assert text_of(*blocks).title == blocks[0]
    assert text_of(*blocks, url="https://example.org/sea/lighthouse-tarn-point-shines-again").title == blocks[1]


def test_a_first_line_among_others_that_go_goes() -> None:
    article = text_of("Read more: ten walks along the coast at night", *PROSE, "Share this article")
    assert article.text == "\n\n".join(PROSE)
    assert article.title is None


def test_what_goes_in_a_later_pass_is_told_in_places_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second pass takes a whole block of which the first has taken a line."""
    page = "\n\n".join([PROSE[0], "One line\nanother line\na third", PROSE[1]])
    start, line = page.index("One line"), "another line\n"
    found = iter(
        [
            [newsclean.model.Removal("first", "other", "rules", page.index(line), page.index(line) + len(line))],
            [newsclean.model.Removal("second", "other", "rules", start, start + len("One line\na third"))],
            [],
        ]
    )
    monkeypatch.setattr(passes, "_once", lambda *_: (newsclean.model.Metadata(), next(found)))
    article = newsclean.clean(page, kind="text")
    assert article.text == "\n\n".join(PROSE)
    assert [(r.rule, page[r.start : r.end]) for r in article.removals] == [
        ("second", "One line\n"), ("first", line), ("second", "a third"),
    ]  # fmt: skip


def test_kept_categories_stay_in_every_pass() -> None:
    article = text_of("Lighthouse lit", *PROSE, "Share this article", "Related articles", keep=["share", "related"])
    once = writers.render(article, "txt").decode()
    assert once.endswith("Share this article\n\nRelated articles\n")
    again = newsclean.clean(once, kind="text", keep=["share", "related"])
    assert writers.render(again, "txt").decode() == once


def test_an_end_is_put_to_texts_that_would_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    def once(document: newsclean.model.Document, *_: object) -> object:
        looks.append(1)
        first = document.blocks[0]
        return newsclean.model.Metadata(), [newsclean.model.Removal("all", "other", "rules", first.start, first.end)]

    monkeypatch.setattr(passes, "_once", once)
    newsclean.clean("\n\n".join(f"Line {number} of many" for number in range(100)), kind="text")
    assert len(looks) <= 25
