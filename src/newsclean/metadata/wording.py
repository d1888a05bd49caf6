"""The words around authors' names: what opens a byline, what is a role, an agency, a template.

The tables of `byline_words.py` hold hundreds of phrases. Patterns of all would take long to compile and to search for,
so a line's words are looked up, and only phrases that begin with one of them become a pattern.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsclean.metadata import byline_words as table
from newsclean.metadata.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_COMPANY = pattern(
    r"\b(?:Inc|Ltd|LLC|GmbH|Corp|Co|AG|S\.?A|S\.?r\.?l|B\.?V|PLC|Limited|Media|Group|Publishing)\.?$", re.I
)
_COMPANY_ENDS = frozenset(
    {"inc", "ltd", "llc", "gmbh", "corp", "co", "ag", "a", "sa", "l", "srl", "v", "bv", "plc", "limited", "media",
     "group", "publishing"}
)  # fmt: skip
#: Names of papers and stations, which stand beside a person's in one line.
_OUTLET = pattern(
    r"\b(?:News|Newspaper|Times|Daily|Press|Magazine|Network|TV|Radio|Herald|Tribune|Gazette|Agency|Media|Online|Digital)$"
)
_PICTURE = pattern(r"\b(?:photo\w*|picture|image|courtesy|illustration|foto|bild|video)\b", re.I)
#: "ByJane Doe", "Posted byJane Doe": the space was lost with the markup.
_RUN_ON_BY = pattern(r"(?:Posted |Written |Published )?[Bb]y(?=[A-Z]|by )")
_RUN_ON_STARTS = ("By", "by", "Posted", "Written", "Published")
#: What stands before an opening in a line: nothing, a blank, or a sign.
_STARTS = pattern(r"(?:^|(?<=[\s|·•—–,.:)]))[^\s|·•—–,.:：＝)]+")
_FIRST = pattern(r"[^\s:：＝=]*")
_WORD = pattern(r"\w+")
_OPENING_END = r"(?:\s*[:：]\s*|\s+)(?=\S)"
_LABEL_END = r"\s*[:：＝=]\s*"


def _first_word(line: str) -> str:
    """What stands before the first blank, colon or equals sign of a line, case folded."""
    found = _FIRST().match(line)
    return found[0].casefold() if found else ""


def _first_letters(line: str) -> str:
    """The first word of a line, without any signs, case folded."""
    found = _WORD().search(line)
    return found[0].casefold() if found else ""


def _by_first(phrases: Iterable[str], first: Callable[[str], str]) -> dict[str, list[str]]:
    """The phrases by their first words, longest first."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(set(phrases), key=len, reverse=True):
        found.setdefault(first(phrase), []).append(phrase)
    return found


_OPENINGS = _by_first(table.OPENING, _first_word)
_LABELS = _by_first(table.LABEL, _first_word)
_NOT_AUTHORS = _by_first(table.NOT_AUTHOR, _first_letters)
_FIRST_WORDS = frozenset(_OPENINGS) | frozenset(_LABELS)
#: Words that say that a text of the form of a person's name may be none, or more than one.
_NO_NAMES = _FIRST_WORDS | frozenset((*table.ROLE, *table.LINK, *table.BUTTON))
#: Openings that only bylines have: of several words.
_PHRASES = tuple(phrase.casefold() + " " for phrase in table.OPENING if not phrase.isalpha())
_PHRASE_STARTS = frozenset(phrase[:3] for phrase in _PHRASES)
_ALONE = frozenset(phrase.casefold() for phrase in (*table.OPENING, *table.LABEL))
_MOST_ALONE = 60  # characters of such an opening, with what stands behind it
_AND = frozenset(phrase.split()[0] for phrase in table.AND)
_ROLES, _STAFF, _TEMPLATE = frozenset(table.ROLE), frozenset(table.STAFF), frozenset(table.TEMPLATE)
_NOBODY, _AGENCY = frozenset(table.NOBODY), frozenset(table.AGENCY)
_WEEKDAYS, _LINK = frozenset(table.WEEKDAY), frozenset(table.LINK)
_SECTIONS, _BUTTONS = frozenset(table.SECTION), frozenset(table.BUTTON)
#: Those that a search for words does not find: of several words, or of a script that does not part them.
_STAFF_PHRASES = tuple(phrase for phrase in table.STAFF if " " in phrase or phrase.upper() == phrase.lower())


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)


@cache
def _opening(first: str) -> re.Pattern[str]:
    return re.compile(f"(?:{_any_of(_OPENINGS[first])}){_OPENING_END}", re.I)


@cache
def _label(first: str) -> re.Pattern[str]:
    return re.compile(f"(?:{_any_of(_LABELS[first])}){_LABEL_END}", re.I)


@cache
def _not_author(first: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_any_of(_NOT_AUTHORS[first])})\b", re.I)


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{_any_of(sorted(table.AND, key=len, reverse=True))})\s+")


def _opening_at(line: str, start: int, word: str) -> int | None:
    """Where the opening of a byline ends that begins at a place with a word; None where none does."""
    found = _opening(word).match(line, start) if word in _OPENINGS else None
    if not found and line.startswith(_RUN_ON_STARTS, start):
        found = _RUN_ON_BY().match(line, start)
    return found.end() if found else None


def _label_at(line: str, start: int, word: str) -> int | None:
    found = _label(word).match(line, start) if word in _LABELS else None
    return found.end() if found else None


def is_only_name(text: str) -> bool:
    """Whether none of the words of bylines, roles and links is in a text that has the form of a name."""
    return _NO_NAMES.isdisjoint(_WORD().findall(text.casefold()))


def opens_byline(line: str) -> bool:
    """Whether a line begins as a byline does."""
    word = _first_word(line)
    return _label_at(line, 0, word) is not None or _opening_at(line, 0, word) is not None


def opens_without_label(line: str) -> bool:
    """Whether a line begins with a word that may stand directly before a name."""
    return _opening_at(line, 0, _first_word(line)) is not None


def opens_in_words(line: str) -> bool:
    """Whether a line opens with a phrase that only bylines have ("Written by", "Verfasst von"), not with "by" alone."""
    # Asked of most blocks of a page: three letters rule out nearly all of them.
    return line[:3].casefold()[:3] in _PHRASE_STARTS and line.casefold().startswith(_PHRASES)


def without_opening(line: str) -> str:
    """A byline without the word that opens it ("By", "Von", "Written by:")."""
    for _ in range(2):
        word = _first_word(line)
        end = _label_at(line, 0, word)
        if end is None:
            end = _opening_at(line, 0, word)
        if end is None or end == len(line):
            break
        line = line[end:]
    return line


def openings_in(line: str) -> Iterator[int]:
    """Where in a line the openings of bylines begin, names behind them."""
    if not _may_hold_opening(line):
        return
    last = 0
    for found in _STARTS().finditer(line):
        start, word = found.start(), found[0].casefold()
        if start < last:
            continue
        end = _opening_at(line, start, word)
        if end is None:
            end = _label_at(line, start, word)
        if end is not None and end < len(line):
            yield start
            last = end


def _may_hold_opening(text: str) -> bool:
    """Whether a line has a word that bylines open with; the search for whole phrases costs fifty times as much."""
    if text.startswith(("By", "Posted by", "Written by", "Published by")):
        return True
    if not text.isascii() and ("：" in text or "＝" in text or ":" in text):
        return True
    return not _FIRST_WORDS.isdisjoint(text.casefold().replace(":", " ").split())


def is_opening(text: str) -> bool:
    """Whether a text is nothing but the word that opens a byline ("By", "Written by:")."""
    return len(text) <= _MOST_ALONE and text.rstrip(":： ").casefold() in _ALONE


def names_others(text: str) -> bool:
    """Whether a line says that those it names did something else ("Photo: Jane Doe", "Edited by")."""
    word = _first_letters(text)
    return word in _NOT_AUTHORS and _not_author(word).match(text) is not None


def names_picture(text: str) -> bool:
    """Whether a text speaks of a picture."""
    return _PICTURE().search(text) is not None


def has_role(text: str) -> bool:
    """Whether a role's word is in a text."""
    return not _ROLES.isdisjoint(_WORD().findall(text.casefold()))


def without_leading_and(part: str) -> str:
    """A part of a list without the "and" that it begins with."""
    if part.split(" ", 1)[0] not in _AND:
        return part
    found = _between().match(" " + part)
    return part[found.end() - 1 :] if found else part


def split_at_and(part: str) -> list[str]:
    """Parts of a list of names at "and" and its like."""
    return [part] if _AND.isdisjoint(part.split()) else _between().split(part)


def has_and(part: str) -> bool:
    """Whether an "and" stands in a part."""
    return not _AND.isdisjoint(part.split()) and _between().search(part) is not None


def opens_link(text: str) -> bool:
    """Whether a text begins with a word that links begin with."""
    found = _WORD().match(text)
    return found is not None and found[0].casefold() in _LINK


def is_button(word: str) -> bool:
    """Whether a word behind a name is a button's or a label's."""
    return word.casefold() in _BUTTONS


def is_template(name: str) -> bool:
    """Whether a name is what a template says where nobody is named ("admin", "Staff", "Web Admin")."""
    folded = name.casefold()
    return folded in _TEMPLATE or folded.endswith(" admin")


def is_nobody(name: str) -> bool:
    """Whether a template's name at least says whose work it is ("Staff", "Editor")."""
    return name.casefold() in _NOBODY


def is_staff(name: str) -> bool:
    """Whether a name is a department's ("Harbour Post Staff", "The Editors", "Redaktion Hafenblatt")."""
    folded = name.casefold()
    return not _STAFF.isdisjoint(_WORD().findall(folded)) or any(phrase in folded for phrase in _STAFF_PHRASES)


def is_company(name: str) -> bool:
    """Whether a name has a company's legal form behind it."""
    words = _WORD().findall(name.casefold())
    return bool(words) and words[-1] in _COMPANY_ENDS and _COMPANY().search(name) is not None


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's."""
    return name.casefold() in _AGENCY


def has_section(text: str) -> bool:
    """Whether a word of sections and buttons is in a text."""
    return not _SECTIONS.isdisjoint(_WORD().findall(text.casefold()))


def is_weekday(name: str) -> bool:
    """Whether a name is a day of the week, left over from a date."""
    return name.casefold() in _WEEKDAYS


def is_outlet(name: str) -> bool:
    """Whether a name beside others is a paper's or an agency's: "Daily Planet News", "TNN"."""
    return bool(_OUTLET().search(name)) or (name.isupper() and " " not in name)
