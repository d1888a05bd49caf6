"""How the tasks of a run are spread: here, over processes, or over hosts. Results come in the order of the tasks."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

#: Tasks that go to a worker at once: enough to keep it busy while the parent does something else.
_CHUNK = 16
#: URLs that are looked at ahead to find other hosts than those that are busy.
_URLS_AHEAD = 2000


def one_by_one(tasks: Iterable[T], do: Callable[[T], R], stop: threading.Event) -> Iterator[R]:
    """In this thread."""
    for task in tasks:
        if stop.is_set():
            return
        yield do(task)


def in_chunks(
    tasks: Iterable[T], do: Callable[[list[T]], Iterable[R]], threads: int, stop: threading.Event
) -> Iterator[R]:
    """In several threads, of which each does a chunk of tasks at a time. After `stop`, what is begun is finished."""
    from concurrent.futures import ThreadPoolExecutor

    executor = ThreadPoolExecutor(threads)
    begun: deque[Future[Iterable[R]]] = deque()
    try:
        for chunk in _chunks(tasks, threads):
            if stop.is_set():
                break
            begun.append(executor.submit(do, chunk))
            while len(begun) > 3 * threads or (begun and begun[0].done()):
                yield from begun.popleft().result()
        while begun:
            # Cancelling leaves those alone that run. What follows a cancelled one was submitted later.
            if stop.is_set() and begun[0].cancel():
                break
            yield from begun.popleft().result()
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _chunks(tasks: Iterable[T], threads: int) -> Iterator[list[T]]:
    """Small chunks first, so that few tasks are spread over all threads too."""
    chunk: list[T] = []
    given = 0
    for task in tasks:
        chunk.append(task)
        if len(chunk) >= min(_CHUNK, 1 + given // (4 * threads)):
            given += len(chunk)
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def by_host(
    tasks: Iterable[T], host: Callable[[T], str], do: Callable[[T], R], hosts: int, stop: threading.Event
) -> Iterator[R]:
    """In several threads, of which no two have a task of the same host. After `stop`, what is begun is finished."""
    from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

    schedule = _Schedule(iter(tasks), host)
    executor = ThreadPoolExecutor(hosts)
    running: dict[Future[R], tuple[int, str]] = {}
    results: dict[int, R] = {}
    after = 0  # the place of the next result to give
    try:
        while True:
            while len(running) < hosts and not stop.is_set() and (found := schedule.next(after)):
                place, task = found
                running[executor.submit(do, task)] = place, host(task)
            if not running:
                break
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                place, name = running.pop(future)
                schedule.free(name)
                results[place] = future.result()
            while after in results:
                yield results.pop(after)
                after += 1
        for place in sorted(results):  # behind tasks that `stop` kept from being begun
            yield results[place]
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


class _Schedule(Generic[T]):
    """Which task is next: the first one whose host is not busy."""

    def __init__(self, tasks: Iterator[T], host: Callable[[T], str]) -> None:
        self._tasks = enumerate(tasks)
        self._host = host
        self._waiting: dict[str, deque[tuple[int, T]]] = {}
        self._busy: set[str] = set()

    def next(self, after: int) -> tuple[int, T] | None:
        """The next task and its place, whose host is busy from now on; None as long as all hosts are busy.

        It looks no further ahead of place `after` than results can be kept.
        """
        for name in self._waiting:
            if name not in self._busy:
                return self._taken(name)
        for place, task in self._tasks:
            name = self._host(task)
            self._waiting.setdefault(name, deque()).append((place, task))
            if name not in self._busy:
                return self._taken(name)
            if place - after >= _URLS_AHEAD:
                break
        return None

    def free(self, name: str) -> None:
        """The task of this host is done."""
        self._busy.discard(name)

    def _taken(self, name: str) -> tuple[int, T]:
        self._busy.add(name)
        found = self._waiting[name].popleft()
        if not self._waiting[name]:
            del self._waiting[name]
        return found
