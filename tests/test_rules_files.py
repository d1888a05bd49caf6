"""Users' rule files: what they may change, and how their errors read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from newsclean import rulecheck, rules, scraped
from newsclean.errors import RulesError
from newsclean.left import apply_removals

RULE = """
[[rule]]
id = "promo.example"
category = "promo"
action = "drop-line"
where = "anywhere"
match = "exact"
text = ["Our summer fair"]
why = "The paper's own fair"
examples = ["Our Summer Fair"]
keeps = ["Our summer fair was full."]
"""
PROSE = "The harbour of Exampleton was closed on Monday after the storm had torn two ferries from their moorings."


def cleaned(ruleset: rules.RuleSet, *paragraphs: str) -> list[str]:
    document = scraped.from_text("\n\n".join(paragraphs))
    return apply_removals(document.page_text, rules.apply(document, [], ruleset, "en")).split("\n\n")


def loaded(tmp_path: Path, *texts: str) -> rules.RuleSet:
    paths = []
    for number, text in enumerate(texts):
        path = tmp_path / f"own-{number}.toml"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return rules.load(paths)


def test_a_rule_of_ones_own(tmp_path: Path) -> None:
    assert cleaned(loaded(tmp_path, RULE), PROSE, "Our summer fair", "Source link") == [PROSE]
    assert cleaned(rules.load(), PROSE, "Our summer fair") == [PROSE, "Our summer fair"]


def test_switching_off_a_built_in(tmp_path: Path) -> None:
    ruleset = loaded(tmp_path, '[[rule]]\nid = "source-link.label"\noff = true\n')
    assert cleaned(ruleset, PROSE, "Source link") == [PROSE, "Source link"]


def test_replacing_a_built_in(tmp_path: Path) -> None:
    ruleset = loaded(tmp_path, RULE.replace("promo.example", "source-link.label"))
    assert cleaned(ruleset, PROSE, "Our summer fair", "Source link") == [PROSE, "Source link"]
    assert ruleset.find("source-link.label").texts == ("Our summer fair",)


def test_a_later_file_wins(tmp_path: Path) -> None:
    ruleset = loaded(tmp_path, RULE, '[[rule]]\nid = "promo.example"\noff = true\n')
    assert cleaned(ruleset, PROSE, "Our summer fair") == [PROSE, "Our summer fair"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('category = "promo"', 'category = "promos"', ":2: rule 'promo.example': expected 'category' to be one of nav"),
        ('where = "anywhere"', 'where = "top"', ":2: rule 'promo.example': expected 'where' to be one of head, body"),
        ('match = "exact"', "", ":2: rule 'promo.example': expected 'match' to be one of exact, prefix, regex"),
        ('text = ["Our summer fair"]', "text = []", ":2: rule 'promo.example': expected 'text' to be a list"),
        ('why = "The paper\'s own fair"', 'why = ""', ":2: rule 'promo.example': expected 'why' to be a text"),
        ('keeps = ["Our summer fair was full."]', "", ":2: rule 'promo.example': expected 'keeps' to be a list"),
        ('id = "promo.example"', 'id = "Promo!"', ":2: rule 'Promo!': expected 'id' as lower-case words"),
        ('id = "promo.example"', "", ":2: rule number 1: expected 'id'"),
        ("[[rule]]", "[[rules]]", ":1: unknown 'rules'; expected a list of [[rule]] tables"),
        ('where = "anywhere"', 'where = "anywhere', ":6: not TOML"),
        ('where = "anywhere"', 'where = "anywhere"\nwho = "me"', "'who' is none of them"),
        ('where = "anywhere"', 'where = "anywhere"\noff = true', "'off = true' with nothing but the id"),
        (
            'examples = ["Our Summer Fair"]',
            'examples = [{ text = "x", where = "top" }]',
            "expected in 'examples' lines",
        ),
    ],
)
def test_a_broken_file_names_file_line_rule_and_what_is_expected(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in RULE
    with pytest.raises(RulesError) as caught:
        loaded(tmp_path, RULE.replace(old, new))
    assert caught.value.code == "rules"
    assert said in caught.value.message
    assert str(tmp_path / "own-0.toml") in caught.value.message


def test_a_broken_expression_is_named(tmp_path: Path) -> None:
    broken = RULE.replace('"exact"', '"regex"').replace("Our summer fair", "(fair", 1)
    with pytest.raises(RulesError, match=r"expected a regular expression, but '\(fair' is none"):
        loaded(tmp_path, broken)


def test_one_id_twice_in_a_file(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r":14: rule 'promo\.example': expected an id of its own"):
        loaded(tmp_path, RULE + "\n" + RULE)


def test_switching_off_what_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"own-0\.toml:3: rule 'no\.such-rule': .* there is none to switch off"):
        loaded(tmp_path, '# Mine\n\n[[rule]]\nid = "no.such-rule"\noff = true\n')


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="cannot be read: No such file"):
        rules.load([str(tmp_path / "absent.toml")])
    (tmp_path / "latin.toml").write_bytes(b'why = "caf\xe9"')
    with pytest.raises(RulesError, match="is not UTF-8 text"):
        rules.load([str(tmp_path / "latin.toml")])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('examples = ["Our Summer Fair"]', 'examples = ["Their fair"]', "does not fire on its example 'Their fair'"),
        ('keeps = ["Our summer fair was full."]', 'keeps = ["Our summer fair!"]', "fires on 'Our summer fair!'"),
    ],
)
def test_the_check_names_wrong_examples_and_keeps(tmp_path: Path, old: str, new: str, said: str) -> None:
    failures = rulecheck.failures(loaded(tmp_path, RULE.replace(old, new)).user)
    assert len(failures) == 1
    assert "rule 'promo.example'" in failures[0]
    assert said in failures[0]


@pytest.mark.parametrize(
    "expression",
    [
        "(?:a+)+b",
        "(?:a|a)*b",
        r" *\\s* *x.*",
        ".*a.*a.*b",
        "published (?:a+)+b",
        "filed under(?:.* )*x",
        r"our (?:\\w+ )+(?:\\w+ )+fair(?:[\\w ]*,)*[\\w ]*[\\w ]*!|our summer fair",
    ],
)
def test_the_check_finds_expressions_that_are_slower_than_linear(tmp_path: Path, expression: str) -> None:
    text = RULE.replace('"exact"', '"regex"').replace(
        'text = ["Our summer fair"]', f'text = ["our summer fair", "{expression}"]'
    )
    (failure,) = rulecheck.failures(loaded(tmp_path, text).user)
    assert "slower than linear" in failure


def test_the_check_names_a_broken_expression_of_a_built_in() -> None:
    broken = replace(rules.load().find("tags.hashtags"), texts=("#a", "#(b"))
    assert rulecheck.failures([broken]) == [
        "common.toml: rule 'tags.hashtags': expected a regular expression, but '#(b' is none: "
        "missing ), unterminated subpattern at position 1"
    ]


@pytest.mark.parametrize("expression", ["a{0", "a{,", "(?:a{0|b)c"])
def test_an_unclosed_brace_is_a_brace(tmp_path: Path, expression: str) -> None:
    text = RULE.replace('"exact"', '"regex"').replace('["Our summer fair"]', f'["our summer fair", "{expression}"]')
    assert rulecheck.failures(loaded(tmp_path, text).user) == []


def test_a_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    first = loaded(tmp_path, RULE)
    assert loaded(tmp_path, RULE).user == first.user
    assert loaded(tmp_path, RULE.replace("Our summer fair", "Our winter fair")).user != first.user


def test_the_same_files_give_the_same_rules(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(RULE, encoding="utf-8")
    assert rules.load([str(path)]) is rules.load([str(path)])
