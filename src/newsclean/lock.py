"""A lock on an output folder that ends with the process that holds it, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from newsclean.errors import OutputError


def lock(path: Path, directory: Path | str) -> IO[bytes]:
    """Lock a file and hold it until the returned file is closed. `directory` is what the message names.

    Raises OutputError `locked` when another process has it, and OSError where the file cannot be made.
    """
    file = path.open("a+b")
    try:
        _take(file)
    except (BlockingIOError, PermissionError) as error:
        file.seek(0)
        holder = file.read(20).decode("ascii", "replace").strip()
        file.close()
        by = f" (process {holder})" if holder else ""
        raise OutputError(
            "locked", f"{directory} is in use by another run{by}; wait for its end, or give another folder with -o"
        ) from error
    file.truncate(0)
    file.write(f"{os.getpid()}\n".encode())
    file.flush()
    return file


if sys.platform == "win32":

    def _take(file: IO[bytes]) -> None:
        import msvcrt

        # A byte far behind the content, so that others can read which process has it.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:

    def _take(file: IO[bytes]) -> None:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
