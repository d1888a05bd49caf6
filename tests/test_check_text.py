"""Clean twice is clean once, and clean text stays clean: on the fixtures, and on the gold pages where there are any."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import check_text as check
import newsclean
from newsclean import writers
from newsclean.model import RawPage

ROOT = Path(__file__).parent.parent
BENCH = ROOT.parent / "shared" / "bench"
needs_bench = pytest.mark.skipif(not (BENCH / "dumps").exists(), reason="no gold pages beside the checkout")
PAGES = sorted(path for path in (ROOT / "fixtures" / "pages").rglob("*") if path.is_file())


def page(path: Path) -> RawPage:
    body = path.read_bytes()
    return RawPage(gzip.decompress(body) if path.suffix == ".gz" else body)


def test_there_are_fixtures_of_both_kinds() -> None:
    assert {".html", ".txt"} <= {path.suffix for path in PAGES}


def test_a_second_cleaning_changes_no_fixture() -> None:
    assert check.differing((path.name, page(path)) for path in PAGES) == []


@pytest.mark.parametrize("path", [path for path in PAGES if path.suffix == ".txt"], ids=lambda path: path.stem)
def test_what_is_expected_of_a_scraped_text_is_clean(path: Path) -> None:
    expected = (ROOT / "fixtures" / "expected" / path.relative_to(ROOT / "fixtures" / "pages")).read_bytes()
    assert writers.render(newsclean.clean(expected, kind="text"), "txt") == expected


def test_a_difference_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = iter([b"once", b"twice"])
    monkeypatch.setattr(check.writers, "render", lambda *_: next(texts))
    assert check.differing([("name", RawPage(b"A text."))]) == ["name"]


@needs_bench
@pytest.mark.parametrize("name", ["news_en", "news_world"])
def test_a_second_cleaning_changes_no_dump(name: str) -> None:
    assert check.differing(check.dumps(BENCH / "dumps" / f"{name}.jsonl")) == []


@needs_bench
@pytest.mark.parametrize("name", ["news_en", "news_world", "articles_en"])
def test_clean_text_stays_clean(name: str) -> None:
    left = check.kept(BENCH / "gold" / f"{name}.jsonl", check.module(BENCH / "score.py"))
    assert left.mean >= check.LEAST_KEPT, left.worst


PARAGRAPHS = (
    "The harbour board of Tollesbury Quay voted on Tuesday to keep the old lighthouse lit, for as long as anyone could"
    " be found who would climb its stairs.",
    "“We never asked for it to be moved,” said Ilse Brandvold, who has kept the log since 1988 and who means to keep it"
    " until somebody takes the pencil away from her.",
    "Engineers from Port Ennor carried the new lens up in forty pieces, wrapped in bedding that the people of the"
    " village had lent them, and put it together by candlelight.",
    "The council paid with what was left of a fund for a band, which had been waiting for a conductor since the spring"
    " and said that it could practise on the quay just as well.",
)
LINES = (
    "Lighthouse stays lit at Tollesbury Quay", "By Ilse Brandvold", "12 March 2024", "Home", "News", "Most read", "1/7",
    "Share this article", "Related articles", "Ten quays to see before you sail", "Advertisement", "Source link",
    "What the harbour master saw that night", "Photo: T. Harbour", "(With inputs from agencies)", "Leave a Reply",
    "Your email address will not be published.", "He declined.", "- Ferries stay in port", "Was it ever dark?",
    "Sign up for our newsletter", "© 2024 The Quay", "Read more: The long way up", "Reuters",
)  # fmt: skip


@given(st.permutations(PARAGRAPHS), st.lists(st.sampled_from(LINES), max_size=16), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_in_any_order_paragraphs_survive_and_twice_is_once(
    paragraphs: list[str], others: list[str], random: object
) -> None:
    blocks = [*paragraphs, *others]
    random.shuffle(blocks)  # type: ignore[attr-defined]
    article = newsclean.clean("\n\n".join(blocks), kind="text")
    left = article.text.split("\n\n")
    assert [text for text in left if text in PARAGRAPHS] == [text for text in blocks if text in PARAGRAPHS]
    once = writers.render(article, "txt")
    assert writers.render(newsclean.clean(once, kind="text"), "txt") == once
