"""How this process uses its memory."""

from __future__ import annotations

import sys

_MMAP_THRESHOLD = -3  # <malloc.h>
_LARGE = 128 * 1024  # bytes: where the C library itself begins


def return_large_blocks() -> None:
    """Have the C library give large blocks back to the system as soon as they are free (glibc; others do, or cannot).

    Left alone it takes the largest block that it ever freed for the measure of a large one. After one hostile page each
    thread that fetches would then keep some tens of megabytes for good.
    """
    if sys.platform == "linux":
        import ctypes

        set_option = getattr(ctypes.CDLL(None), "mallopt", None)
        if set_option is not None:
            set_option(_MMAP_THRESHOLD, _LARGE)
