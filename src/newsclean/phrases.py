"""Matching lines against the phrases of many rules at once.

A line is compared folded (see `lines.folded`), without bullets around it and without brackets around the whole of it.
An exact phrase ignores punctuation at the ends too; a prefix has to end with a word; a regular expression has to match
the whole line. One lookup decides for the exact phrases; of prefixes and expressions only those are tried that can
begin as the line begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from newsclean.lines import ends_sentence, folded, word_count
from newsclean.model import KEPT_CATEGORIES

if TYPE_CHECKING:
    from newsclean.rulefile import Rule

_V = TypeVar("_V")

_BULLETS = " \t|•·●▪■□◆◇★☆►▶▸▷→⇒⟶➔➜>‹›<*#_~=+-▼▲△▽↓↑↗✓✔✉📧📩📲📱🔴👉➡🎥📸📷💬🔔🔗,;:\"'"
_PUNCTUATION = _BULLETS + "()[]{}.!?。、؟।"
_BRACKETS = ("()", "[]", "【】", "〈〉", "［］")
_LONGEST_LINE = 300  # expressions are not tried on longer lines: no boilerplate line is so long
_LONGEST_PHRASE = 200
_BEGINNING = 100  # of a longer line, no more is compared with prefixes
_PREFIX_KEY = 2
_SENTENCE_WORDS = 20
_LONG_PHRASE_WORDS = 4
_SPACELESS_FROM = "\u2e80"  # first character of the scripts that do not part words by blanks
_ITEM_MARKS = ("- ", "* ", "• ")
_DIGIT = "0"  # stands for every digit where expressions are looked up


class Phrases:
    """The phrases of some rules, indexed by how they begin. Of several rules that match, the earlier one comes first.

    A complete sentence of twenty words or more, and any line of over 200 characters, is a reader's text until the
    opposite is sure: it is matched by exact phrases and by prefixes of at least four words only, or by a rule of a
    category that is kept. An item of a list is matched by no exact phrase of the tail: "- Business" may be the story's.
    """

    __slots__ = ("_exact", "_expressions", "_prefixes")

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._exact: dict[str, list[Rule]] = {}
        self._prefixes: dict[str, list[tuple[str, Rule]]] = {}
        self._expressions: dict[str, list[tuple[re.Pattern[str], Rule]]] = {}
        for rule in rules:
            for text in rule.texts:
                if rule.match == "exact":
                    _add(self._exact, _exact_key(_line(text)), rule)
                elif rule.match == "prefix":
                    phrase = _prefix(text)
                    _add(self._prefixes, phrase[:_PREFIX_KEY], (phrase, rule))
                else:
                    pattern = re.compile(text)
                    for character in first_characters(text) or {""}:
                        _add(self._expressions, character, (pattern, rule))

    def matching(self, text: str) -> list[Rule]:
        """The rules that know a line of text, without regard to where it stands."""
        length = len(text)
        if length > _LONGEST_LINE:
            line = _line(text[:_BEGINNING])
            return [rule for rule in self._by_prefix(line) if _names_it(rule, line)]
        line = _line(text)
        if not line:
            return []
        found: list[Rule] = []
        if length <= _LONGEST_PHRASE:
            found += self._exact.get(_exact_key(line), ())
            if found and text.startswith(_ITEM_MARKS):
                found = [rule for rule in found if rule.where != "tail"]
        found += self._by_prefix(line)
        found += self._by_expression(line)
        if found and (length > _LONGEST_PHRASE or _is_long_sentence(text)):
            found = [rule for rule in found if rule.category in KEPT_CATEGORIES or _names_it(rule, line)]
        return found

    def _by_prefix(self, line: str) -> list[Rule]:
        prefixes = self._prefixes.get(line[:_PREFIX_KEY])
        if not prefixes:
            return []
        return [rule for phrase, rule in prefixes if line.startswith(phrase) and _word_ends(line, phrase)]

    def _by_expression(self, line: str) -> Iterator[Rule]:
        first = _DIGIT if line[0].isdigit() else line[0]
        # An expression that can begin with anything has to try everything: not on what is longer than a line.
        for key in (line[:2], first, "") if len(line) <= _LONGEST_PHRASE else (line[:2], first):
            for pattern, rule in self._expressions.get(key, ()):
                if pattern.fullmatch(line):
                    yield rule


def _is_long_sentence(text: str) -> bool:
    return len(text) > _SENTENCE_WORDS and ends_sentence(text) and word_count(text) >= _SENTENCE_WORDS


def _add(index: dict[str, list[_V]], key: str, value: _V) -> None:
    index.setdefault(key, []).append(value)


def _line(text: str) -> str:
    """A line as prefixes and expressions see it."""
    whole = folded(text)
    line = whole.strip(_BULLETS) or whole
    if line[:1] + line[-1:] in _BRACKETS:
        line = line[1:-1].strip(_BULLETS)
    return line


def _prefix(text: str) -> str:
    """A prefix as it is compared: punctuation at its end counts."""
    return folded(text).lstrip(_BULLETS)


def _exact_key(line: str) -> str:
    return line.strip(_PUNCTUATION) or line


def _word_ends(line: str, phrase: str) -> bool:
    """Whether a prefix of a line ends where a word ends."""
    return (
        len(line) == len(phrase)
        or phrase[-1] >= _SPACELESS_FROM
        or not (line[len(phrase)].isalnum() and phrase[-1].isalnum())
    )


def _names_it(rule: Rule, line: str) -> bool:
    """Whether a phrase of a rule says enough of a long sentence to take it."""
    if rule.match == "exact":
        return True
    phrases = [_prefix(text) for text in rule.texts] if rule.match == "prefix" else []
    return any(word_count(phrase) >= _LONG_PHRASE_WORDS and line.startswith(phrase) for phrase in phrases)


def first_characters(pattern: str) -> frozenset[str] | None:
    """The one or two characters with which a match of an expression can begin ("0" for any digit); None: not known.

    Reads what rules are written with: literals, `\\d`, groups of alternatives, any of these optional, and lookaheads.
    """
    found: set[str] = set()
    for alternative in _alternatives(pattern):
        begin = _first_of(alternative)
        if begin is None:
            return None
        found |= begin
    return frozenset(found)


def _first_of(pattern: str) -> frozenset[str] | None:
    """The same of an expression without alternatives at its top."""
    if pattern.startswith(("(?!", "(?=")):
        return _first_of(pattern[_group_end(pattern) + 1 :])
    if pattern.startswith("("):
        end = _group_end(pattern) + 1
        begin = first_characters(pattern[3 if pattern.startswith("(?:") else 1 : end - 1])
    elif pattern.startswith("\\d"):
        end, begin = 2, frozenset(_DIGIT)
    elif pattern.startswith(("\\.", "\\(", "\\[", "\\|", "\\+")):
        end, begin = 2, frozenset(pattern[1])
    elif not pattern or pattern[0] in "\\[.^$*+?{|":
        return None
    elif _is_literal(pattern[1:2]) and not _optional(pattern[2:]) and not _optional(pattern[1:]):
        return frozenset((pattern[:2],)) if not pattern[:2].isdigit() else frozenset(_DIGIT)
    else:
        end, begin = 1, frozenset(_DIGIT if pattern[0].isdigit() else pattern[0])
    rest = pattern[end:]
    if begin is None or not _optional(rest):
        return begin
    if rest.startswith("{") and not rest.startswith(("{0", "{,")):
        return begin
    after = _first_of(rest[rest.index("}") + 1 :] if rest.startswith("{") else rest[1:])
    return None if after is None else begin | after


def _is_literal(character: str) -> bool:
    return character.isalpha() or character == " "


def _optional(rest: str) -> bool:
    return rest.startswith(("?", "*", "{"))


def _group_end(pattern: str) -> int:
    depth = 0
    for at, character in _syntax(pattern):
        depth += (character == "(") - (character == ")")
        if not depth:
            return at
    return len(pattern)


def _alternatives(pattern: str) -> list[str]:
    """The parts of an expression between the `|` that stand in no group."""
    depth, start, parts = 0, 0, []
    for at, character in _syntax(pattern):
        depth += (character == "(") - (character == ")")
        if character == "|" and not depth:
            parts.append(pattern[start:at])
            start = at + 1
    return [*parts, pattern[start:]]


def _syntax(pattern: str) -> Iterator[tuple[int, str]]:
    """The characters of an expression that may be syntax: none that is escaped or in a class."""
    at, in_class = 0, False
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            at += 1
        elif in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
        else:
            yield at, character
        at += 1
