"""Many pages for a Python program: nothing is written, results are values."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from newsclean import sources
from newsclean.engines import in_chunks
from newsclean.errors import NewscleanError
from newsclean.items import source_of
from newsclean.job import no_article, told
from newsclean.model import CATEGORIES, RawPage, Result
from newsclean.sources import Item, Skipped, Source

if TYPE_CHECKING:
    from newsclean.bounds import Lost
    from newsclean.worker import Pool

_PAGE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class _Asked:
    keep: tuple[str, ...]
    drop: tuple[str, ...]
    rules: tuple[str, ...]


def clean_many(
    inputs: Iterable[str | os.PathLike[str] | bytes | RawPage],
    *,
    jobs: int = 1,
    keep: Iterable[str] = (),
    drop: Iterable[str] = (),
    rules: Iterable[str] = (),
) -> Iterator[Result]:
    """Results in the order of inputs: paths (files, folders, globs), bytes or RawPages. A failure is a value.

    With several jobs a page has 20 seconds; with one, it is cleaned in this process, without a bound on time.
    Raises ValueError for an unknown category, and, when it is reached, for a URL; RulesError for a broken rule file.
    """
    from newsclean import rules as phrase_rules

    asked = _Asked(tuple(keep), tuple(drop), tuple(rules))
    check_categories((*asked.keep, *asked.drop))
    phrase_rules.load(asked.rules)
    items = (item for item in _items(inputs) if not isinstance(item, Skipped))
    if jobs == 1:
        return (item if isinstance(item, Result) else _result(asked, item) for item in items)
    return _spread(items, asked, jobs)


def check_categories(names: Iterable[str]) -> None:
    """Raise ValueError for a name that is no category, or that of the title, which is not switchable."""
    for name in names:
        if name not in CATEGORIES or name == "title":
            known = ", ".join(category for category in CATEGORIES if category != "title")
            raise ValueError(f"no category is called {name!r}; there are: {known}")


def _items(inputs: Iterable[str | os.PathLike[str] | bytes | RawPage]) -> Iterator[Item]:
    for place, given in enumerate(inputs, 1):
        if isinstance(given, RawPage):
            name = given.input or f"#{place}"
            yield source_of(given, name, "")
        elif isinstance(given, bytes):
            yield Source(f"#{place}", "", body=given)
        else:
            yield from sources.expand([os.fspath(given)])


def _spread(items: Iterator[Source | Result], asked: _Asked, jobs: int) -> Iterator[Result]:
    from newsclean.worker import Pool

    with Pool[Source, Result](partial(_result, asked), jobs, _PAGE_SECONDS) as pool:
        yield from in_chunks(items, partial(_chunk, pool), jobs, threading.Event())


def _chunk(pool: Pool[Source, Result], chunk: list[Source | Result]) -> list[Result]:
    pages = [item for item in chunk if isinstance(item, Source)]
    replies = iter(pool.run(pages))
    return [item if isinstance(item, Result) else _told(item, next(replies)) for item in chunk]


def _told(source: Source, reply: Result | Lost) -> Result:
    return reply if isinstance(reply, Result) else Result(source.name, code=reply.code, message=reply.message)


def _result(asked: _Asked, source: Source) -> Result:
    from newsclean.clean import clean

    try:
        article = clean(sources.load(source), keep=asked.keep, drop=asked.drop, rules=asked.rules)
    except NewscleanError as error:
        return Result(source.name, code=error.code, message=error.message)
    flag = no_article(article)
    return Result(source.name, code=flag.name, message=told(flag)) if flag else Result(source.name, article)
