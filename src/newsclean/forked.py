"""One task in a copy of this process, which it cannot hang, crash or fill: for a single page, where a worker's start
would take longer than the page. Linux only."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from typing import NoReturn, TypeVar

from newsclean.bounds import Lost, bound_memory, died, end_with_parent, late, out_of_memory

R = TypeVar("R")


def can_fork() -> bool:
    """Whether this process can be copied safely: a copy has no other threads, but the locks that they held."""
    return sys.platform == "linux" and threading.active_count() == 1


def in_copy(do: Callable[[], R], seconds: float) -> R | Lost:
    """The reply of `do`, or why there is none. What it changes in this process's memory is lost."""
    incoming, outgoing = os.pipe()
    child = os.fork()
    if child == 0:
        _serve(do, outgoing, seconds)
    os.close(outgoing)
    try:
        with open(incoming, "rb") as pipe:
            data = pipe.read()
    except BaseException:  # a second Ctrl-C
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status == -signal.SIGALRM:
        return late(seconds)
    if status != 0:
        return died(status)
    reply: R | Lost = pickle.loads(data)  # noqa: S301 (written by our own copy)
    return reply


def _serve(do: Callable[[], R], outgoing: int, seconds: float) -> NoReturn:
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent's to heed
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)  # the kernel ends this process then, in the middle of a parse too
        end_with_parent()
        bound_memory()
        try:
            reply: R | Lost = do()
        except MemoryError:
            reply = out_of_memory()
        with open(outgoing, "wb") as pipe:
            pickle.dump(reply, pipe, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)  # nothing of the parent's is flushed or cleaned up twice
