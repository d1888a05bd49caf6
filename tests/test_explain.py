"""`explain`: every removal in its place, in a pipe, as JSON, and on terminals."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import newsclean as package
from conftest import ROOT
from newsclean.errors import RulesError
from newsclean.model import Article, Block, Flag, Metadata, Removal
from newsclean.report.compare import changes, total
from newsclean.report.escape import shown, shown_json
from newsclean.report.explain import explain, explain_json, pieces
from newsclean.report.scores import Score, deciding, judged, told
from stories import OWN_RULES, page, paragraphs, promoted, scraped, title

if TYPE_CHECKING:
    from conftest import Newsclean


def article_of(text: str, *removals: Removal, **more: object) -> Article:
    """An article whose blocks are the parts of the text that blank lines part."""
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block(part, at, "paragraph", 0))
        at += len(part) + 2
    left = package.apply_removals(text, removals)
    return Article(left, text, removals=removals, blocks=tuple(blocks), **more)  # type: ignore[arg-type]


def test_kept_and_removed_are_told_apart_by_the_first_column() -> None:
    article = article_of("- A dash of salt.\n\n# Share\n\nTwo\nlines", Removal("own.share", "share", "rules", 19, 26))
    assert explain(article) == (
        "removed  7 of 37 characters: share 7\n\n  - A dash of salt.\n\n# share · own.share · rules\n- # Share\n\n"
        "  Two\n  lines\n"
    )


def test_a_removal_within_a_block_stands_where_it_was() -> None:
    article = article_of("Rain. Read more: Sun. Wind.", Removal("own.promo", "promo", "rules", 6, 21))
    assert [(piece.text, piece.removal is not None) for piece in pieces(article)] == [
        ("Rain.", False),
        ("Read more: Sun.", True),
        ("Wind.", False),
    ]


def test_every_word_of_the_page_is_there_once() -> None:
    article = package.clean(page())
    assert " ".join(piece.text for piece in pieces(article)).split() == article.page_text.split()
    assert [piece.text for piece in pieces(article) if not piece.removal] == article.text.split("\n\n")


def test_head_has_metadata_with_sources_and_flags() -> None:
    article = package.clean(page(), url="https://example.org/story")
    head = explain(article).split("\n\n")[0]
    assert re.search(r"^title +Lighthouse at Tarn Point .*  \[\S.*\]$", head, re.M)
    assert re.search(r"^url +https://example.org/story$", head, re.M)
    flagged = article_of("Rain.", flags=(Flag("paywall", "a subscription box", "div.wall"),))
    assert "flag     paywall: a subscription box (div.wall)" in explain(flagged)


def test_one_rule_with_what_is_around_it(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(scraped(), "utf-8")
    run = newsclean("explain", "a.txt", "--rule", "comments.leave-a-reply")
    _, *body = run.stdout.decode().split("\n\n")
    assert body[0] == "…"
    assert body[1] == "  (With inputs from agencies)"
    assert body[2].endswith("\n- Leave a Reply\n")
    assert len(body) == 3


def test_a_rule_that_does_nothing_here_and_one_that_is_none() -> None:
    article = package.clean(scraped())
    assert explain(article, rule="comments.form").split("\n\n")[1:] == ["…\n"]
    with pytest.raises(RulesError, match="no-such"):
        explain(article, rule="no-such")


def test_json_is_the_json_format_and_more() -> None:
    article = package.clean(page())
    explained = json.loads(explain_json(article))
    assert package.apply_removals(explained["page_text"], [Removal("", "", "", r["start"], r["end"]) for r in
                                                           explained["removals"]]) == explained["text"]  # fmt: skip
    assert all({"why", "weights"} <= removal.keys() for removal in explained["removals"])
    for removal in explained["removals"]:
        del removal["why"], removal["weights"]
    del explained["page_text"]
    assert explained == json.loads(json.dumps(article.to_dict()))
    rule = article.removals[0].rule
    assert {r["rule"] for r in json.loads(explain_json(article, rule=rule))["removals"]} == {rule}


def test_weights_are_in_the_json() -> None:
    removal = Removal("content.other", "other", "content", 0, 5, (("links", 1.5), ("length", -0.25)))
    (entry,) = json.loads(explain_json(article_of("Rain.", removal)))["removals"]
    assert entry["weights"] == {"links": 1.5, "length": -0.25}


def test_what_the_scores_of_a_page_weighed() -> None:
    article = package.clean((ROOT / "fixtures" / "pages" / "blogger.html").read_bytes())
    known = judged(article)
    removed = {removal.start for removal in article.removals}
    assert known.keys() & removed
    assert known.keys() - removed
    for removal in article.removals:
        score = deciding(removal, known)
        assert score is None or (score.value < score.threshold and score.weights)
    kept = next(score for start, score in known.items() if start not in removed)
    assert f"# {told(kept)}\n  " in explain(article, scores=known)
    assert "# score" not in explain(article)
    weighed = [entry for entry in json.loads(explain_json(article))["removals"] if entry["weights"]]
    assert {entry["start"] for entry in weighed} == {r.start for r in article.removals if deciding(r, known)} != set()


def test_a_score_decides_only_where_it_is_too_low_and_no_other_stage_was_at_work() -> None:
    removal = Removal("content.other", "other", "content", 7, 12)
    low, high = Score(7, 12, -2.0, -0.2, (("links", -1.5),)), Score(7, 12, 2.0, -0.2, ())
    assert deciding(removal, {7: low}) is low
    assert deciding(removal, {7: high}) is None
    assert deciding(removal.replaced(stage="rules"), {7: low}) is None
    assert deciding(removal.replaced(end=9), {7: low}) is None
    assert deciding(removal, {}) is None
    assert told(low) == "score -2.00, kept from -0.20: links -1.50"


def test_scores_are_told_on_request(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes((ROOT / "fixtures" / "pages" / "blogger.html").read_bytes())
    assert b"# score +" in newsclean("explain", "a.html", "--scores").stdout
    assert b"score" not in newsclean("explain", "a.html").stdout.partition(b"\n\n")[0]
    assert judged(package.clean(scraped())) == {}


def test_what_rules_of_ones_own_would_change(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN_RULES, "utf-8")
    (tmp_path / "a.txt").write_text(promoted(), "utf-8")
    run = newsclean("explain", "a.txt", "--compare-rules", "own.toml")
    assert run.returncode == 0
    first, *parts = run.stdout.decode().strip().split("\n\n")
    assert re.fullmatch(r"own.toml: 1 removed \(\d+ characters\), 1 given back \(19 characters\)", first)
    assert parts[0].startswith("# given back · promo · promo.watch")
    assert parts[0].endswith("\n+ Watch: Forty pieces")
    assert parts[1] == f"# removed · promo · own.band · The band's fund\n- {paragraphs()[3]}"
    assert len(parts) == 2
    found = json.loads(newsclean("explain", "a.txt", "--compare-rules", "own.toml", "--json").stdout)["changes"]
    assert [(change["change"], change["before"] and change["before"]["rule"]) for change in found] == [
        ("given back", "promo.watch"),
        ("removed", None),
    ]


def test_rules_that_change_nothing_and_rules_that_rename() -> None:
    before = article_of("Rain. Sun.", Removal("a.rain", "promo", "rules", 0, 5))
    after = article_of("Rain. Sun.", Removal("b.rain", "ad", "rules", 0, 6))
    assert changes(before, before) == []
    assert total([]) == "no change"
    (change,) = changes(before, after)  # the blank between them is no change
    assert (change.kind, change.text, change.removal.rule) == ("under another rule", "Rain.", "b.rain")


def test_comparing_goes_alone(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(scraped(), "utf-8")
    run = newsclean("explain", "a.txt", "--compare-rules", "own.toml", "--scores")
    assert (run.returncode, b"--compare-rules shows changes alone" in run.stderr) == (2, True)
    run = newsclean("explain", "a.txt", "--compare-rules", "own.toml")
    assert (run.returncode, b"own.toml" in run.stderr) == (2, True)


ACTING = "a\x1b[2J\x07\x85\x9b\u2028\u202e\u2066b\ud800\x7f"


def test_nothing_acts() -> None:
    assert shown(ACTING) == r"a\x1b[2J\x07\x85\x9b\u2028\u202e\u2066b\ud800\x7f"
    assert shown("Grüße, 東京, مرحبا\u200f") == "Grüße, 東京, مرحبا\u200f"
    text = json.dumps({"a": ACTING}, ensure_ascii=False, indent=2)
    assert json.loads(shown_json(text)) == {"a": ACTING}
    assert not set(shown_json(text)) & (set(ACTING) - set("a[2Jb"))


def test_what_a_page_says_does_not_act() -> None:
    article = article_of(f"One{ACTING}", metadata=Metadata(title=ACTING, authors=(ACTING,)), url=ACTING, input=ACTING)
    for text in (explain(article), explain_json(article)):
        assert not set(text) & (set(ACTING) - set("a[2Jb"))


def test_the_title_is_among_the_removals() -> None:
    removed = [piece for piece in pieces(package.clean(page())) if piece.removal]
    assert [p.text for p in removed if p.removal and p.removal.category == "title"] == [title()]


def test_every_rule_of_the_stages_has_its_reason() -> None:
    from newsclean.content import RULES
    from newsclean.report.reasons import reasons

    source = (Path(package.__file__).parent / "structure.py").read_text("utf-8")
    named = set(re.findall(r'"(structure\.[\w-]+)"', source))
    assert named
    assert {*RULES.values(), *named, "title", "byline", "no-article"} - set(reasons()) <= {
        "content.title",
        "content.correction",
        "content.credit",
    }
