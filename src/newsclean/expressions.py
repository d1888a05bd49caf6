"""What can be told of a regular expression without compiling it: how a match begins, and a word that it has to hold.

Rules have hundreds of expressions, and a page has lines for few of them. To compile one takes longer than to clean a
short text, so an expression is compiled when the first line comes that could match it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

DIGIT: Final = "0"  # stands for every digit where expressions are looked up

#: An escape, a class, or a character that parts groups and alternatives.
_SYNTAX: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
#: What means something else where an expression is a part of another one.
_RELATIVE: Final = re.compile(r"\\[1-9]|\(\?(?:P[<=]|\(|[aiLmsux-]+\))")
#: Characters that stand for themselves at the beginning of an expression, in a run.
_BEGINNING: Final = re.compile(r"(?:[^\W\d_]|[- ©]|\\[.(\[|+])+(?![?*{])")
#: A run of letters, blanks and hashes, without a last character that may be left out; or how often something comes.
_LITERAL: Final = re.compile(r"\{[^}]*\}|[\w #]+(?![?*{])")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The expression, compiled once."""
    return re.compile(pattern)


def any_of(patterns: Iterable[str]) -> str:
    """One expression for what any of some matches, or for everything where one of them would mean something else so.

    A reference to a group counts the groups before it, and flags stand at the beginning.

    >>> any_of([r"\\d+ min", r"\\d+%"]), any_of([r"(\\d)\\1"])
    ('(?:\\\\d+ min)|(?:\\\\d+%)', '(?s:.*)')
    """
    patterns = list(patterns)
    if any(map(_RELATIVE.search, patterns)):
        return "(?s:.*)"
    return "|".join([f"(?:{pattern})" for pattern in patterns]) or "(?!)"


def why_broken(pattern: str) -> str:
    """What is wrong with a text that is no regular expression, for people; empty where it is one.

    >>> why_broken("(fair")
    "a regular expression, but '(fair' is none: missing ), unterminated subpattern at position 0"
    """
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"a regular expression, but {pattern!r} is none: {error}"
    return ""


def beginnings(pattern: str) -> frozenset[str] | None:
    """Literal texts, each as long as is plain, of which a match begins with one ("0" for any digit); None: not known.

    Reads what rules are written with: literals, `\\d`, groups of alternatives, any of these optional, and lookaheads.

    >>> sorted(beginnings("(?:the )?post (?:was|is)") or ())
    ['post ', 'the ']
    """
    found: set[str] = set()
    for alternative in _alternatives(pattern):
        begin = _beginnings_of(alternative)
        if begin is None:
            return None
        found |= begin
    return frozenset(found)


def needed_text(pattern: str) -> str:
    """The longest literal text that every match of an expression holds; empty where none is seen.

    >>> needed_text(".{3,160} contributed (?:reporting|research)")
    ' contributed '
    """
    has_flags = pattern.startswith("(?") and pattern[2:3].isalpha()
    if has_flags or len(_alternatives(pattern)) > 1:
        return ""
    return max(_literals(pattern), key=len, default="")


def _literals(pattern: str) -> Iterator[str]:
    """Literal text outside groups, classes and escapes."""
    depth, start = 0, 0
    for token in _SYNTAX.finditer(pattern + "|"):
        if not depth:
            yield from (text for text in _LITERAL.findall(pattern[start : token.start()]) if text[0] != "{")
        depth += (token[0] == "(") - (token[0] == ")")
        start = token.end()


def _beginnings_of(pattern: str) -> frozenset[str] | None:
    """The same of an expression without alternatives at its top."""
    if pattern.startswith(("(?!", "(?=")):
        return _beginnings_of(pattern[_group_end(pattern) + 1 :])
    literal = _BEGINNING.match(pattern)
    if literal:
        return frozenset((re.sub(r"\\(.)", r"\1", literal[0]),))
    if pattern.startswith("("):
        end = _group_end(pattern) + 1
        begin = beginnings(pattern[3 if pattern.startswith("(?:") else 1 : end - 1])
    elif pattern.startswith("\\d") or pattern[:1].isdigit():
        end, begin = (2 if pattern[0] == "\\" else 1), frozenset(DIGIT)
    elif not pattern or pattern[0] in "\\[.^$*+?{|":
        return None
    else:
        end, begin = 1, frozenset(pattern[0])
    rest = pattern[end:]
    if begin is None or not _optional(rest):
        return begin
    if rest.startswith("{") and not rest.startswith(("{0", "{,")):
        return begin
    after = _beginnings_of(rest.partition("}")[2] if rest.startswith("{") else rest[1:])
    return None if after is None else begin | after


def _optional(rest: str) -> bool:
    return rest.startswith(("?", "*", "{"))


def _group_end(pattern: str) -> int:
    depth = 0
    for token in _SYNTAX.finditer(pattern):
        depth += (token[0] == "(") - (token[0] == ")")
        if not depth:
            return token.start()
    return len(pattern)


def _alternatives(pattern: str) -> list[str]:
    """The parts of an expression between the `|` that stand in no group."""
    depth, start, parts = 0, 0, []
    for token in _SYNTAX.finditer(pattern):
        depth += (token[0] == "(") - (token[0] == ")")
        if token[0] == "|" and not depth:
            parts.append(pattern[start : token.start()])
            start = token.end()
    return [*parts, pattern[start:]]
