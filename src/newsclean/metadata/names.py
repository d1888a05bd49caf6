"""A byline to the names in it: split, without what stands around them, each as it is written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.metadata.dates import RUN_ON_DATE, named_dates
from newsclean.metadata.name_tails import PARTICLES, SMALL_CAPITALS, is_others, is_told, without_tail
from newsclean.metadata.patterns import pattern
from newsclean.metadata.plain import plain
from newsclean.metadata.wording import (
    has_and,
    has_role,
    is_agency,
    is_only_name,
    is_opening,
    is_outlet,
    is_staff,
    is_weekday,
    opens_link,
    split_at_and,
    without_leading_and,
    without_opening,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_URL = pattern(r"(?:https?:)?//\S+|\bwww\.\S+", re.I)
_EMAIL = pattern(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_HANDLE = pattern(r"@\w+")
#: Between names whatever the language. The dot of Japanese and Chinese renderings of foreign names is no separator.
_HARD = pattern(r"\s*(?:[;|/／•·⋅∙●\n、，؛،‖]|\s[–—-]\s)\s*")
_COMMA = pattern(r"\s*,\s*")
_BRACKETS = pattern(r"\s*[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
#: Letters behind a name: MD, PhD, Ph.D., CFP®, E-RYT 200, RDN, M.D. FACLM; Jr. and Sr. as well.
_POST_NOMINAL = pattern(
    r"(?:(?:[A-Z][a-zA-Z]?\.){2,}|Ph\.?\s?D\.?|Psy\.?D\.?|Pharm\.?D\.?|Ed\.?D\.?|M\.?Sc|B\.?Sc|MPhil|DPhil|LL\.?M|Esq\.?|[JS]r\.?|I{2,3}|IV|"
    r"(?:[A-Z]{2,6}[a-z]?|[A-Z]-?[A-Z]{1,6})(?:[-/][A-Z]+)*(?:\s?\d{1,3})?)[®™]?(?:\s+(?:[A-Z]{2,}[a-z]?|[A-Z.]+)[®™]?)*"
)
#: "Jane DoePublished: …": the words before a date, at times without a space. Not at the start: "Published by Jane Doe".
_ANNOUNCING = (
    "Published", "Updated", "Posted", "Modified", "Reviewed", "Edited", "Veröffentlicht", "Aktualisiert", "Publié",
    "Mis à jour", "Publicado", "Actualizado", "Atualizado", "Pubblicato", "Aggiornato", "Gepubliceerd", "Bijgewerkt",
)  # fmt: skip
_ANNOUNCED = pattern(
    rf"(?<=[\w.)])[\s,|·•-]*(?:(?<=[a-z])|(?<=\W))(?:Last\s+)?(?:{'|'.join(_ANNOUNCING)})\b(?!\s+by\b).*", re.S
)
#: "By Jane Doe. Reviewed by John Roe": those who did something else.
_OTHERS = pattern(
    r"(?<=\w)[\s.,;|·•–—-]+(?:(?:medically|clinically|fact|additional)[\s-]+)?(?:review(?:ed)?|edit(?:ed|ing)|check(?:ed)?|translat(?:ed|ion)|"
    r"photo\w*|illustrat\w*|graphics?|video|produced|photographs?)\s+by\b.*",
    re.I,
)
#: "Jane Doe for the Daily Planet".
_EMPLOYER = pattern(r"(?<=\w)\s+(?:for|für|pour|para|voor|in|on|at)\s+.+$", re.I)
#: Words run together where markup was lost: "LindtTwitterNews". McDonald and DeLuca are names.
_RUN_TOGETHER = pattern(r"[^\W\d_]{6,}(?<=[^\W\d_A-Z])[A-Z]|[a-z][A-Z]\w*[a-z][A-Z]")
#: "Photograph by Jane Doe": a line of those who made the pictures.
_OF_PICTURE = pattern(r"(?:photo\w*|illustrat\w+|images?|graphics?|video)\s+(?:by\b|:)", re.I)
#: "Jane Doe at Doe Models, John Roe for Roe Hair, …": all who worked on the pictures. Two may be reporters of papers.
_CREDITS = pattern(r"\w (?:at|for) [A-Z][^,;]*(?:[,;]|$)")
_MOST_CREDITS = 3
#: A template's variable that was not filled in.
_VARIABLE = pattern(r"\w+(?:[._]\w+){2,}|[{%$].*")
#: The usual case, two or three words with capitals: nothing to take away, nothing to split.
_PLAIN_NAME = pattern(r"[A-Z][a-zß-ÿ'’-]+ (?:[A-Z][a-zß-ÿ'’-]+ |[A-Z]\. )?[A-Z][a-zß-ÿ'’-]+")
_HARD_MARKS = frozenset(";|/／•·⋅∙●\n、，؛،‖–—-")
_BRACKET_MARKS = frozenset("([（【")
_EMPLOYER_WORDS = frozenset({"for", "für", "pour", "para", "voor", "in", "on", "at"})
_LEAST_TWICE = 4  # characters of a name held twice
_EDGES = ' \t\n,;:|/\\-–—•·*_"“”„«»<>=+#~'
_MOST_CHARS = 80
_MOST_WORDS = 8
_MOST_RAW = 10_000  # characters of all names; a longer value is no byline
_MOST_LINE = 1000  # of one line


@lru_cache(maxsize=100)
def people(raw: str) -> tuple[str, ...]:
    """Names of a byline or of an author field, in order, without doubles. Lines are separate names to begin with."""
    names: dict[str, str] = {}
    for line in raw[:_MOST_RAW].split("\n"):
        for name in _of_line(plain(line[:_MOST_LINE])):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


@lru_cache(maxsize=100)
def looks_like_name(name: str) -> bool:
    """Whether a text has the form of a person's name: two to five words with capitals, or a few letters of a script
    without them."""
    if _PLAIN_NAME().fullmatch(name):
        return not has_role(name)
    parts = name.partition(",")[0].split()
    if not parts or any(map(str.isdigit, name.partition(",")[0])) or _RUN_TOGETHER().search(name):
        return False
    if not any(char.isupper() or char.islower() for char in name):  # a script without capitals
        return len(name) <= 20 and len(parts) <= 4 and "の" not in name
    if not 2 <= len(parts) <= 5 or has_role(name):
        return False
    capital = [word for word in parts if word[0].isupper() or word.startswith(SMALL_CAPITALS)]
    return len(capital) >= 2 and all(word in capital or word.lower() in PARTICLES for word in parts)


def _of_line(line: str) -> Iterator[str]:
    if line.startswith(("https://", "http://")) and " " not in line:
        return
    if _is_usual(line):
        yield line
        return
    bare = without_opening(line)
    if _is_usual(bare):
        yield without_tail(bare)
        return
    if _OF_PICTURE().match(line) or len(_CREDITS().findall(line)) >= _MOST_CREDITS:
        return
    line = _without_company(_once(without_opening(_before_date(without_opening(_without_addresses(line))))))
    names: list[str] = []
    pieces = [line] if _HARD_MARKS.isdisjoint(line) else _HARD().split(line)
    for piece in pieces:
        for part in _before_role(_split_commas(piece)):
            names += [without_tail(name.strip(_EDGES)) for name in _split_words(part)]
    names = [
        name
        for place, name in enumerate(names)
        if _can_be_name(name) and (_follows(name) if place else _opens_list(name))
    ]
    if len(names) > 2 and not any(" " in name for name in names) and names[0].isascii():
        names = names[:1]  # "Hafenblatt, Haven, Germany": a name and its place
    # A team in a list of names is one of the authors; behind a bar or a dash it is the persons' department.
    teams = [name for name in names if name.endswith(" Team")] if len(pieces) == 1 else []
    persons = [name for name in names if name in teams or not _is_employer(name)]
    yield from persons or names


def _is_usual(text: str) -> bool:
    """Whether a text is a person's name as most are: there is nothing to take away, and nothing to split."""
    return _PLAIN_NAME().fullmatch(text) is not None and is_only_name(text)


def _without_addresses(line: str) -> str:
    """The line without brackets that hold no part of a name, and without addresses and handles."""
    if not _BRACKET_MARKS.isdisjoint(line):
        line = _BRACKETS().sub(_kept_brackets, line)
    if "//" in line or "www" in line.lower():
        line = _URL().sub(" ", line)
    if "@" in line:
        line = _HANDLE().sub(" ", _EMAIL().sub(" ", line))
    return line.strip(_EDGES)


def _once(line: str) -> str:
    """The name that a line holds twice, as markup does for a picture and for a link."""
    half = len(line) // 2
    if half < _LEAST_TWICE or line[:half] != line[-half:]:
        return line
    return line if len(line) % 2 and not line[half].isspace() else line[:half]


def _without_company(line: str) -> str:
    """The line without others' names, and without the employer behind a single name."""
    words = line.lower().split()
    if "by" in line.lower():
        line = _OTHERS().sub("", line)
    if _EMPLOYER_WORDS.isdisjoint(words):
        return line
    each = [_EMPLOYER().sub("", part) for part in _COMMA().split(line)]
    if len(each) > 1 and all(map(looks_like_name, each)):  # "Jane Doe for the Planet, John Roe for the Moon"
        return ", ".join(each)
    person = _EMPLOYER().sub("", line)
    return person if looks_like_name(person) else line


def _is_employer(name: str) -> bool:
    """Whether a name in a list with persons' is their agency's or department's."""
    return is_agency(name) or is_staff(name) or is_outlet(name)


def _before_role(parts: Sequence[str]) -> Sequence[str]:
    """Parts up to the first that is a role: what follows it in the same list is the role's employer."""
    for place, part in enumerate(parts):
        if place and (has_role(part) or is_told(part)) and not has_and(part):
            return parts[:place]
    return parts


def _kept_brackets(found: re.Match[str]) -> str:
    """Brackets within a name stay ("Mara (Mimi) Lindt"); those with an agency, a role or a handle go."""
    inner = found[1].strip()
    gone = is_agency(inner) or inner.isupper() or any(char in ".@:" or char.isdigit() for char in inner)
    return " " if gone or not inner or has_role(inner) else found[0]


def _before_date(line: str) -> str:
    """The line up to a date in it, or to a word that announces one: what follows is no name."""
    if any(word in line for word in _ANNOUNCING):
        line = _ANNOUNCED().split(line, maxsplit=1)[0] or line
    if line.isascii() and not any(digit in line for digit in "0123456789"):
        return line
    line = RUN_ON_DATE().split(line, maxsplit=1)[0]
    if not any(map(str.isdigit, line)):
        return line
    span = named_dates(line)
    if not span:
        return line
    return line[: span[0]].rstrip(_EDGES) if span[0] > 2 else line[span[1] :].lstrip(_EDGES)


def _split_commas(piece: str) -> list[str]:
    """Parts at commas, with post-nominal letters left at their names and "Doe, Jane" left whole."""
    parts: list[str] = []
    for part in _COMMA().split(piece):
        if parts and not is_agency(part) and _POST_NOMINAL().fullmatch(part):
            parts[-1] += ", " + part
        elif part:
            parts.append(part)
    return [", ".join(parts)] if _is_reversed(parts) else parts


def _is_reversed(parts: Sequence[str]) -> bool:
    """Whether two parts are a family name and a given name."""
    if len(parts) != 2 or any(is_agency(part) or has_role(part) for part in parts):
        return False
    family, given = parts
    return (
        family.isalpha()
        and family[0].isupper()
        and family.isascii()
        and given[:1].isupper()
        and len(given.split()) <= 2
    )


def _split_words(part: str) -> list[str]:
    """Parts at "and" and its like; one name stays whole ("Lindt & Sons", "Mara and Ole"), as names in part do."""
    part = without_leading_and(part)
    names = split_at_and(part)
    if len(names) > 1 and not all(_stands_alone(name) for name in names):
        names = [part]
    return [name for name in (without_opening(name.strip()) for name in names) if name]


def _stands_alone(name: str) -> bool:
    """Whether a part at an "and" is a full name: of two words with a capital, or of a script without them."""
    parts = name.split()
    if parts and not any(char.isupper() or char.islower() for char in name):
        return True
    return len(parts) > 1 and parts[0][:1].isupper()


def _can_be_name(name: str) -> bool:
    """Whether a part can be a name at all: short, with letters, no sentence, no link's words, no variable."""
    if not name or len(name) > _MOST_CHARS or not any(map(str.isalpha, name)):
        return False
    if len(name.split()) > _MOST_WORDS or name[-1] in "?!…" or ":" in name or "：" in name:
        return False
    return not (
        is_others(name) or is_opening(name) or is_weekday(name) or opens_link(name) or _VARIABLE().fullmatch(name)
    )


def _opens_list(name: str) -> bool:
    """Whether a name can be a list's first: no role in small letters ("editor at large")."""
    return not (" " in name and name[0].islower() and has_role(name))


def _follows(name: str) -> bool:
    """Whether a name can stand behind another: roles and what holds digits do not count there."""
    return not (has_role(name) or any(map(str.isdigit, name.partition(",")[0])))
