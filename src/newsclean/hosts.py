"""How the URLs of a run are spread over hosts: no two at once to one host, and nobody waits where others could work."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

#: Seconds until a host may be asked again, 0 when it may.
Pause = Callable[[str], float]

#: URLs that are looked at ahead to find other hosts than those that are busy, and results that wait for earlier ones.
_URLS_AHEAD = 2000


def no_pause(host: str) -> float:  # noqa: ARG001 (the shape of a Pause)
    """For hosts that may be asked at any time."""
    return 0.0


def by_host(
    tasks: Iterable[T],
    host: Callable[[T], str],
    do: Callable[[T], R],
    hosts: int,
    stop: threading.Event,
    pause: Pause = no_pause,
) -> Iterator[R]:
    """Do tasks in so many threads, no two of one host at once; results come in the order of the tasks.

    A thread is taken only by a host that may be asked now. After `stop`, what is begun is finished.
    """
    from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

    schedule = _Schedule(iter(tasks), host, pause)
    executor = ThreadPoolExecutor(hosts)
    running: dict[Future[R], tuple[int, str]] = {}
    results: dict[int, R] = {}
    after = 0  # the place of the next result to give
    try:
        while True:
            while len(running) < hosts and not stop.is_set() and (found := schedule.next(after)):
                place, task = found
                running[executor.submit(do, task)] = place, host(task)
            seconds = None if len(running) == hosts or stop.is_set() else schedule.shortest_pause()
            if running:
                for future in wait(running, seconds, FIRST_COMPLETED).done:
                    place, name = running.pop(future)
                    schedule.free(name)
                    results[place] = future.result()
            elif seconds is None:
                break
            else:
                stop.wait(seconds)
            while after in results:
                yield results.pop(after)
                after += 1
        for place in sorted(results):  # behind tasks that `stop` kept from being begun
            yield results[place]
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


class _Schedule(Generic[T]):
    """Which task is next: the first one whose host is neither busy nor to be left in peace for now."""

    def __init__(self, tasks: Iterator[T], host: Callable[[T], str], pause: Pause) -> None:
        self._tasks = enumerate(tasks)
        self._host = host
        self._pause = pause
        self._waiting: dict[str, deque[tuple[int, T]]] = {}
        self._busy: set[str] = set()

    def next(self, after: int) -> tuple[int, T] | None:
        """The next task and its place, whose host is busy from now on; None as long as no host may be asked.

        It looks no further ahead of place `after` than results can be kept.
        """
        for name in self._waiting:
            if self._is_free(name):
                return self._taken(name)
        for place, task in self._tasks:
            name = self._host(task)
            self._waiting.setdefault(name, deque()).append((place, task))
            if self._is_free(name):
                return self._taken(name)
            if place - after >= _URLS_AHEAD:
                break
        return None

    def shortest_pause(self) -> float | None:
        """Seconds until a host with waiting tasks may be asked; None when nothing waits but for hosts that are busy."""
        return min((self._pause(name) for name in self._waiting if name not in self._busy), default=None)

    def free(self, name: str) -> None:
        """The task of this host is done."""
        self._busy.discard(name)

    def _is_free(self, name: str) -> bool:
        return name not in self._busy and self._pause(name) <= 0

    def _taken(self, name: str) -> tuple[int, T]:
        self._busy.add(name)
        found = self._waiting[name].popleft()
        if not self._waiting[name]:
            del self._waiting[name]
        return found
