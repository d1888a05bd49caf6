"""Pages made to hang a parser: an answer in bounded time, or a refusal before the parse."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from selectolax.lexbor import SelectolaxError

import newsclean
from newsclean import hostile
from newsclean.clean import parse

SENTENCE = "The harbour board of Tollesbury Quay voted on Tuesday to keep the old lighthouse lit for the winter. "
STORY = "".join(f"<p>{SENTENCE}{number}. {SENTENCE}</p>" for number in range(8))


def story(head: str = "", tail: str = "") -> str:
    return f"<html><body>{head}<article><h1>Lighthouse stays lit</h1>{STORY}</article>{tail}</body></html>"


REFUSED = {
    "nested divs": "<div>" * 50_000 + SENTENCE,
    "nested divs that are closed": "<div>" * 50_000 + SENTENCE + "</div>" * 50_000,
    "nested divs with text": f"<div>{SENTENCE}" * 12_000,
    "nested templates": "<template>" * 70_000,
    "attributes": "<div " + " ".join(f"a{n}=b" for n in range(100_000)) + ">" + SENTENCE + "</div>",
    "attributes without values": "<div " + " ".join(f"a{n}" for n in range(60_000)) + ">x",
    "a tag that never ends": "<div " + "a " * 200_000,
    "tags without end": "<p>x" * 300_000,
}
ANSWERED = {
    "5 MB of text": story(tail="<div>" + "word " * 1_000_000 + "</div>"),
    "5 MB in one attribute": story(tail=f"<div title='{'x ' * 2_500_000}'></div>"),
    "9,000 nested divs with text": story(tail=f"<div>{SENTENCE[:30]}" * 9_000),
    "9,000 nested inline elements": story(tail="<b>x" * 9_000),
    "nested lists": story(tail="<ul><li>x" * 4_500),
    "nested menus that end in a paragraph": story(tail="<nav><a>x</a>" * 4_500 + SENTENCE * 2),
    "nested lists of links that end in a sentence": story(tail="<ul><li><a>x</a>" * 3_000 + SENTENCE * 2),
    "a menu of many pieces": story(tail="<nav>" + "<i>x</i> " * 40_000 + "</nav>"),
    "nested tables": story(tail="<table><tr><td>x" * 3_000),
    "unclosed everything": "<body><div><article><h1>Lighthouse stays lit" + STORY.replace("</p>", "") + "<ul><li><b>x",
    "many blocks": story(tail="<p>x</p>" * 20_000),
    "one long line of tags": story(tail="<i>x</i> " * 40_000),
    "a megabyte of spaces": story(tail=" " * 1_000_000),
    "a megabyte of angle brackets": story(tail="< " * 100_000),
    "NUL bytes": story().replace("harbour", "har\0bour"),
}  # fmt: skip
EMPTY = {
    "an empty body": "<html><body></body></html>",
    "a frameset": "<html><frameset cols='20%,80%'><frame src=a><frame src=b></frameset></html>",
    "nothing": "",
    "a doctype": "<!doctype html>",
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_before_the_parse(name: str) -> None:
    began = time.perf_counter()
    article = newsclean.clean(REFUSED[name], kind="html")
    assert time.perf_counter() - began < 2
    assert article.failure is not None
    assert article.failure.name == "too-complex"
    assert article.text == ""


@pytest.mark.parametrize("name", ANSWERED)
def test_answered_in_bounded_time(name: str) -> None:
    began = time.perf_counter()
    article = newsclean.clean(ANSWERED[name], kind="html")
    assert time.perf_counter() - began < 2
    assert "keep the old lighthouse lit" in article.text.replace("\0", "").replace("\ufffd", "")
    assert newsclean.apply_removals(article.page_text, article.removals) == article.text


@pytest.mark.parametrize("name", EMPTY)
def test_a_page_without_text_is_no_article(name: str) -> None:
    article = newsclean.clean(EMPTY[name], kind="html")
    assert [flag.name for flag in article.flags] == ["no-article"]


def test_a_single_file_page_of_data_uris_is_cleaned() -> None:
    picture = "data:image/png;base64," + "iVBORw0KGgo" * 90_000
    page = story(head="".join(f'<img src="{picture}">' for _ in range(20)))
    assert len(page) > 19_000_000
    began = time.perf_counter()
    article = newsclean.clean(page, kind="html")
    assert time.perf_counter() - began < 2
    assert article.text.count("keep the old lighthouse lit") == 16


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in kilobytes on Linux")
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read in /proc")
def test_memory_is_bounded() -> None:
    # Not ru_maxrss, which knows of this process's memory, too.
    code = (
        "import newsclean\n"
        "newsclean.clean('<p>x</p>' * 60_000 + 'word ' * 1_000_000, kind='html')\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(run.stdout) < 400_000


def test_an_ordinary_page_is_not_too_complex() -> None:
    assert hostile.too_complex(story(tail="<nav>" + "<a href='/x'>x</a>" * 3_000 + "</nav>").encode()) is None
    long_script = "<script>" + "var a = 1 < 2 ; " * 20_000 + "</script>"
    assert hostile.too_complex(story(head=long_script).encode()) is None


def test_a_parse_without_memory_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise SelectolaxError("Can't parse HTML.")

    monkeypatch.setattr("selectolax.lexbor.LexborHTMLParser", full)
    with pytest.raises(MemoryError):
        parse(b"<p>x")
