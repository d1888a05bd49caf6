"""What can be told of a regular expression without compiling it: how a match begins, and a word that it has to hold.

Rules have hundreds of expressions, and a page has lines for few of them. To compile one takes longer than to clean a
short text, so an expression is compiled when the first line comes that could match it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

DIGIT = "0"  # stands for every digit where expressions are looked up

_ESCAPED_LITERALS = ("\\.", "\\(", "\\[", "\\|", "\\+")
#: An escape, a class, or a character that parts groups and alternatives.
_SYNTAX = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
#: A run of letters, blanks and hashes, without a last character that may be left out; or how often something comes.
_LITERAL = re.compile(r"\{[^}]*\}|[\w #]+(?![?*{])")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The expression, compiled once."""
    return re.compile(pattern)


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


def _first_of(pattern: str) -> frozenset[str] | None:
    """The same of an expression without alternatives at its top."""
    if pattern.startswith(("(?!", "(?=")):
        return _first_of(pattern[_group_end(pattern) + 1 :])
    if pattern.startswith("("):
        end = _group_end(pattern) + 1
        begin = first_characters(pattern[3 if pattern.startswith("(?:") else 1 : end - 1])
    elif pattern.startswith("\\d"):
        end, begin = 2, frozenset(DIGIT)
    elif pattern.startswith(_ESCAPED_LITERALS):
        end, begin = 2, frozenset(pattern[1])
    elif not pattern or pattern[0] in "\\[.^$*+?{|":
        return None
    elif _is_literal(pattern[1:2]) and not _optional(pattern[2:]) and not _optional(pattern[1:]):
        return frozenset((pattern[:2],)) if not pattern[:2].isdigit() else frozenset(DIGIT)
    else:
        end, begin = 1, frozenset(DIGIT if pattern[0].isdigit() else pattern[0])
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
