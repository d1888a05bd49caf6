"""How the tasks of a run are spread: here or over processes. Results come in the order of the tasks."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

#: Tasks that go to a worker at once: enough to keep it busy while the parent does something else.
_CHUNK = 16


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
