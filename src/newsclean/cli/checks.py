"""Values that an option can have, where its type does not tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import typer

from newsclean.model import CATEGORIES, NOTICE_FLAGS

#: The categories that can be kept and dropped.
SWITCHABLE = tuple(name for name in CATEGORIES if name != "title")
FAIL_ON = ("any", "never", *NOTICE_FLAGS)


def categories(values: list[str] | None) -> list[str] | None:
    """Categories that exist."""
    _check("category", values or (), SWITCHABLE)
    return values


def category(value: str | None) -> str | None:
    """A category that exists."""
    _check("category", [value] if value else (), SWITCHABLE)
    return value


def language(value: str | None) -> str | None:
    """What a rule file can be of: a language, all of them, or the user."""
    if value:
        from newsclean.rulefile import COMMON, USER, languages

        _check("language", [value], (*languages(), COMMON, USER))
    return value


def fail_on(value: str) -> str:
    """`any`, `never` or a flag with which an article is still written."""
    _check("flag", [value], FAIL_ON)
    return value


def formats(values: list[str] | None) -> list[str] | None:
    """Formats that exist."""
    if values:
        from newsclean.writers import FORMATS

        _check("format", values, FORMATS)
    return values


def headers(values: list[str] | None) -> list[str] | None:
    """Names and values. A value may be a secret: it is not repeated."""
    if not all(":" in value for value in values or ()):
        raise typer.BadParameter("expected NAME:VALUE")
    return values


def _check(what: str, values: Iterable[str], names: Collection[str]) -> None:
    for value in values:
        if value not in names:
            raise typer.BadParameter(f"no {what} is called {value!r}; there are: {', '.join(names)}")
