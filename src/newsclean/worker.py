"""Processes that do one page at a time, and are replaced when a page hangs them, kills them or fills the memory.

Hand-written, for what is kept well does not do it: concurrent.futures and loky give up the whole pool when one process
dies, and none of them ends a single task; multiprocessing imports the caller's main module again in each process, so
that a script without a guard would start itself over. Here a process is a plain interpreter that runs `serve`; chunks
of tasks go to it as pickles through its standard input, and a reply for each task comes back through its output.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import IO, Any, Generic, TypeVar

from newsclean.bounds import Lost, bound_memory, died, end_with_parent, late, out_of_memory

T = TypeVar("T")
R = TypeVar("R")

_START_SECONDS = 60.0
_WATCH_SECONDS = 0.25
_END_SECONDS = 5.0
_COLLECTED_AFTER = 5000  # objects made and not freed; the default, 700, is met in the middle of every other page


class Worker(Generic[T, R]):
    """One process, started when needed. Used by one thread at a time; `end_if_late` and `close` by any other."""

    def __init__(self, work: Callable[[T], R], seconds: float) -> None:
        self._work = work
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._late_at: float | None = None  # when the task in hand has taken too long
        self._was_late = False
        self._closed = False

    def run(self, tasks: list[T]) -> Iterator[R | Lost]:
        """A reply for each task, in order. A task that is lost is tried once more, alone in a fresh process."""
        waiting = deque(tasks)
        while waiting:
            self._send(list(waiting))
            while waiting:
                reply = self._reply()
                if isinstance(reply, Lost):
                    reply = self._once_more(waiting[0])
                    self.stop()
                    yield reply
                    waiting.popleft()
                    break
                yield reply
                waiting.popleft()

    def end_if_late(self, now: float) -> None:
        """Kill the process when the task in its hands has taken too long."""
        late_at, process = self._late_at, self._process
        if late_at is not None and process is not None and now > late_at:
            self._was_late = True
            process.kill()

    def stop(self) -> None:
        """End the process."""
        process, self._process, self._late_at = self._process, None, None
        if process is not None:
            process.kill()
            _close(process)

    def close(self) -> None:
        """End the process, now and for good: also called while another thread waits for a reply."""
        self._closed = True
        if process := self._process:
            process.kill()

    def _once_more(self, task: T) -> R | Lost:
        self.stop()
        self._send([task])
        return self._reply()

    def _send(self, tasks: list[T]) -> None:
        if self._closed:
            return
        process = self._process = self._process or self._started()
        if self._closed:  # meanwhile
            process.kill()
        self._late_at = time.monotonic() + self._seconds
        try:
            _write(_pipe(process.stdin), tasks)
        except OSError:  # it is dead, which reading will tell
            return

    def _started(self) -> subprocess.Popen[bytes]:
        """A process that is ready for tasks. Its own start does not count for the first task's time."""
        self._was_late = False
        self._late_at = time.monotonic() + _START_SECONDS
        code = f"import sys; sys.path[:] = {sys.path!r}; from newsclean.worker import serve; serve()"
        own_group: dict[str, Any] = {} if sys.platform == "win32" else {"process_group": 0}  # Ctrl-C is the parent's
        process = subprocess.Popen(  # noqa: S603 (our own interpreter and code)
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **own_group,
        )  # fmt: skip
        try:
            _write(_pipe(process.stdin), self._work)
            _read(_pipe(process.stdout))
        except (OSError, EOFError):
            pass  # what is sent next will not be answered, and that is told
        return process

    def _reply(self) -> R | Lost:
        process = self._process
        if process is None:
            return Lost("crashed", "the run was ended")
        self._late_at = time.monotonic() + self._seconds
        try:
            reply: R | Lost = _read(_pipe(process.stdout))
        except (OSError, EOFError, pickle.UnpicklingError):
            return self._death(process)
        self._late_at = None
        return reply

    def _death(self, process: subprocess.Popen[bytes]) -> Lost:
        process.kill()
        status = process.wait()
        if self._was_late:
            return late(self._seconds)
        return died(status)


class Pool(Generic[T, R]):
    """Workers that threads borrow. A context manager; at its end all processes are gone."""

    def __init__(self, work: Callable[[T], R], count: int, seconds: float) -> None:
        self._workers: list[Worker[T, R]] = [Worker(work, seconds) for _ in range(count)]
        self._idle = deque(self._workers)
        self._free = threading.Semaphore(count)
        self._ended = threading.Event()

    def __enter__(self) -> Pool[T, R]:
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        for worker in self._workers:
            worker.close()
        for _ in self._workers:  # threads that waited for a reply are told at once that there is none
            self._free.acquire(timeout=_END_SECONDS)
        for worker in self._workers:
            worker.stop()

    def run(self, tasks: list[T]) -> list[R | Lost]:
        """A reply for each task, in order, from the next worker that is free. Called from any thread."""
        with self._free:
            worker = self._idle.popleft()
            try:
                return list(worker.run(tasks))
            finally:
                self._idle.append(worker)

    def _watch(self) -> None:
        while not self._ended.wait(_WATCH_SECONDS):
            for worker in self._workers:
                worker.end_if_late(time.monotonic())


def serve() -> None:
    """What a worker's process runs: replies to tasks until its standard input ends."""
    tasks_in, replies_out = _take_over_streams()
    end_with_parent()
    bound_memory()
    import newsclean.clean  # noqa: F401 (what every page needs, before the clock of the first one runs)

    work = _read(tasks_in)
    _write(replies_out, None)  # ready
    frozen = False
    while True:
        try:
            tasks = _read(tasks_in)
        except EOFError:
            return
        for task in tasks:
            try:
                reply = work(task)
            except MemoryError:
                reply = out_of_memory()
            _write(replies_out, reply)
        if not frozen:
            # Modules and rules, which the first tasks have brought in, stay: the collector need not look at them again.
            # A page leaves no cycles behind, so it is also sent seldom.
            gc.freeze()
            gc.set_threshold(_COLLECTED_AFTER)
            frozen = True


def _take_over_streams() -> tuple[IO[bytes], IO[bytes]]:
    """The two pipes, out of reach of whatever else may print or read."""
    tasks_in, replies_out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return tasks_in, replies_out


def _write(pipe: IO[bytes], value: object) -> None:
    pickle.dump(value, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _read(pipe: IO[bytes]) -> Any:
    return pickle.load(pipe)  # noqa: S301 (written by the other end of our own pipe)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _close(process: subprocess.Popen[bytes]) -> None:
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:  # what was not sent yet has nowhere to go
                continue
