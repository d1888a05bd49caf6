"""What is done with one page of a run: read, compare with the journal, clean, write. Runs in any process."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from newsclean import writers
from newsclean.errors import SAVE_IT, InputError, NewscleanError, OutputError
from newsclean.journal import Row
from newsclean.model import NOTICE_FLAGS, Article, Flag, RawPage
from newsclean.reading import MAX_BYTES
from newsclean.sources import STATE_FOLDER, Source, load
from newsclean.writers.files import write_whole

#: How duplicates are told: by all letters, or by most runs of words.
Sameness = Literal["exact", "near"]

#: What failed for want of room or rights is no fault of the input: the next run tries it again unasked.
_OF_THE_OUTPUT = ("write-failed", "disk-full")

#: Flags of what a site shows to programs, or before it shows a page: a person gets further.
_SHOWN_TO_PEOPLE = ("blocked", "consent")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input."""

    input: str
    status: Literal["done", "unchanged", "duplicate", "skipped", "failed"]
    code: str | None = None  # of a failure
    message: str | None = None  # of a failure: what happened and what to do; why something was skipped
    files: tuple[str, ...] = ()  # written now, as paths below DIR
    flags: tuple[str, ...] = ()
    #: Characters of the page text, and those that were removed, by category; removals by rule.
    characters: int = 0
    removed: Mapping[str, int] = field(default_factory=dict)
    rules: Mapping[str, int] = field(default_factory=dict)
    language: str | None = None  # of the article (BCP 47)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Job:
    """What holds for all pages of a run."""

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    links: bool = False  # in formats that can show them
    images: bool = False
    sameness: Sameness | None = None  # by which duplicates are looked for
    directory: Path | None = None  # None: nothing is written here, what is rendered goes back
    max_bytes: int = MAX_BYTES
    version: str = ""  # of newsclean
    options: str = ""  # digest of all else that decides what is written
    force: bool = False  # do again what is done
    retry_failed: bool = False  # do again what failed


@dataclass(frozen=True, slots=True)
class Task:
    """One page, and what the journal knows of it."""

    source: Source
    previous: Row | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task: for the user, for the journal, and for files that hold many articles."""

    outcome: Outcome
    row: Row | None = None
    rendered: Mapping[str, bytes] = field(default_factory=dict)  # by format


def process(job: Job, task: Task) -> Done:
    """Do one page. Whatever goes wrong with it is in what is given back."""
    started = time.monotonic()
    source = task.source
    row = blank_row(job, source)
    try:
        page = load(source, job.max_bytes)
        row = known_row(row, page)
        if done := unchanged(job, task, row.digest):
            return done
        article = _clean(job, page)
        if flag := no_article(article):
            raise InputError(flag.name, told(flag))
        if job.sameness is not None:
            row = replace(row, signature=_signature(article.text, job.sameness))
        done = _rendered(job, _marked(job, article, page), row)
        if job.directory is not None:
            done = written(job.directory, done)
    except NewscleanError as error:
        if isinstance(error, InputError) and row.digest is not None:
            remove_files(job, task)
        done = failed(row, error.code, error.message)
    except MemoryError:
        raise
    except Exception as error:  # a bug costs the page it shows in, and is reported as one
        done = failed(row, "internal", f"{type(error).__name__}: {error}; this is a bug of newsclean, please report it")
    return _timed(done, time.monotonic() - started)


def blank_row(job: Job, source: Source) -> Row:
    """The row of an input of which nothing is known yet."""
    return Row(source.name, None, None, "failed", stem=source.stem, version=job.version, options=job.options)


def known_row(row: Row, page: RawPage) -> Row:
    """The row with what its page's bytes tell."""
    bodies = [page.body, *(more.body for more in page.further)]
    digest = hashlib.sha256()
    for body in bodies:
        digest.update(body)
    return replace(row, digest=digest.hexdigest(), size=sum(map(len, bodies)), archived=page.archived)


def failed(row: Row, code: str, message: str) -> Done:
    """A failure, as it is told and journalled."""
    row = replace(row, status="failed", code=code, message=message)
    return Done(Outcome(row.input, "failed", code, message, seconds=row.seconds), row)


def lost(job: Job, task: Task, code: str, message: str) -> Done:
    """A page that cost its worker. Its digest is journalled, so that it is not tried again in each run."""
    row = blank_row(job, task.source)
    with suppress(InputError):  # then its digest is not known
        row = known_row(row, load(task.source, job.max_bytes))
    return failed(row, code, message)


def unchanged(job: Job, task: Task, digest: str | None) -> Done | None:
    """What the journal has of a page that need not be done again, or None. Without a digest, bytes are not compared."""
    row = task.previous
    if (
        row is None
        or row.status == "duplicate"  # its twin may be gone or have changed
        or job.force
        or row.version != job.version
        or row.options != job.options
        or digest not in (None, row.digest)
    ):
        return None
    if row.status == "failed":
        told = Outcome(
            row.input, "failed", row.code, f"{row.message} (as in an earlier run; --retry-failed tries again)"
        )
        return None if job.retry_failed or row.code in _OF_THE_OUTPUT else Done(told)
    if job.directory is None:  # the page is cleaned elsewhere; its files are looked at where they are
        return Done(Outcome(row.input, "unchanged", flags=row.flags), row)
    if any(_digest_of(job.directory / path) != known for path, known in row.files.items()):
        return None
    rendered = {
        name: slice_of(job.directory, row, writers.named(name).suffix) for name in job.formats if _collected(name)
    }
    if any(data is None for data in rendered.values()):
        return None
    whole = {name: data for name, data in rendered.items() if data is not None}
    return Done(Outcome(row.input, "unchanged", flags=row.flags), row, whole)


def _clean(job: Job, page: RawPage) -> Article:
    from newsclean.clean import clean

    return clean(page, keep=job.keep, drop=job.drop, rules=job.rules)


def _signature(text: str, sameness: Sameness) -> str:
    from newsclean.twins import signature

    return signature(text, sameness)


def _marked(job: Job, article: Article, page: RawPage) -> Article:
    """The article as its formats need it."""
    if not any(writers.named(name).marks for name in job.formats):
        return article
    from newsclean.marks import marked

    return marked(article, page, links=job.links, images=job.images)


def no_article(article: Article) -> Flag | None:
    """The flag that says why there is no article in a page, or None where there is one."""
    flag = next((flag for flag in article.flags if flag.name not in NOTICE_FLAGS), None)
    return flag or (None if article.text else Flag("no-article", "the page holds no text that is an article's"))


def told(flag: Flag) -> str:
    """Why there is no article in a page, and what a person can do."""
    seen = f"{flag.seen} ({flag.where})" if flag.where else flag.seen
    return f"{seen}; {SAVE_IT}" if flag.name in _SHOWN_TO_PEOPLE else seen


def _rendered(job: Job, article: Article, row: Row) -> Done:
    """An article in its formats, none of which is written yet."""
    rendered = {name: writers.named(name).render(article) for name in job.formats}
    flags = tuple(flag.name for flag in article.flags)
    outcome = Outcome(
        row.input, "done", flags=flags, characters=len(article.page_text),
        removed=_removed(article), rules=Counter(removal.rule for removal in article.removals),
        language=article.metadata.language,
    )  # fmt: skip
    return Done(outcome, replace(row, status="done", flags=flags), rendered)


def written(directory: Path, done: Done) -> Done:
    """Write what was rendered as files of their own. Raises OutputError."""
    assert done.row is not None  # noqa: S101 (an article has one)
    files: dict[str, str] = {}
    rendered = dict(done.rendered)
    alone = [name for name in rendered if not writers.named(name).collected]
    if alone:
        _refuse_outside(directory, done.row.stem)
    for name in alone:
        path, data = done.row.stem + writers.named(name).suffix, rendered.pop(name)
        write_whole(directory / path, data, beside=directory / STATE_FOLDER)
        files[path] = hashlib.sha256(data).hexdigest()
    return Done(replace(done.outcome, files=tuple(files)), replace(done.row, files=files), rendered)


def _removed(article: Article) -> Mapping[str, int]:
    characters: Counter[str] = Counter()
    for removal in article.removals:
        characters[removal.category] += removal.end - removal.start
    return characters


def _refuse_outside(directory: Path, stem: str) -> None:
    """Raise OutputError for a file that would not be below the folder: a link in it may lead out."""
    target = directory / stem
    if not Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(directory)):
        raise OutputError("write-failed", f"{target} is not in {directory}: a link leads out of it; remove the link")


def remove_files(job: Job, task: Task) -> None:
    """An input that no longer gives an article leaves no files of an earlier one."""
    if job.directory is not None and task.previous is not None:
        for path in task.previous.files:
            (job.directory / path).unlink(missing_ok=True)


def _digest_of(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _collected(name: str) -> bool:
    return writers.named(name).collected


def slice_of(directory: Path, row: Row, suffix: str) -> bytes | None:
    """The input's row in a file of many, or None where it is not there as it was written."""
    for path, (at, size, digest) in row.rows.items():
        if path.endswith(suffix):
            for file in (directory / path, rows_folder(directory) / path, set_aside(directory, path)):
                data = _bytes_at(file, at, size)
                if data is not None and hashlib.sha256(data).hexdigest() == digest:
                    return data
    return None


def rows_folder(directory: Path) -> Path:
    """Where the rows of files are kept that are more than their rows one after the other."""
    return directory / STATE_FOLDER / "rows"


def set_aside(directory: Path, path: str) -> Path:
    """Where a file of many is kept while a new one takes its name."""
    return directory / STATE_FOLDER / "before" / path


def _bytes_at(path: Path, at: int, size: int) -> bytes | None:
    try:
        with path.open("rb") as file:
            file.seek(at)
            return file.read(size)
    except OSError:
        return None


def _timed(done: Done, seconds: float) -> Done:
    row = replace(done.row, seconds=round(seconds, 4)) if done.row and done.outcome.status != "unchanged" else done.row
    return replace(done, outcome=replace(done.outcome, seconds=seconds), row=row)
