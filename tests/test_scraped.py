"""Scraped text to blocks: one article, however its lines were laid out."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import scraped
from newsclean.lines import one_line
from newsclean.model import BLOCK_BREAK, Container, Document

STORY = (
    "The lighthouse at Tarn Point was lit again on Friday evening, eleven days after a storm had torn away its lantern "
    "and left the bay to the fishermen’s memory.",
    "Engineers from Port Ennor carried the new lens up the stairs in forty pieces, wrapped in bedding that the people "
    "of the village had lent them, and put it together by candlelight.",
    "“We had forgotten how dark the water is,” said Orla Finnane, who has kept the harbour’s log for nineteen years. "
    "“My sons had never seen it lit. They thought that I had made it up.”",
    "The council paid for the lens with what was left of a fund for a band, which had been waiting for a conductor "
    "since the spring; the band said that it could practise on the quay just as well.",
)
JAPANESE = (
    "港湾理事会は火曜日、嵐で壊れたターン岬の古い灯台を残すことを全会一致で決めた。漁師たちは、明かりのない海は以前よりずっと暗く見えると語り、早い修理を求めていた。",
    "技師たちは新しいレンズを四十個の部品に分けて階段を運び上げ、村の人々が貸した布団に包んで、ろうそくの明かりの下で組み立てたという。",
    "「水がこれほど暗いとは忘れていた」と、十九年にわたり港の日誌をつけてきた女性は話した。息子たちは灯台がともるのを一度も見たことがなかった。",
)


def blocks_of(text: str) -> list[str]:
    document = scraped.from_text(text)
    holds(document)
    return [block.text for block in document.blocks]


def holds(document: Document) -> None:
    page_text = document.page_text
    for block in document.blocks:
        assert page_text[block.start : block.end] == block.text == block.text.strip() != ""
        assert BLOCK_BREAK not in block.text
        assert (block.kind, block.container, block.link_chars, block.marks) == ("paragraph", 0, 0, ())
    assert document.containers == (Container(-1, ""),)


def wrapped(text: str, width: int) -> list[str]:
    """Lines as a mail program or an editor would break them."""
    if " " in text:
        return textwrap.wrap(text, width, break_on_hyphens=False)
    return [text[at : at + width] for at in range(0, len(text), width)]


#: How the same article may come.
LAYOUTS = {
    "blank lines": "\n\n".join(STORY),
    "blank lines, CRLF": "\r\n\r\n".join(STORY) + "\r\n",
    "blank lines, old Mac": "\r\r".join(STORY),
    "single lines": "\n".join(STORY),
    "single lines, CRLF": "\r\n".join(STORY),
    "lines of blanks between": "\n \t\n\u00a0\n".join(STORY),
    "many empty lines": "\n\n\n\n" + "\n\n\n".join(STORY) + "\n\n\n",
    "indented": "\n\n".join(f"    {text}  " for text in STORY),
    "padded with no-break spaces": "\n\n".join(f"\u00a0\u00a0{text.replace(' ', chr(0xA0))}\u00a0" for text in STORY),
    "byte order mark and zero widths": "\ufeff" + "\n\n".join(f"\u200b{text}" for text in STORY),
    "line and paragraph separators": "\u2028\u2028".join(STORY[:2]) + "\u2029\u2029" + "\u2029\u2029".join(STORY[2:]),
    "wrapped at 72": "\n\n".join("\n".join(wrapped(text, 72)) for text in STORY),
    "wrapped at 72, CRLF": "\r\n\r\n".join("\r\n".join(wrapped(text, 72)) for text in STORY),
    "wrapped at 60, indented": "\n\n".join("\n".join("  " + line for line in wrapped(text, 60)) for text in STORY),
    "wrapped at 72, no blank lines": "\n".join("\n".join(wrapped(text, 72)) for text in STORY),
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_the_same_article_however_it_is_laid_out(text: str) -> None:
    assert blocks_of(text) == list(STORY)


@pytest.mark.parametrize("width", [40, 44])
@pytest.mark.parametrize("between", ["\n", "\r\n"])
def test_wrapped_lines_of_scripts_without_blanks_are_joined_by_nothing(width: int, between: str) -> None:
    text = (between * 2).join(between.join(wrapped(paragraph, width)) for paragraph in JAPANESE * 2)
    assert blocks_of(text) == list(JAPANESE * 2)


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n", "\n\u3000\n"])
def test_japanese_paragraphs(between: str) -> None:
    assert blocks_of(between.join(f"\u3000{text}" for text in JAPANESE)) == list(JAPANESE)


@pytest.mark.parametrize("width", [50, 64, 72, 80, 95])
def test_many_widths(width: int) -> None:
    assert blocks_of("\n\n".join("\n".join(wrapped(text, width)) for text in STORY)) == list(STORY)


def test_sentences_a_line_each_are_not_run_together_in_scripts_without_blanks() -> None:
    lines = [
        "港湾理事会は火曜日、嵐で壊れたターン岬の古い灯台を残すことを全会一致で決めたと発表した。",
        "漁師たちは、明かりのない海は暗く見えると語った。",
        "技師たちは新しいレンズを階段で運び上げ、ろうそくの明かりで組み立てた。",
        "息子たちは灯台がともるのを一度も見たことがなかった。",
        "灯台は金曜日に再びともったが、だれも驚かなかった。",
        "船は三隻だけだった。",
    ]
    assert blocks_of("見出しの一行\n\n" + "\n".join(lines)) == ["見出しの一行", "\n".join(lines)]


LISTS = {
    "names": [
        "Winners of the regatta:",
        "Orla Finnane, Port Ennor",
        "Ilse Brandvold, Tollesbury Quay",
        "Tam Ure, Tarn Point",
    ],
    "numbered": ["1. Mend the nets before the tide", "2. Count the gulls", "3. Light the lamp", "4. Close the log"],
    "poem": ["The tide came in,", "the tide went out,", "and no one on the quay", "could say what about."],
}


@pytest.mark.parametrize("lines", LISTS.values(), ids=LISTS)
def test_lists_of_short_lines_stay_lines(lines: list[str]) -> None:
    text = "\n\n".join([STORY[0], "\n".join(lines), STORY[1]])
    assert blocks_of(text) == [STORY[0], "\n".join(lines), STORY[1]]


@pytest.mark.parametrize("lines", LISTS.values(), ids=LISTS)
def test_short_lines_alone_are_not_run_together(lines: list[str]) -> None:
    assert blocks_of("\n".join(lines)) == lines


def test_code_keeps_its_blanks_and_its_indentation() -> None:
    code = "def lit(lamp):\n    return lamp.on  # until dawn\n\tlog(lamp)"
    indented = "\n".join(f"  {line}" for line in ["harbour", "  quay", "lamp"])
    assert blocks_of("\n\n".join([STORY[0], code, indented, "1  2  3"])) == [
        STORY[0], code, "harbour\n  quay\nlamp", "1  2  3",
    ]  # fmt: skip


def test_long_items_of_a_list_stay_together() -> None:
    items = "\n".join(f"{number}. {text}" for number, text in enumerate(STORY, 1))
    assert blocks_of("\n\n".join([STORY[0], items])) == [STORY[0], items]


def test_long_lines_of_one_group_are_paragraphs() -> None:
    text = "\n\n".join([STORY[0], "\n".join(STORY[1:])])
    assert blocks_of(text) == list(STORY)


def test_too_wide_lines_are_paragraphs_and_not_wrapped_ones() -> None:
    lines = [line for text in STORY for line in wrapped(text, 130)]
    assert blocks_of("\n".join(lines)) == lines


@pytest.mark.parametrize("width", [30, 36, 110, 130])
def test_nobody_wraps_text_at_such_widths(width: int) -> None:
    lines = wrapped(" ".join(STORY), width)
    assert blocks_of("\n".join(lines)) == lines


def test_a_short_line_ends_its_paragraph_whatever_follows() -> None:
    ends = ("漁師たちは喜んだ。", "夜が明けた。")
    paragraphs = [(text * 2)[:88] + end for text, end in zip(JAPANESE * 2, ends * 3, strict=True)]
    assert blocks_of("\n".join("\n".join(wrapped(text, 44)) for text in paragraphs)) == paragraphs


def test_few_lines_are_no_wrapped_text() -> None:
    assert blocks_of("\n".join(wrapped(STORY[0], 72)[:2])) == wrapped(STORY[0], 72)[:2]


@pytest.mark.parametrize("text", ["", "\n", " \r\n\t\n", "\u00a0\n\u200b\n", "\x00\x01", "\x0c"])
def test_nothing_gives_no_block(text: str) -> None:
    assert blocks_of(text) == []


def test_offsets_count_in_the_page_text() -> None:
    document = scraped.from_text("\n\n".join(STORY))
    assert [block.start for block in document.blocks] == [document.page_text.index(text) for text in STORY]


lines = st.one_of(st.sampled_from([*STORY, *JAPANESE, "", " ", "Share", "x" * 80, "\u200b"]), st.text(max_size=90))


@given(st.lists(lines, max_size=12), st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\n \n"]))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_spans_and_none_is_lost(parts: list[str], between: str) -> None:
    text = between.join(parts)
    document = scraped.from_text(text)
    holds(document)
    assert "".join(document.page_text.split()) == "".join("".join(one_line(line) for line in text.splitlines()).split())
