"""Matching lines against the phrases of many rules at once.

A line is compared folded (see `lines.folded`), without bullets around it and without brackets around the whole of it.
An exact phrase ignores punctuation at the ends too; a prefix has to end with a word; a regular expression has to match
the whole line. One lookup decides for the exact phrases; of prefixes and expressions only those are tried that can
begin as the line begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from newsclean.expressions import DIGIT, any_of, beginnings, compiled, needed_text
from newsclean.lines import ends_sentence, folded, word_count
from newsclean.model import KEPT_CATEGORIES

if TYPE_CHECKING:
    from newsclean.rulefile import Rule

_V = TypeVar("_V")

_BULLETS: Final = " \t|•·●▪■□◆◇★☆►▶▸▷→⇒⟶➔➜>‹›<*#_~=+-▼▲△▽↓↑↗✓✔✉📧📩📲📱🔴👉➡🎥📸📷💬🔔🔗,;:\"'"
_PUNCTUATION: Final = _BULLETS + "()[]{}.!?。、؟।"
_BRACKETS: Final = ("()", "[]", "【】", "〈〉", "［］")
_LONGEST_LINE: Final = 300  # expressions are not tried on longer lines: no boilerplate line is so long
_LONGEST_PHRASE: Final = 200
_BEGINNING: Final = 100  # of a longer line, no more is compared with prefixes
_KEY: Final = 2  # characters
_SENTENCE_WORDS: Final = 20
_LONG_PHRASE_WORDS: Final = 4
_SPACELESS_FROM: Final = "\u2e80"  # first character of the scripts that do not part words by blanks
_DIGITS: Final = "0123456789"
_ITEM_MARKS: Final = ("- ", "* ", "• ")

#: Letters that folding leaves as many, and signs that it leaves signs. A dotted capital I is none of them.
_LETTERS: Final = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u012f\u0131-\u0148\u014a-\u024f\u0388-\u0481\u048a-\u052f"
_SIGNS: Final = " -/:-@\\[-`{-~’‘‚‛′´＇“”„‟«»″＂「」『』‐‑‒–—―−－…：！？（）｜"
#: The first two words of a raw line, or its only one, where folding it would not part them otherwise.
_OPENING: Final = re.compile(
    f"[-\"'’‘“”„«»–—]*+([{_LETTERS}]++)(?:[{_SIGNS}]*+\\Z|[{_SIGNS}]++([{_LETTERS}]++)(?=[{_SIGNS}]|\\Z))"
)
_BEGUN: Final = re.compile(f"([{_LETTERS}]+)(?:([{_SIGNS}]+)([{_LETTERS}]*))?")


class Phrases:
    """The phrases of some rules, indexed by how they begin. Of several rules that match, the earlier one comes first.

    A complete sentence of twenty words or more, and any line of over 200 characters, is a reader's text until the
    opposite is sure: it is matched by exact phrases and by prefixes of at least four words only, or by a rule of a
    category that is kept. An item of a list is matched by no exact phrase of the tail: "- Business" may be the story's.
    """

    __slots__ = ("_all", "_exact", "_kept", "_long")

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._exact: dict[str, list[Rule]] = {}
        self._all = _Openings()
        self._long = _Openings()  # prefixes that say enough of a long sentence to take it
        self._kept = _Openings()  # all else by rules of kept categories
        for rule in rules:
            for text in rule.texts:
                if rule.match == "exact":
                    key = _exact_key(_line(text))
                    _add(self._exact, key, rule)
                    self._all.let_pass(key)
                elif rule.match == "prefix":
                    self._add_prefix(_prefix(text), rule)
                else:
                    self._all.add_expression(text, rule)
                    if rule.category in KEPT_CATEGORIES:
                        self._kept.add_expression(text, rule)

    def _add_prefix(self, phrase: str, rule: Rule) -> None:
        self._all.add_prefix(phrase, rule)
        if word_count(phrase) >= _LONG_PHRASE_WORDS:
            self._long.add_prefix(phrase, rule)
        elif rule.category in KEPT_CATEGORIES:
            self._kept.add_prefix(phrase, rule)

    def matching(self, text: str) -> Sequence[Rule]:
        """The rules that know a line of text, without regard to where it stands."""
        length = len(text)
        opening = _opening(text)
        if length > _LONGEST_LINE:
            return self._long.by_prefix(_line(text[:_BEGINNING])) if self._long.may_begin(opening) else ()
        if length > _LONGEST_PHRASE:
            return self._sure(_line(text)) if self._long.may_begin(opening) or self._kept.may_begin(opening) else ()
        if not self._all.may_begin(opening) and not self._all.may_hold(text):
            return ()
        line = _line(text)
        if not line:
            return ()
        found = self._exact.get(_exact_key(line), [])
        if found and text.startswith(_ITEM_MARKS):
            found = [rule for rule in found if rule.where != "tail"]
        others = [*self._all.by_prefix(line), *self._all.by_expression(line)]
        if others and _is_long_sentence(text):
            others = self._sure(line)
        return found + others

    def _sure(self, line: str) -> list[Rule]:
        """The rules of the prefixes that say enough, and of kept categories."""
        kept = self._kept
        return [*self._long.by_prefix(line), *kept.by_prefix(line), *kept.by_expression(line)]


class _Openings:
    """Prefixes and expressions, by how a line begins that they match."""

    __slots__ = ("_expressions", "_loose", "_needed", "_of_digits", "_openings", "_prefixes", "_stems")

    def __init__(self) -> None:
        self._openings: set[str] = set()
        self._stems: dict[str, tuple[str, ...]] = {}  # beginnings of openings, by their first character
        self._prefixes: dict[str, list[tuple[str, Rule]]] = {}
        self._expressions: dict[str, list[tuple[str, str, Rule]]] = {}  # beginning, expression, rule
        self._loose: list[tuple[str, str, Rule]] = []  # can begin with anything: needed text, expression, rule
        self._needed: tuple[str, ...] = ()
        self._of_digits: str | None = None  # all that begin with a digit, as one expression, once it was needed

    def let_pass(self, phrase: str) -> None:
        """Take note of a phrase that is looked up elsewhere."""
        opening = _opening(phrase)
        if opening:
            self._openings.add(opening)

    def add_prefix(self, phrase: str, rule: Rule) -> None:
        opening = _opening(phrase)
        if opening:
            self._openings.add(opening)
            if " " not in opening:
                self._add_stem(f"{opening} ")
        _add(self._prefixes, phrase[:_KEY], (phrase, rule))

    def add_expression(self, expression: str, rule: Rule) -> None:
        begins = beginnings(expression)
        if begins is None:
            needed = needed_text(expression)
            self._loose.append((needed, expression, rule))
            self._needed = tuple({*self._needed, needed})
        for begin in begins or ():
            _add(self._expressions, begin[:_KEY], (begin, expression, rule))
            self._expect(begin)

    def _expect(self, begin: str) -> None:
        """Let pass the lines that begin as an expression does."""
        if begin == DIGIT:
            for digit in _DIGITS:
                self._add_stem(digit)
        elif match := _BEGUN.match(begin):  # else it is no word: lines that begin so have no plain opening
            first, sign, second = match.groups("")
            self._add_stem(f"{first} {second}" if sign else first)

    def _add_stem(self, stem: str) -> None:
        known = self._stems.get(stem[0], ())
        if not stem.startswith(known):
            self._stems[stem[0]] = (*known, stem)

    def may_begin(self, opening: str | None) -> bool:
        """Whether one of these can match a line that opens so. Most lines are ruled out here, unfolded."""
        return opening is None or opening in self._openings or opening.startswith(self._stems.get(opening[0], ()))

    def may_hold(self, text: str) -> bool:
        """Whether a raw line can hold what an expression needs that can begin with anything."""
        if self._needed:
            text = text.casefold()
            for needed in self._needed:
                if needed in text:
                    return True
        return False

    def by_prefix(self, line: str) -> list[Rule]:
        prefixes = self._prefixes.get(line[:_KEY])
        if not prefixes:
            return []
        return [rule for phrase, rule in prefixes if line.startswith(phrase) and _word_ends(line, phrase)]

    def by_expression(self, line: str) -> Iterator[Rule]:
        first = _first(line)
        # A dozen begin with a digit, and so do the items of lists: one question to them all is a third of the work.
        keys = (line[:_KEY], first) if first != DIGIT or self._may_be_of_digits(line) else (line[:_KEY],)
        for key in keys:
            for begin, expression, rule in self._expressions.get(key, ()):
                if (begin == DIGIT or line.startswith(begin)) and compiled(expression).fullmatch(line):
                    yield rule
        # An expression that can begin with anything has to try everything: not on what is longer than a line.
        for needed, expression, rule in self._loose if len(line) <= _LONGEST_PHRASE else ():
            if needed in line and compiled(expression).fullmatch(line):
                yield rule

    def _may_be_of_digits(self, line: str) -> bool:
        """Whether one of the expressions that begin with a digit matches a line."""
        if self._of_digits is None:
            self._of_digits = any_of(expression for _, expression, _ in self._expressions.get(DIGIT, ()))
        return compiled(self._of_digits).fullmatch(line) is not None


def _opening(text: str) -> str | None:
    """The first two words of a line, folded, or its only one; None where they cannot be told without folding it."""
    match = _OPENING.match(text)
    if match is None:
        return None
    first, second = match.groups()
    return f"{first} {second}".casefold() if second else first.casefold()


def _first(line: str) -> str:
    return DIGIT if line[:1].isdigit() else line[:1]


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
