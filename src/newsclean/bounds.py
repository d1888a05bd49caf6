"""Bounds on a process that cleans pages, and what is told of a page that breaks them."""

from __future__ import annotations

import sys
from dataclasses import dataclass

#: Address space of a worker. A page of the largest size that is read, parsed, needs a fifth of it.
ADDRESS_SPACE = 2 << 30


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that took its worker with it, or would have."""

    code: str  # crashed | page-timeout | memory
    message: str


def late(seconds: float) -> Lost:
    """Of a page that was not done in time."""
    return Lost("page-timeout", f"not done after {seconds:g} seconds; --page-timeout allows more")


def died(status: int) -> Lost:
    """Of a page whose process ended with that status, negative for a signal."""
    how = f"signal {-status}" if status < 0 else f"status {status}"
    return Lost("crashed", f"this page ended the process that read it ({how}); please report it")


def out_of_memory() -> Lost:
    """Of a page that needed more than there is for one."""
    return Lost("memory", f"more than {ADDRESS_SPACE >> 20:,} MiB were needed for this page")


def end_with_parent() -> None:
    """Have the kernel kill this process when its parent dies, even in the middle of a parse (Linux only)."""
    if sys.platform == "linux":
        import ctypes
        import signal

        pr_set_pdeathsig = 1  # <linux/prctl.h>
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def bound_memory() -> None:
    """Bound the address space; neither Windows nor macOS can."""
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        bound = ADDRESS_SPACE if most == resource.RLIM_INFINITY else min(ADDRESS_SPACE, most)
        resource.setrlimit(resource.RLIMIT_AS, (bound, most))
