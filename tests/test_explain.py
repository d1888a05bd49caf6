"""`explain`: every removal in its place, in a pipe, as JSON, and on terminals."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import newsclean as package
from conftest import clean_environment
from newsclean.batch import Outcome
from newsclean.model import Article, Block, Flag, Metadata, Removal, RulesError
from newsclean.report.escape import shown, shown_json
from newsclean.report.explain import explain, explain_json, pieces
from newsclean.report.pace import Pace
from stories import cleaned, folder_of, page, paragraphs, scraped, title

if TYPE_CHECKING:
    from conftest import Newsclean

ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")


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


def on_terminal(tmp_path: Path, *arguments: str, columns: int = 80, env: dict[str, str] | None = None) -> bytes:
    """What a terminal of that width is sent, with standard output and error both on it."""
    import fcntl
    import pty
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = clean_environment(tmp_path / "home") | {"TERM": "xterm-256color"} | (env or {})
    process = subprocess.Popen(
        [sys.executable, "-m", "newsclean", *arguments],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=slave,
        env=environment,
    )
    os.close(slave)
    sent = b""
    with process:
        while True:
            try:
                part = os.read(master, 1 << 16)
            except OSError:  # Linux's way to say that the other end is closed
                break
            if not part:
                break
            sent += part
    os.close(master)
    return sent.replace(b"\r\n", b"\n")


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")


def seen(sent: bytes) -> list[str]:
    return [line.rstrip() for line in ESCAPES.sub(b"", sent).decode().splitlines()]


@POSIX
@pytest.mark.parametrize("columns", [60, 120])
def test_a_terminal_shows_removals_struck_with_their_category_in_the_margin(columns: int, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(), "utf-8")
    sent = on_terminal(tmp_path, "explain", "a.html", columns=columns)
    assert b"\x1b[2;9mLeave a Reply" in sent
    lines = seen(sent)
    assert max(map(len, lines)) <= columns
    assert any(re.match(r" +comments  Leave a Reply$", line) for line in lines)
    text = " ".join(" ".join(lines).split())
    assert all(paragraph in text for paragraph in paragraphs())


def long_menu() -> str:
    menu = "".join(f"<p><a href=/{n}>Section number {n}</a></p>" for n in range(12))
    return page().replace("<article>", f"<div class=menu>{menu}</div><article>")


@POSIX
def test_a_terminal_folds_long_runs_unless_all_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(long_menu(), "utf-8")
    folded = "\n".join(seen(on_terminal(tmp_path, "explain", "a.html")))
    assert re.search(r"\d\d blocks: .*\(--all shows them\)", folded)
    assert "Section number 7" not in folded
    unfolded = "\n".join(seen(on_terminal(tmp_path, "explain", "a.html", "--all")))
    assert "Section number 7" in unfolded
    assert "blocks:" not in unfolded


@POSIX
@pytest.mark.parametrize(("env", "options"), [({"NO_COLOR": "1"}, ()), ({"TERM": "dumb"}, ()), ({}, ("--no-color",))])
def test_no_escapes_where_none_are_wanted(env: dict[str, str], options: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(), "utf-8")
    sent = on_terminal(tmp_path, "explain", "a.html", *options, env=env)
    assert b"\x1b" not in sent
    assert b"\n- Leave a Reply\n" in sent
    folder_of(tmp_path / "pages", 2)
    sent = on_terminal(tmp_path, "clean", "pages", *options, env=env)
    assert b"\x1b" not in sent
    assert b"done" in sent


@POSIX
def test_a_terminal_sees_progress_and_a_summary(tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 8)
    (tmp_path / "pages" / "red\x1b[31m.html").write_bytes(b"%PDF-1.4\n" + bytes(range(256)))
    sent = on_terminal(tmp_path, "clean", "pages")
    assert b"inputs" in sent
    assert b"\x1b[31m" not in sent
    lines = seen(sent)
    assert any(re.match(r" *done  8 in ", line) for line in lines)
    assert any(re.match(r" *failed  not-text 1$", line) for line in lines)
    assert any(re.match(r" *removed  \d+ % of ", line) for line in lines)
    assert lines[-1] == "newsclean: 16 files written in clean"
    assert on_terminal(tmp_path, "clean", "pages", "-q", "--force").count(b"\n") == 1


def test_the_time_that_is_left_is_told() -> None:
    pace = Pace()
    pace._started -= 10
    for _ in range(20):
        pace.add(Outcome("a.html", "done"))
    assert str(pace).startswith("20 inputs · 2.0/s")
    assert pace.remaining(1220) in ("of 1,220 · 0:10:00 left", "of 1,220 · 0:10:01 left")


@POSIX
def test_data_on_a_terminal_is_not_mixed_with_progress(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(), "utf-8")
    sent = on_terminal(tmp_path, "clean", "a.html", "-o", "-")
    assert sent.decode().startswith(cleaned())
    assert b"?25l" not in sent


def test_the_title_is_among_the_removals() -> None:
    removed = [piece for piece in pieces(package.clean(page())) if piece.removal]
    assert [p.text for p in removed if p.removal and p.removal.category == "title"] == [title()]


def test_every_rule_of_the_stages_has_its_reason() -> None:
    from newsclean.content import RULES
    from newsclean.report.explain import reasons

    source = (Path(package.__file__).parent / "structure.py").read_text("utf-8")
    named = set(re.findall(r'"(structure\.[\w-]+)"', source))
    assert named
    assert {*RULES.values(), *named, "title", "byline", "no-article"} - set(reasons()) <= {
        "content.title",
        "content.correction",
        "content.credit",
    }
