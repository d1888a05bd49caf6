"""A batch on a Dask cluster (https://distributed.dask.org; extra `cluster`): pages are cleaned there, and kept here.

A task is a chunk of pages. In each worker of the cluster a plugin holds the same pool of processes that a batch has on
one machine, so that a page that hangs or crashes costs itself and not the cluster's worker. What comes back is written
and journalled here, in the order of inputs. A chunk whose worker dies is done again by another: until its result is
here, nothing of it was written.
"""

from __future__ import annotations

import os
import uuid
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from distributed import Client, KilledWorker, WorkerPlugin, get_worker

from newsclean import __version__
from newsclean.bounds import Lost
from newsclean.errors import ConfigError, NewscleanError, OutputError
from newsclean.filesystems import is_remote
from newsclean.job import Done, Job, Task, failed, lost, process, remove_files, unchanged, written
from newsclean.worker import Pool

if TYPE_CHECKING:
    from concurrent.futures import Future

PAGES_OF_A_TASK = 100
_CONNECT_SECONDS = 10.0

Replies = list[Done | Lost]


class _Cleaner(WorkerPlugin):
    """A pool of processes in a worker of the cluster, one for each of its threads."""

    def __init__(self, name: str, job: Job, seconds: float) -> None:
        self.name = name
        self._job = job
        self._seconds = seconds

    def setup(self, worker: Any) -> None:
        """Called in the worker when it joins."""
        self.pool = Pool[Task, Done](partial(process, self._job), worker.state.nthreads, self._seconds)
        self.pool.__enter__()

    def teardown(self, worker: Any) -> None:  # noqa: ARG002 (Dask's signature)
        """Called in the worker when the run is over."""
        self.pool.__exit__(None, None, None)


def on_cluster(
    address: str, job: Job, seconds: float, tasks: Iterator[Task | Done], stop: Event
) -> Generator[Done, None, None]:
    """Clean pages on the cluster whose scheduler has that address, each for so many seconds at most.

    After `stop`, what is begun is finished. Raises NewscleanError `connect` where no scheduler answers, ConfigError
    where its workers have another version of newsclean.
    """
    with _cleaners(address, job, seconds) as (client, clean):
        begun: deque[tuple[list[Task | Done], Future[Replies]]] = deque()
        while not stop.is_set() and (chunk := list(islice(tasks, PAGES_OF_A_TASK))):
            begun.append((chunk, clean([_anywhere(task) for task in chunk if isinstance(task, Task)])))
            threads = sum(client.nthreads().values())
            while len(begun) > 2 * threads or (begun and begun[0][1].done()):
                yield from _brought_home(job, *begun.popleft())
        while begun:
            yield from _brought_home(job, *begun.popleft())


@contextmanager
def one_on_cluster(address: str, job: Job, seconds: float) -> Iterator[Callable[[Task], Done]]:
    """What cleans a page whose bytes are here on that cluster. It is called from any thread, and raises nothing.

    Raises as above.
    """
    with _cleaners(address, job, seconds) as (_, clean):
        yield lambda task: next(_brought_home(job, [task], clean([task])))


@contextmanager
def _cleaners(address: str, job: Job, seconds: float) -> Iterator[tuple[Any, Callable[[list[Task]], Future[Replies]]]]:
    """The cluster, whose workers have processes that clean; and what sends pages to them."""
    with _client(address) as client:
        rules = tuple(map(os.path.abspath, job.rules))
        cleaner = _Cleaner(f"newsclean-{uuid.uuid4()}", replace(job, rules=rules, directory=None), seconds)
        client.register_plugin(cleaner)
        executor = client.get_executor(pure=False)
        try:
            yield client, partial(executor.submit, _cleaned, cleaner.name)
        finally:
            executor.shutdown(wait=False)
            client.unregister_worker_plugin(cleaner.name)


def _anywhere(task: Task) -> Task:
    """The task as a process with another working folder understands it."""
    path = task.source.path
    if path is None or is_remote(path):
        return task
    return replace(task, source=replace(task.source, path=os.path.abspath(path)))


def _client(address: str) -> Any:
    try:
        # Checked here, for what Dask has started when it finds that out never ends.
        if urlsplit(address if "://" in address else f"tcp://{address}").port is None:
            raise ValueError("it has no port")
        client: Any = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        message = f"no Dask scheduler answers at {address} ({error}); give its address, such as tcp://10.0.0.1:8786"
        raise NewscleanError("connect", message) from error
    try:
        versions = set(client.run(_version).values())
    except ModuleNotFoundError:
        versions = {"no"}
    if versions - {__version__}:
        client.close()
        found = ", ".join(sorted(versions))
        raise ConfigError("config", f"the cluster has newsclean {found}, here is {__version__}; install the same there")
    return client


def _version() -> str:
    return __version__


def _cleaned(cleaner: str, tasks: list[Task]) -> Replies:
    """Runs in the cluster: a reply for each task, in order."""
    plugin: Any = get_worker().plugins[cleaner]
    replies: Replies = plugin.pool.run(tasks)
    return replies


def _brought_home(job: Job, chunk: list[Task | Done], future: Future[Replies]) -> Iterator[Done]:
    pages = sum(isinstance(task, Task) for task in chunk)
    try:
        replies = iter(future.result())
    except KilledWorker as error:
        message = f"the cluster's workers that had it died ({error.last_worker}); --retry-failed tries it again"
        replies = iter([Lost("crashed", message)] * pages)
    for task in chunk:
        yield task if isinstance(task, Done) else _kept(job, task, next(replies))


def _kept(job: Job, task: Task, reply: Done | Lost) -> Done:
    """What came back of a page, with its files written here."""
    if isinstance(reply, Lost):
        return lost(job, task, reply.code, reply.message)
    row, status = reply.row, reply.outcome.status
    if row is None or job.directory is None:
        return reply
    try:
        if status == "done":
            return written(job.directory, reply)
        if status == "unchanged":  # its bytes are; its files may be gone
            return unchanged(job, task, row.digest) or process(job, replace(task, previous=None))
    except OutputError as error:
        return failed(row, error.code, error.message)
    if row.digest is not None and row.code != "internal":
        remove_files(job, task)
    return reply
