"""A byline to the names in it: split, without what stands around them, each as it is written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from newsclean.metadata.dates import named_dates
from newsclean.metadata.plain import plain

_URL = re.compile(r"(?:https?:)?//\S+|\bwww\.\S+", re.I)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_HANDLE = re.compile(r"(?<!\w)@\w+")
#: Between names whatever the language. The dot of Japanese and Chinese renderings of foreign names is no separator.
_HARD = re.compile(r"\s*(?:[;|/•·\n、，؛،‖]|\s[–—-]\s)\s*")
_COMMA = re.compile(r"\s*,\s*")
_BRACKETS = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
#: Letters behind a name: MD, PhD, Ph.D., CFP®, E-RYT 200, RDN, M.D. FACLM; Jr. and Sr. as well.
_POST_NOMINAL = re.compile(
    r"(?:(?:[A-Z][a-zA-Z]?\.){2,}|Ph\.?\s?D\.?|Psy\.?D\.?|Pharm\.?D\.?|Ed\.?D\.?|M\.?Sc|B\.?Sc|MPhil|DPhil|LL\.?M|Esq\.?|[JS]r\.?|I{2,3}|IV|"
    r"(?:[A-Z]{2,}[a-z]?|[A-Z]-?[A-Z]+)(?:[-/][A-Z]+)*(?:\s?\d{1,3})?)[®™]?(?:\s+(?:[A-Z]{2,}[a-z]?|[A-Z.]+)[®™]?)*"
)
_PARTICLES = frozenset(
    "de da do dos das del della di du des der den van von zu zur la le las los el al bin ibn ben bint af av e y i ter ten te dit".split()
)
_EDGES = ' \t\n,;:|/\\-–—•·*_"“”„«»<>=+#~'
_MOST_CHARS = 80
_MOST_WORDS = 8


class _Words(NamedTuple):
    opening: re.Pattern[str]
    label: re.Pattern[str]
    inside: re.Pattern[str]
    between: re.Pattern[str]
    role: re.Pattern[str]
    template: frozenset[str]
    agency: frozenset[str]


@cache
def _words() -> _Words:
    table: dict[str, list[str]] = tomllib.loads(
        files("newsclean.metadata").joinpath("bylines.toml").read_text(encoding="utf-8")
    )

    def any_of(words: Iterable[str]) -> str:
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(set(words), key=len, reverse=True))

    return _Words(
        opening=re.compile(rf"(?:{any_of(table['opening'])})(?:\s*[:：]\s*|\s+(?=\S))", re.I),
        label=re.compile(rf"(?:{any_of(table['label'])})\s*[:：＝=]\s*", re.I),
        inside=re.compile(
            rf"(?:^|(?<=[\s|·•—–,.:)]))(?:(?:{any_of(table['opening'])})(?:\s*[:：]\s*|\s+)|(?:{any_of(table['label'])})\s*[:：＝]\s*)(?=\S)",
            re.I,
        ),
        between=re.compile(rf"\s+(?:{any_of(table['and'])})\s+"),
        role=re.compile(rf"\b(?:{any_of(table['role'])})\b", re.I),
        template=frozenset(table["template"]),
        agency=frozenset(table["agency"]),
    )


def people(raw: str) -> tuple[str, ...]:
    """Names of a byline or of an author field, in order, without doubles. Lines are separate names to begin with."""
    names: dict[str, str] = {}
    for line in raw.split("\n"):
        for name in _of_line(plain(line)):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def is_template(name: str) -> bool:
    """Whether a name is what a template says where nobody is named ("admin", "Staff")."""
    return name.casefold() in _words().template


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's."""
    return name.casefold() in _words().agency


def without_opening(line: str) -> str:
    """A byline without the word that opens it ("By", "Von", "Written by:")."""
    words = _words()
    for _ in range(2):
        found = words.label.match(line) or words.opening.match(line)
        if not found or found.end() == len(line):
            break
        line = line[found.end() :]
    return line


def opens_byline(line: str) -> bool:
    """Whether a line begins as a byline does."""
    words = _words()
    return bool(words.label.match(line) or words.opening.match(line))


def byline_in(text: str) -> str | None:
    """The part of a short line that names authors after a word like "By"; None where no name follows one."""
    words = _words()
    for opening in words.inside.finditer(text):
        raw = text[opening.start() :]
        names = people(raw)
        if names and all(map(looks_like_name, names)):
            return raw
    return None


def looks_like_name(name: str) -> bool:
    """Whether a text has the form of a person's name: two to five words with capitals, or a few letters of a script
    without them."""
    words = [word for word in re.split(r"[\s]+", name.partition(",")[0].strip()) if word]
    if not words or any(map(str.isdigit, name.partition(",")[0])):
        return False
    if not any(char.isupper() or char.islower() for char in name):  # a script without capitals
        return len(name) <= 20 and len(words) <= 4
    if not 2 <= len(words) <= 5 or _words().role.search(name):
        return False
    capital = [word for word in words if word[0].isupper() or word.startswith(("d'", "al-", "el-", "ibn", "o'"))]
    return len(capital) >= 2 and all(word in capital or word.lower() in _PARTICLES for word in words)


def _of_line(line: str) -> Iterator[str]:
    line = _HANDLE.sub(" ", _EMAIL.sub(" ", _URL.sub(" ", line)))
    line = _before_date(without_opening(line.strip(_EDGES)))
    line = _BRACKETS.sub(_kept_brackets, line)
    parts = [part for piece in _HARD.split(line) for part in _split_commas(piece)]
    names = [name for part in parts for name in _split_words(part)]
    names = [name.strip(_EDGES) for name in names]
    people = [name for name in names if _is_name(name)]
    persons = [name for name in people if not is_agency(name)]
    yield from persons or people


def _kept_brackets(found: re.Match[str]) -> str:
    """Brackets within a name stay ("Paramita (Guha) Ghosh"); those with an agency, a role or a handle go."""
    inner = found[1].strip()
    gone = (
        not inner or is_agency(inner) or inner.isupper() or _words().role.search(inner) or any(map(str.isdigit, inner))
    )
    return " " if gone else found[0]


def _before_date(line: str) -> str:
    """The line up to a date in it: what follows a date is no name."""
    if not any(map(str.isdigit, line)):
        return line
    span = named_dates(line)
    return line[: span[0]].rstrip(_EDGES) if span and span[0] > 2 else line


def _split_commas(piece: str) -> list[str]:
    """Parts at commas, with post-nominal letters left at their names and "Doe, Jane" left whole."""
    parts: list[str] = []
    for part in _COMMA.split(piece):
        if parts and _POST_NOMINAL.fullmatch(part):
            parts[-1] += ", " + part
        elif part:
            parts.append(part)
    if len(parts) == 2 and " " not in parts[0] and not parts[0].islower() and len(parts[1].split()) <= 2:
        if parts[0].isascii() and not is_agency(parts[1]) and not _words().role.search(parts[1]):
            return [", ".join(parts)]
    return parts


def _split_words(part: str) -> list[str]:
    """Parts at "and" and its like in other languages; single letters only between two full names."""
    words = _words()
    names = words.between.split(part)
    if part.startswith("and "):
        names = words.between.split(part[4:])
    if len(names) > 1 and any(len(name.split()) < 2 for name in names) and not re.search(r"\s(?:and|und|et|&)\s", part):
        return [part]
    return [name for name in (without_opening(name.strip()) for name in names) if name]


def _is_name(name: str) -> bool:
    if not name or len(name) > _MOST_CHARS or not any(map(str.isalpha, name)):
        return False
    words = name.split()
    if len(words) > _MOST_WORDS or name[-1] in "?!…:":
        return False
    return not (len(words) > 1 and words[0][0].islower() and _words().role.search(name))
