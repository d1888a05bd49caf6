"""How lines are compared with phrases."""

from __future__ import annotations

import re

import pytest

from newsclean.expressions import any_of, beginnings, needed_text
from newsclean.phrases import Phrases
from newsclean.rulefile import Match, Rule


def rule(match: Match, *texts: str) -> Rule:
    return Rule("x", "promo", "drop-line", "anywhere", match, texts, "why", (), (), "user", "own.toml")


@pytest.mark.parametrize(
    ("match", "phrase", "line", "known"),
    [
        ("exact", "Leave a Reply", "»  LEAVE A  REPLY: ", True),
        ("exact", "Leave a Reply", "(Leave a reply!)", True),
        ("exact", "Leave a Reply", "Leave a reply here", False),
        ("exact", "Don't miss", "DON’T MISS", True),
        ("exact", "|", "|", True),
        ("exact", "İlgili haberler", "ilgili haberler", True),
        ("prefix", "Watch:", "► Watch: the storm", True),
        ("prefix", "Watch:", "Watch the storm", False),
        ("prefix", "Read more", "Read mores", False),
        ("prefix", "相关阅读", "相关阅读风暴", True),
        ("prefix", "关联：", "关联: 风暴", True),
        ("regex", r"\d+ comments?", "12 Comments", True),
        ("regex", r"\d+ comments?", "12 Comments fell", False),
        ("regex", r"with inputs from .{2,40}", "(With inputs from agencies)", True),
    ],
)
def test_what_matches(match: Match, phrase: str, line: str, known: bool) -> None:
    assert bool(Phrases([rule(match, phrase)]).matching(line)) is known


def test_a_long_line_is_known_only_by_a_phrase_that_says_enough() -> None:
    long_line = "Sign up for our newsletter " + "and read of the harbour and of the storm " * 8
    assert Phrases([rule("prefix", "Sign up for our")]).matching(long_line)
    assert not Phrases([rule("prefix", "Sign up")]).matching(long_line)


def test_an_item_of_a_list_is_no_word_of_the_foot() -> None:
    everywhere = rule("exact", "Business")
    tail = Rule("y", "nav", "drop-line", "tail", "exact", ("Business",), "why", (), (), "user", "own.toml")
    assert [found.id for found in Phrases([everywhere, tail]).matching("Business")] == ["x", "y"]
    assert [found.id for found in Phrases([everywhere, tail]).matching("- Business")] == ["x"]


@pytest.mark.parametrize(
    ("expression", "begin"),
    [
        ("by .+", {"by "}),
        ("(?:a|b)?c{0,2}d", {"a", "b", "c", "d"}),
        (r"\d+ x|© .*", {"0", "© "}),
        ("(?!the )(?:share|x) on", {"share", "x"}),
        ("e-?mail", {"e"}),
        (r"t\.co/x+y", {"t.co"}),
        ("posts? ", {"post"}),
        ("20 shares", {"0"}),
        (r"\(\d\)", {"("}),
        ("[ab]c", None),
        (".{3,9} said", None),
        ("(?:a|.)b", None),
    ],
)
def test_how_a_match_can_begin(expression: str, begin: set[str] | None) -> None:
    assert re.compile(expression)
    assert beginnings(expression) == begin


@pytest.mark.parametrize(
    ("expression", "needed"),
    [
        (".{3,9} said(?: so)?", " said"),
        (".{3,9} saids?", " said"),
        (r"[^#\s]+,? #\w+", " #"),
        ("a(?:bcd|e)f", "a"),
        ("abc|d", ""),
        ("(?x) a b", ""),
        ("[a-z]{20}", ""),
    ],
)
def test_what_a_match_must_hold(expression: str, needed: str) -> None:
    assert needed_text(expression) == needed


@pytest.mark.parametrize(
    ("match", "phrase", "lines"),
    [
        ("exact", "Read more", ["Read more", "READ MORE:", "“Read more”", "(Read more)"]),
        ("exact", "Share", ["Share", "share!", "Share …", "- Share -", "Share\u200d"]),
        ("exact", "Don't miss", ["Don’t miss", "DON'T MISS…"]),
        ("exact", "Ещё новости", ["ЕЩЁ НОВОСТИ", "Ещё новости:"]),
        ("exact", "Straße und Haus", ["STRASSE UND HAUS", "Straße und Haus"]),
        ("prefix", "Watch", ["Watch", "Watch: storm", "watch – the storm", "Watch,storm"]),
        ("prefix", "Read more:", ["Read more: storm", "READ MORE: x", "• Read more: storm"]),
        ("regex", "(?:short ?)?links? .+", ["Link here", "short links here", "Shortlink x", "LINKS X"]),
        ("regex", r"\d+ views", ["12 Views", "“12 views”", "٣ views"]),
        (
            "regex",
            ".{3,60} contributed to this report",
            ["JANE DOE CONTRIBUTED TO THIS REPORT", "Łucja contributed to this report"],
        ),
        ("regex", r"t\.co/\w+", ["t.co/Abc"]),
    ],
)
def test_a_line_is_ruled_out_by_how_it_begins_only_where_it_cannot_match(
    match: Match, phrase: str, lines: list[str]
) -> None:
    among = Phrases([rule("prefix", "Unlike any other"), rule(match, phrase)])
    assert [line for line in lines if not among.matching(line)] == []


TOGETHER = [
    ([r"\d+ min", r"\d+%"], ["4 min", "7%"], ["4 mins", "7"]),
    ([r"(\d)\1 of \d", r"\d+%"], ["11 of 3", "7%"], []),  # a reference counts the groups before it
    ([r"\d+%", r"(?P<n>\d)(?P=n) of \d", r"(?P<n>\d)-(?P=n)"], ["22 of 3", "7%", "4-4"], []),
    ([r"\d+ uhr|\d+ h", r"\d+%"], ["4 uhr", "4 h", "7%"], ["4 u"]),
    ([], [], ["4 min"]),
]


@pytest.mark.parametrize(("expressions", "known", "unknown"), TOGETHER)
def test_one_expression_matches_what_any_of_several_does(
    expressions: list[str], known: list[str], unknown: list[str]
) -> None:
    together = re.compile(any_of(expressions))
    assert [line for line in known if not together.fullmatch(line)] == []
    assert [line for line in unknown if together.fullmatch(line)] == []
    phrases = Phrases([rule("regex", expression) for expression in expressions])
    assert [line for line in known if len(phrases.matching(line)) != 1] == []
    assert [line for line in ("12 angry men", *unknown) if phrases.matching(line)] == []
