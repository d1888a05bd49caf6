"""`explain` and the runs on a terminal: escapes, widths, the pager, and none of these where they are not wanted."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, clean_environment
from newsclean.batch import Outcome
from newsclean.report.pace import Pace
from stories import OWN_RULES, cleaned, folder_of, page, paragraphs, promoted

ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")


def on_terminal(tmp_path: Path, *arguments: str, columns: int = 80, env: dict[str, str] | None = None) -> bytes:
    """What a terminal of that width is sent, with standard output and error both on it."""
    import fcntl
    import pty
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = clean_environment(tmp_path / "home") | {"TERM": "xterm-256color", "PAGER": ""} | (env or {})
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
@pytest.mark.parametrize("columns", [60, 120])
def test_a_terminal_shows_scores_and_changes(columns: int, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN_RULES, "utf-8")
    (tmp_path / "a.txt").write_text(promoted(), "utf-8")
    (tmp_path / "a.html").write_bytes((ROOT / "fixtures" / "pages" / "blogger.html").read_bytes())
    for arguments, word in ((("a.html", "--scores"), "└ score +"), (("a.txt", "--compare-rules", "own.toml"), "Forty")):
        sent = on_terminal(tmp_path, "explain", *arguments, columns=columns)
        assert b"\x1b[" in sent
        lines = seen(sent)
        assert max(map(len, lines)) <= columns
        assert any(word in line for line in lines)


#: A pager that says that it ran and how it was called, then shows what it was given.
PAGER = "import os, sys; print('PAGED', os.environ['LESS'], flush=True); sys.stdout.write(sys.stdin.read())"


@POSIX
def test_what_is_longer_than_the_screen_goes_through_the_pager(tmp_path: Path) -> None:
    (tmp_path / "long.html").write_text(long_menu(), "utf-8")
    (tmp_path / "short.txt").write_text("Rain in Tarn Point.\n", "utf-8")
    pager = {"PAGER": f'"{sys.executable}" -c "{PAGER}"'}
    paged = on_terminal(tmp_path, "explain", "long.html", "--all", env=pager)
    assert paged.startswith(b"PAGED -R\n")
    plain = on_terminal(tmp_path, "explain", "long.html", "--all")
    assert paged == b"PAGED -R\n" + plain
    assert b"PAGED" in on_terminal(tmp_path, "explain", "long.html", env=pager | {"NO_COLOR": "1"})
    for env in ({"TERM": "dumb"}, {"PAGER": "no-such-pager"}, {"PAGER": '"'}):
        assert b"PAGED" not in on_terminal(tmp_path, "explain", "long.html", "--all", env=pager | env)
    assert b"PAGED" not in on_terminal(tmp_path, "explain", "short.txt", env=pager)


@POSIX
def test_a_pager_that_is_left_early_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "long.html").write_text(
        long_menu().replace("<nav>", "<nav>" + "<p>Item of a menu</p>" * 20_000), "utf-8"
    )
    sent = on_terminal(tmp_path, "explain", "long.html", "--all", env={"PAGER": "head -n 1"})
    assert sent.count(b"\n") == 1


@POSIX
def test_control_characters_of_a_page_are_shown_on_a_terminal(tmp_path: Path) -> None:
    acting = "Rain\x1b]0;owned\x07 fell\x9b31m on \u202eTarn\u2069 Point, and the harbour was closed for the day."
    (tmp_path / "a.txt").write_text(f"Head\x1b[31mline\n\n{acting}\n", "utf-8")
    for options in ((), ("--scores",), ("--no-color",)):
        sent = on_terminal(tmp_path, "explain", "a.txt", *options).decode()
        text = ESCAPES.sub(b"", sent.encode()).decode()
        assert not set(text) & set("\x1b\x07\x9b\u202e\u2069")
        assert "31mline" in text


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
