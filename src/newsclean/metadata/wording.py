"""The words around authors' names, from bylines.toml: what opens a byline, what is a role, an agency, a template."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_COMPANY = re.compile(
    r"\b(?:Inc|Ltd|LLC|GmbH|Corp|Co|AG|S\.?A|S\.?r\.?l|B\.?V|PLC|Limited|Media|Group|Publishing)\.?$", re.I
)
#: Names of papers and stations, which stand beside a person's in one line.
_OUTLET = re.compile(
    r"\b(?:News|Newspaper|Times|Press|Magazine|Network|TV|Radio|Herald|Tribune|Gazette|Agency|Media|Online|Digital)$"
)
#: "ByJane Doe", "Posted byJane Doe".
_RUN_ON_BY = r"(?-i:(?:Posted |Written |Published )?[Bb]y(?=[A-Z]))"


class Words(NamedTuple):
    """The table as patterns and sets."""

    opening: re.Pattern[str]
    label: re.Pattern[str]
    inside: re.Pattern[str]
    first: frozenset[str]
    alone: frozenset[str]
    phrases: tuple[str, ...]
    between: re.Pattern[str]
    role: re.Pattern[str]
    leading_and: re.Pattern[str]
    not_authors: re.Pattern[str]
    picture: re.Pattern[str]
    staff: re.Pattern[str]
    template: frozenset[str]
    nobody: frozenset[str]
    agency: frozenset[str]


@cache
def words() -> Words:
    """The table, read once."""
    table: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("bylines.toml").read_text(encoding="utf-8"))

    def any_of(phrases: Iterable[str]) -> str:
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(set(phrases), key=len, reverse=True))

    return Words(
        # "ByJane Doe": the space was lost with the markup.
        opening=re.compile(rf"(?:{any_of(table['opening'])})(?:\s*[:：]\s*|\s+(?=\S))|{_RUN_ON_BY}", re.I),
        label=re.compile(rf"(?:{any_of(table['label'])})\s*[:：＝=]\s*", re.I),
        inside=re.compile(
            rf"(?:^|(?<=[\s|·•—–,.:)]))(?:(?:{any_of(table['opening'])})(?:\s*[:：]\s*|\s+)|(?:{any_of(table['label'])})\s*[:：＝]\s*|{_RUN_ON_BY})(?=\S)",
            re.I,
        ),
        between=re.compile(rf"\s+(?:{any_of(table['and'])})\s+"),
        first=frozenset(phrase.casefold().split()[0] for phrase in (*table["opening"], *table["label"])),
        phrases=tuple(phrase.casefold() + " " for phrase in table["opening"] if not phrase.isalpha()),
        alone=frozenset(phrase.casefold() for phrase in (*table["opening"], *table["label"])),
        leading_and=re.compile(rf"^(?:{any_of(table['and'])})\s+"),
        not_authors=re.compile(rf"^\W*(?:{any_of(table['not_author'])})\b", re.I),
        picture=re.compile(r"\b(?:photo\w*|picture|image|courtesy|illustration|foto|bild|video)\b", re.I),
        role=re.compile(rf"\b(?:{any_of(table['role'])})\b", re.I),
        staff=re.compile(rf"\b(?:{any_of(table['staff'])})\b", re.I),
        template=frozenset(table["template"]),
        nobody=frozenset(table["nobody"]),
        agency=frozenset(table["agency"]),
    )


def is_template(name: str) -> bool:
    """Whether a name is what a template says where nobody is named ("admin", "Staff")."""
    return name.casefold() in words().template


def is_nobody(name: str) -> bool:
    """Whether a template's name at least says whose work it is ("Staff", "Editor")."""
    return name.casefold() in words().nobody


def is_staff(name: str) -> bool:
    """Whether a name is a department's ("Harbour Post Staff", "The Editors", "Redaktion Hafenblatt")."""
    return bool(words().staff.search(name))


def is_company(name: str) -> bool:
    """Whether a name has a company's legal form behind it."""
    return bool(_COMPANY.search(name))


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's."""
    return name.casefold() in words().agency


def is_outlet(name: str) -> bool:
    """Whether a name beside others is a paper's or an agency's: "Daily Planet News", "TNN"."""
    return bool(_OUTLET.search(name)) or (name.isupper() and " " not in name)


def without_opening(line: str) -> str:
    """A byline without the word that opens it ("By", "Von", "Written by:")."""
    table = words()
    for _ in range(2):
        found = table.label.match(line) or table.opening.match(line)
        if not found or found.end() == len(line):
            break
        line = line[found.end() :]
    return line


def opens_byline(line: str) -> bool:
    """Whether a line begins as a byline does."""
    table = words()
    return bool(table.label.match(line) or table.opening.match(line))


def is_opening(text: str) -> bool:
    """Whether a text is nothing but the word that opens a byline ("By", "Written by:")."""
    return text.rstrip(":： ").casefold() in words().alone


def names_others(text: str) -> bool:
    """Whether a line says that those it names did something else ("Photo: Jane Doe", "Edited by")."""
    return bool(words().not_authors.search(text))
