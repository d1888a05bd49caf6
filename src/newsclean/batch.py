"""Many pages: read or fetch, clean, write, journal; what became of each, in the order of the inputs, and their sum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Literal

from newsclean.model import Kind, RawPage, Result
from newsclean.sources import MAX_BYTES

PAGE_TIMEOUT = 20.0


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of a run, besides its inputs."""

    #: A folder; a binary stream (standard output); or None: nothing is written, as with --dry-run.
    output: Path | BinaryIO | None
    formats: tuple[str, ...] = ()  # none: txt and json into a folder, txt on a stream
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    jobs: int = 1
    page_timeout: float = PAGE_TIMEOUT  # seconds for one page, after its bytes are there
    force: bool = False  # do again what is done
    retry_failed: bool = False  # do again what failed
    shard_size: int | None = None  # rows of one file of a collected format


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input."""

    input: str
    status: Literal["done", "unchanged", "skipped", "failed"]
    code: str | None = None  # of a failure
    message: str | None = None  # of a failure: what happened and what to do; why something was skipped
    files: tuple[str, ...] = ()  # written now, as paths below DIR
    flags: tuple[str, ...] = ()
    #: Characters of the page text, and those that were removed, by category; removals by rule.
    characters: int = 0
    removed: Mapping[str, int] = field(default_factory=dict)
    rules: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """The sum of a run."""

    done: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)  # by code
    flags: Mapping[str, int] = field(default_factory=dict)
    characters: int = 0
    removed: Mapping[str, int] = field(default_factory=dict)  # characters, by category
    rules: Mapping[str, int] = field(default_factory=dict)  # removals, by rule
    files: int = 0  # written
    collected: tuple[str, ...] = ()  # paths below DIR of the files that hold several articles
    seconds: float = 0.0
    slowest: tuple[str, float] | None = None  # input and seconds
    signal: int | None = None  # SIGINT or SIGTERM, where one ended the run early

    def exit_status(self, fail_on: str = "any") -> int:
        """Exit status of the process by the interface's table; `fail_on` is `any`, `never` or a flag's name."""
        raise NotImplementedError


#: Called with each outcome as it is known, in the order of the inputs.
Report = Callable[[Outcome], None]


def clean_paths(
    paths: Iterable[str],
    options: Options,
    *,
    kind: Kind = "auto",
    url: str | None = None,
    max_bytes: int = MAX_BYTES,
    report: Report | None = None,
) -> Summary:
    """Clean saved pages and scraped texts: files, folders, globs, `-` (see `sources.expand`).

    Raises ValueError for a wrong call (an http(s) URL, an unknown format or category), RulesError, and OutputError:
    `locked`, `write-failed`, `disk-full`, or `usage` for a second article on a stream that can hold only one.
    The first SIGINT or SIGTERM finishes the pages in hand and returns; a second one raises KeyboardInterrupt.
    """
    raise NotImplementedError


def fetch_urls(
    urls: Iterable[str],
    fetch: Callable[[str], RawPage],
    options: Options,
    *,
    report: Report | None = None,
) -> Summary:
    """Fetch pages with `fetch` (`Fetcher.fetch`) from `options.jobs` hosts at once, and clean them. Raises as above.

    `fetch` is called from several threads, for one host never from two at once.
    """
    raise NotImplementedError


def clean_many(
    inputs: Iterable[str | PathLike[str] | bytes | RawPage],
    *,
    jobs: int = 1,
    keep: Iterable[str] = (),
    drop: Iterable[str] = (),
    rules: Iterable[str] = (),
) -> Iterator[Result]:
    """Results in the order of inputs: paths (files, folders, globs), bytes or RawPages. A failure is a value."""
    raise NotImplementedError
