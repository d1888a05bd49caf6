"""Rule files: TOML to Rule records, and errors that say which file, line and rule is wrong and what is expected.

The built-in files lie in the folder `rules/`: `common.toml` and one file for each language. A user's file has the same
format; besides, `off = true` beside an id switches a built-in rule off, and a rule with a built-in's id replaces it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from newsclean.errors import RulesError
from newsclean.expressions import why_broken
from newsclean.model import CATEGORIES

Action = Literal["drop-block", "drop-line", "cut-tail"]
Where = Literal["head", "body", "tail", "anywhere"]
Match = Literal["exact", "prefix", "regex"]

COMMON, USER = "common", "user"  # what stands for a language where a file is of none
_FOLDER = Path(__file__).with_name("rules")
_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_TABLE = re.compile(r"\s*\[\[\s*rule\s*\]\]")
_AT_LINE = re.compile(r"\(?at line (\d+), column \d+\)?")
_KEYS = ("id", "category", "action", "where", "match", "text", "why", "examples", "keeps")
_CHOICES = {
    "category": tuple(name for name in CATEGORIES if name != "title"),
    "action": get_args(Action), "where": get_args(Where), "match": get_args(Match),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A line on which a rule is tried; at the rule's own position unless it names one."""

    text: str
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One boilerplate rule: which lines it knows, where on a page, and what goes with them."""

    id: str
    category: str
    action: Action
    where: Where
    match: Match
    texts: tuple[str, ...]
    why: str
    examples: tuple[Sample, ...]
    keeps: tuple[Sample, ...]
    language: str  # of the file it is in; "common" for all languages, "user" for a user's file
    file: str


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a built-in rule file, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem != COMMON))


@cache
def built_in(language: str) -> tuple[Rule, ...]:
    """The rules of one built-in file (a language, or `common`), in its order."""
    path = _FOLDER / f"{language}.toml"
    rules, _ = _parsed(path.read_text(encoding="utf-8"), path.name, language)
    return rules


def changed(path: str) -> tuple[int, int]:
    """What tells one state of a file from another: time of its last change, in nanoseconds, and size in bytes."""
    try:
        state = Path(path).stat()
    except OSError:
        return 0, 0  # reading it will say what is wrong
    return state.st_mtime_ns, state.st_size


def read_user_file(path: str) -> tuple[tuple[Rule, ...], Mapping[str, int]]:
    """The rules of a user's file, and the ids that it switches off, each with its line.

    Raises:
        RulesError: the file cannot be read, is no TOML, or a rule in it is not as expected.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RulesError("rules", f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise RulesError("rules", f"{path}: is not UTF-8 text; save it as UTF-8") from error
    return _parsed(text, path, USER)


def _parsed(text: str, file: str, language: str) -> tuple[tuple[Rule, ...], Mapping[str, int]]:
    tables = _tables(text, file)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if _TABLE.match(line)]
    rules: dict[str, Rule] = {}
    off: dict[str, int] = {}
    for number, table in enumerate(tables):
        reader = _TableReader(table, file, lines[number] if number < len(lines) else 1, number + 1)
        if reader.switched_off():
            off[reader.id] = reader.line
            continue
        rule = reader.rule(language)
        if rule.id in rules:
            raise reader.error("an id of its own; this one is already used in the file")
        rules[rule.id] = rule
    return tuple(rules.values()), off


def _tables(text: str, file: str) -> list[Mapping[str, Any]]:
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        said = _AT_LINE.sub("", str(error)).strip()
        raise RulesError("rules", f"{file}:{at.group(1) if at else 1}: not TOML: {said}") from error
    unknown = [key for key in data if key != "rule"]
    tables = data.get("rule", [])
    if unknown or not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        what = f"unknown '{unknown[0]}'; " if unknown else ""
        raise RulesError("rules", f"{file}:1: {what}expected a list of [[rule]] tables")
    return tables


class _TableReader:
    """One [[rule]] table, with what an error in it has to name."""

    def __init__(self, table: Mapping[str, Any], file: str, line: int, number: int) -> None:
        self.table, self.file, self.line = table, file, line
        given = table.get("id")
        self.id = given if isinstance(given, str) else ""
        self.name = f"rule '{self.id}'" if self.id else f"rule number {number}"
        if not _ID.fullmatch(self.id):
            raise self.error("'id' as lower-case words joined by dots and hyphens, such as \"share.my-site\"")

    def error(self, expected: str) -> RulesError:
        return RulesError("rules", f"{self.file}:{self.line}: {self.name}: expected {expected}")

    def switched_off(self) -> bool:
        if "off" not in self.table:
            return False
        if self.table["off"] is not True or len(self.table) > 2:
            raise self.error("'off = true' with nothing but the id beside it")
        return True

    def rule(self, language: str) -> Rule:
        for key in self.table:
            if key not in _KEYS:
                raise self.error(f"only the keys {', '.join(_KEYS)} (or off); '{key}' is none of them")
        match = cast("Match", self.choice("match"))
        return Rule(
            id=self.id,
            category=self.choice("category"),
            action=cast("Action", self.choice("action")),
            where=cast("Where", self.choice("where")),
            match=match,
            texts=self.texts(match, language),
            why=self.string("why"),
            examples=self.samples("examples"),
            keeps=self.samples("keeps"),
            language=language,
            file=self.file,
        )

    def choice(self, key: str) -> str:
        value = self.table.get(key)
        if value not in _CHOICES[key]:
            raise self.error(f"'{key}' to be one of {', '.join(_CHOICES[key])}")
        return str(value)

    def string(self, key: str) -> str:
        value = self.table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"'{key}' to be a text that is not empty")
        return value

    def texts(self, match: Match, language: str) -> tuple[str, ...]:
        value = self.table.get("text")
        if not isinstance(value, list) or not value or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.error("'text' to be a list of texts that are not empty")
        if match == "regex" and language == USER:  # of the built-in files `rules test` compiles them: it takes long
            for broken in filter(None, map(why_broken, value)):
                raise self.error(broken)
        return tuple(value)

    def samples(self, key: str) -> tuple[Sample, ...]:
        value = self.table.get(key)
        if not isinstance(value, list) or not value:
            raise self.error(f"'{key}' to be a list of at least one line")
        return tuple(self.sample(key, given) for given in value)

    def sample(self, key: str, given: Any) -> Sample:
        if isinstance(given, str) and given.strip():
            return Sample(given)
        if isinstance(given, dict) and given.keys() == {"text", "where"} and isinstance(given["text"], str):
            where = given["where"]
            if where in ("head", "body", "tail"):
                return Sample(given["text"], where)
        raise self.error(f'in \'{key}\' lines, or {{ text = "…", where = "head", "body" or "tail" }}')
