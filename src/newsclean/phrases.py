"""Matching lines against the phrases of many rules at once.

A line is compared folded (see `lines.folded`), without bullets around it and without brackets around the whole of it.
An exact phrase ignores punctuation at the ends too; a prefix has to end with a word; a regular expression has to match
the whole line. One lookup decides for the exact phrases; of prefixes and expressions only those are tried that can
begin as the line begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from newsclean.expressions import DIGIT, compiled, first_characters, needed_text
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
_FILTER = 3  # characters of a raw line that rule most lines out


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
                    _add(self._exact, _exact_key(_line(text)), rule)
                elif rule.match == "prefix":
                    self._add_prefix(_prefix(text), rule)
                else:
                    self._all.add_expression(text, rule)
                    if rule.category in KEPT_CATEGORIES:
                        self._kept.add_expression(text, rule)
        self._all.add_begins(self._exact)

    def _add_prefix(self, phrase: str, rule: Rule) -> None:
        self._all.add_prefix(phrase, rule)
        if word_count(phrase) >= _LONG_PHRASE_WORDS:
            self._long.add_prefix(phrase, rule)
        elif rule.category in KEPT_CATEGORIES:
            self._kept.add_prefix(phrase, rule)

    def matching(self, text: str) -> Sequence[Rule]:
        """The rules that know a line of text, without regard to where it stands."""
        length = len(text)
        if length > _LONGEST_LINE:
            return self._long.by_prefix(_line(text[:_BEGINNING])) if self._long.may_begin(text) else ()
        if length > _LONGEST_PHRASE:
            return self._sure(_line(text)) if self._long.may_begin(text) or self._kept.may_begin(text) else ()
        if not self._all.may_begin(text) and not self._all.may_hold(text):
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

    __slots__ = ("_begins", "_expressions", "_loose", "_prefixes")

    def __init__(self) -> None:
        self._begins: set[str] = set()
        self._prefixes: dict[str, list[tuple[str, Rule]]] = {}
        self._expressions: dict[str, list[tuple[str, Rule]]] = {}
        self._loose: list[tuple[str, str, Rule]] = []  # can begin with anything: needed text, expression, rule

    def add_begins(self, phrases: Iterable[str]) -> None:
        """Let pass the lines that begin as phrases do which are looked up elsewhere."""
        self._begins.update(phrase[:_FILTER] for phrase in phrases)

    def add_prefix(self, phrase: str, rule: Rule) -> None:
        self._begins.add(phrase[:_FILTER])
        _add(self._prefixes, phrase[:_PREFIX_KEY], (phrase, rule))

    def add_expression(self, expression: str, rule: Rule) -> None:
        begins = first_characters(expression)
        if begins is None:
            self._loose.append((needed_text(expression), expression, rule))
        for begin in begins or ():
            _add(self._expressions, begin, (expression, rule))

    def may_begin(self, text: str) -> bool:
        """Whether a raw line can begin as one of these does. Most lines are ruled out here, before they are folded."""
        begin = text[:_FILTER]
        if not (begin.isascii() and begin.isalnum()):
            return True  # folding and bullets may change how it begins
        begin = begin.lower()
        expressions = self._expressions
        return begin in self._begins or begin[:2] in expressions or _first(begin) in expressions

    def may_hold(self, text: str) -> bool:
        """Whether a raw line can hold what an expression needs that can begin with anything."""
        if not self._loose:
            return False
        text = text.casefold()
        return any(needed in text for needed, _, _ in self._loose)

    def by_prefix(self, line: str) -> list[Rule]:
        prefixes = self._prefixes.get(line[:_PREFIX_KEY])
        if not prefixes:
            return []
        return [rule for phrase, rule in prefixes if line.startswith(phrase) and _word_ends(line, phrase)]

    def by_expression(self, line: str) -> Iterator[Rule]:
        for key in (line[:2], _first(line)):
            for expression, rule in self._expressions.get(key, ()):
                if compiled(expression).fullmatch(line):
                    yield rule
        # An expression that can begin with anything has to try everything: not on what is longer than a line.
        for needed, expression, rule in self._loose if len(line) <= _LONGEST_PHRASE else ():
            if needed in line and compiled(expression).fullmatch(line):
                yield rule


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
