"""What is done with one URL of a run: fetched, unless that was done before, and then cleaned like any page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsclean.errors import NewscleanError
from newsclean.items import source_of
from newsclean.job import Done, Job, Task, blank_row, failed, unchanged
from newsclean.turns import Stopped

if TYPE_CHECKING:
    from newsclean.model import RawPage


def host(task: Task | Done) -> str:
    """The host that a task asks; empty where it asks none."""
    if isinstance(task, Done):
        return ""
    try:
        return urlsplit(task.source.url or "").hostname or ""
    except ValueError:  # no URL; what fetches it will say so
        return ""


def fetched(job: Job, fetch: Callable[[str], RawPage], clean: Callable[[Task], Done], task: Task | Done) -> Done | None:
    """Fetch a URL and clean its page, unless that is done already; None for one that a signal kept from its turn."""
    if isinstance(task, Done):
        return task
    if done := unchanged(job, task, None):
        return done
    started = time.monotonic()
    try:
        page = fetch(task.source.url or "")
    except Stopped:
        return None
    except NewscleanError as error:
        row = replace(blank_row(job, task.source), seconds=round(time.monotonic() - started, 4))
        return failed(row, error.code, error.message)
    done = clean(replace(task, source=source_of(page, task.source.name, task.source.stem)))
    return replace(done, outcome=replace(done.outcome, seconds=time.monotonic() - started))


def begun(results: Iterable[Done | None]) -> Iterator[Done]:
    """What was done, without those URLs that a signal kept from their turn."""
    return (done for done in results if done is not None)
