"""Many pages: read or fetch, clean, write, journal; what became of each, in the order of the inputs, and their sum."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from threading import Event
from typing import TYPE_CHECKING

from newsclean import sources, urltasks
from newsclean.batchoptions import Options, job_of, remote_address
from newsclean.bounds import Lost
from newsclean.engines import in_chunks, one_by_one
from newsclean.errors import ConfigError
from newsclean.forked import can_fork, in_copy
from newsclean.hosts import Pause, by_host, no_pause
from newsclean.job import Done, Job, Outcome, Task, blank_row, failed, lost, process
from newsclean.many import clean_many
from newsclean.model import Kind, RawPage, Result
from newsclean.outputs import Folder, Nowhere, Output, Stream
from newsclean.reading import MAX_BYTES
from newsclean.sources import Item, Skipped, Source
from newsclean.stopping import Stopping
from newsclean.summary import Summary, Tally

if TYPE_CHECKING:
    from types import ModuleType

    from newsclean.naming import GivenNames
    from newsclean.worker import Pool

__all__ = ["Options", "Outcome", "Report", "Summary", "clean_many", "clean_paths", "fetch_urls"]

#: Called with each outcome as it is known, in the order of the inputs.
Report = Callable[[Outcome], None]
#: Does tasks, and lets pass what is done already.
_Engine = Callable[[Iterator[Task | Done], Event], Generator[Done, None, None]]


def clean_paths(
    paths: Iterable[str],
    options: Options,
    *,
    kind: Kind = "auto",
    url: str | None = None,
    max_bytes: int = MAX_BYTES,
    field: str | None = None,
    url_field: str | None = None,
    report: Report | None = None,
) -> Summary:
    """Clean saved pages and scraped texts: files, folders, globs, `-` (see `sources.expand`).

    With `options.scheduler` a Dask cluster cleans them: its workers must find the files under the same paths.
    `field` and `url_field` name what holds the page and its address in JSON lines.
    Raises ValueError for a wrong call (an http(s) URL, an unknown format or category), RulesError, and OutputError:
    `locked`, `write-failed`, `disk-full`, or `usage` for a second article on a stream that can hold only one.
    The first SIGINT or SIGTERM finishes the pages in hand and returns; a second one raises KeyboardInterrupt.
    """
    job = replace(job_of(options, kind, url, field, url_field), max_bytes=max_bytes)

    def items(given: GivenNames) -> Iterator[Item]:
        return sources.expand(
            paths, directory=job.directory, given=given, kind=kind, url=url, max_bytes=max_bytes,
            field=field, url_field=url_field,
        )  # fmt: skip

    engine = partial(_clean_engine, job, options)
    if options.scheduler is not None:
        engine = partial(_cluster().on_cluster, options.scheduler, job, options.page_timeout)
    return _run(items, job, options, engine, report)


def fetch_urls(
    urls: Iterable[str],
    fetch: Callable[[str], RawPage],
    options: Options,
    *,
    pause: Pause = no_pause,
    wake: Callable[[], None] | None = None,
    asked: str | None = None,
    report: Report | None = None,
) -> Summary:
    """Fetch pages with `fetch` (`Fetcher.fetch`) from `options.jobs` hosts at once, and clean them. Raises as above.

    `fetch` is called from several threads, for one host never from two at once, and not while `pause`
    (`Fetcher.pause`) says that the host is to be left in peace. `wake` (`Fetcher.stop`) is called when a signal comes.
    With `options.scheduler` pages are fetched here and cleaned on a Dask cluster.
    `asked` is what else decides what `fetch` gives: where it differs from an earlier run's, all is done again.
    """
    job = job_of(options, asked)

    def items(given: GivenNames) -> Iterator[Item]:
        return sources.expand_urls(urls, given=given)

    return _run(items, job, options, partial(_fetch_engine, job, options, fetch, pause), report, wake)


def _run(
    items: Callable[[GivenNames], Iterator[Item]],
    job: Job,
    options: Options,
    engine: _Engine,
    report: Report | None,
    wake: Callable[[], None] | None = None,
) -> Summary:
    judged = _judge(job)
    with _output(job, options) as output:
        tasks = _tasks(items(output.given), job, output)
        # Nothing is in hand yet: Ctrl-C while standard input is waited for ends at once.
        first = list(islice(tasks, 1))
        summary = _finished(chain(first, tasks), engine, judged, output, options, report, wake)
        if "disk-full" not in summary.failed:  # there is no room for this either, and that has been told
            output.keep(summary)
    return summary


def _judge(job: Job) -> Callable[[Done], Done]:
    """Tells duplicates, if they are looked for."""
    if job.sameness is None:
        return lambda done: done
    from newsclean.twins import Twins

    return Twins(job.sameness, job.directory).judged


def _finished(
    tasks: Iterator[Task | Done],
    engine: _Engine,
    judged: Callable[[Done], Done],
    output: Output,
    options: Options,
    report: Report | None,
    wake: Callable[[], None] | None,
) -> Summary:
    """Do all tasks, or those in hand when a signal comes."""
    started = time.monotonic()
    tally = Tally()
    with Stopping(wake) as stopping, closing(engine(tasks, stopping.event)) as results:
        for done in map(judged, results):
            output.take(done)
            tally.add(done.outcome)
            if report is not None:
                report(done.outcome)
            if done.outcome.code == "disk-full":
                break
        collected = output.finish()
    return tally.summary(collected, time.monotonic() - started, stopping.signal, options.rules)


def _output(job: Job, options: Options) -> Output:
    if options.output is None:
        return Nowhere()
    if job.directory is not None and (address := remote_address(options.output)):
        from newsclean.mirror import RemoteFolder

        return RemoteFolder(address, job.directory, job.formats, options.shard_size)
    if job.directory is not None:
        return Folder(job.directory, job.formats, options.shard_size)
    if len(job.formats) != 1:
        raise ValueError(f"standard output takes one format, not {len(job.formats)}; write files with -o DIR")
    return Stream(options.output, job.formats[0])  # type: ignore[arg-type]


def _tasks(items: Iterator[Item], job: Job, output: Output) -> Iterator[Task | Done]:
    """A task for each source; what is none is done. What is named twice is one input."""
    seen: set[int] = set()
    for item in items:
        if isinstance(item, Skipped):
            yield Done(Outcome(item.name, "skipped", message=item.why))
        elif isinstance(item, Result):
            row = replace(blank_row(job, Source(item.input, "")), code=item.code)
            yield failed(row, item.code or "internal", item.message or "")
        elif (key := hash(item.key or item.name)) in seen:  # 64 bits tell apart what there is: 100 bytes an input
            yield Done(Outcome(item.name, "skipped", message="named twice"))
        else:
            seen.add(key)
            yield Task(item, output.previous(item.name))


def _cluster() -> ModuleType:
    """What cleans on a Dask cluster. Raises ConfigError where that is not installed."""
    try:
        from newsclean import cluster
    except ImportError as error:
        raise ConfigError("config", "--scheduler needs Dask: pip install 'newsclean[cluster]'") from error
    return cluster


def _clean_engine(job: Job, options: Options, tasks: Iterator[Task | Done], stop: Event) -> Generator[Done, None, None]:
    """A single page is cleaned by a copy of this process, which saves the start of a worker; several by workers."""
    first = _up_to_second(tasks)
    if sum(isinstance(task, Task) for task in first) < 2 and can_fork():
        yield from one_by_one(first, partial(_done, job, options.page_timeout), stop)
        return
    from newsclean.worker import Pool

    work = partial(process, job)
    with Pool[Task, Done](work, options.jobs, options.page_timeout) as pool:
        yield from in_chunks(chain(first, tasks), partial(_chunk, job, pool), options.jobs, stop)


def _fetch_engine(
    job: Job, options: Options, fetch: Callable[[str], RawPage], pause: Pause, tasks: Iterator[Task | Done], stop: Event
) -> Generator[Done, None, None]:
    """URLs in threads, a host in one at a time; their pages, if there are several, in workers, here or of a cluster."""
    first = _up_to_second(tasks)
    if options.scheduler is None and sum(isinstance(task, Task) for task in first) < 2:
        alone = partial(_done, job, options.page_timeout) if can_fork() else partial(process, job)
        yield from urltasks.begun(one_by_one(first, partial(urltasks.fetched, job, fetch, alone), stop))
        return
    with _cleaner(job, options) as clean:
        do = partial(urltasks.fetched, job, fetch, clean)
        yield from urltasks.begun(by_host(chain(first, tasks), urltasks.host, do, options.jobs, stop, pause))


@contextmanager
def _cleaner(job: Job, options: Options) -> Iterator[Callable[[Task], Done]]:
    """What cleans a fetched page, called from any thread."""
    if options.scheduler is not None:
        with _cluster().one_on_cluster(options.scheduler, job, options.page_timeout) as clean:
            yield clean
        return
    from newsclean.worker import Pool

    workers = min(options.jobs, os.cpu_count() or 1)
    with Pool[Task, Done](partial(process, job), workers, options.page_timeout) as pool:
        yield lambda task: _chunk(job, pool, [task])[0]


def _up_to_second(tasks: Iterator[Task | Done]) -> list[Task | Done]:
    """The first tasks, up to the second one that is to be done."""
    taken: list[Task | Done] = []
    count = 0
    for task in tasks:
        taken.append(task)
        count += isinstance(task, Task)
        if count == 2:
            break
    return taken


def _done(job: Job, seconds: float, task: Task | Done) -> Done:
    if isinstance(task, Done):
        return task
    reply = in_copy(partial(process, job, task), seconds)
    return lost(job, task, reply.code, reply.message) if isinstance(reply, Lost) else reply


def _chunk(job: Job, pool: Pool[Task, Done], chunk: list[Task | Done]) -> list[Done]:
    tasks = [task for task in chunk if isinstance(task, Task)]
    replies = zip(tasks, pool.run(tasks), strict=True)
    done = (lost(job, task, reply.code, reply.message) if isinstance(reply, Lost) else reply for task, reply in replies)
    return [task if isinstance(task, Done) else next(done) for task in chunk]
