"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from newsclean.errors import OutputError

_FULL = (errno.ENOSPC, errno.EDQUOT)
#: What the name of a file ends in while it is being written.
TEMPORARY = ".tmp"


def write_whole(path: Path, data: bytes, beside: Path | None = None) -> None:
    """Write to another name, then rename: at no moment is there half a file. Folders on the way are made.

    The other name is in the folder `beside`, which is on the same file system, or else in the file's own. Nothing is
    synced to disk: after a power cut the journal's digest tells that the file is not what it should be.
    Raises OutputError: `write-failed`, `disk-full`.
    """
    try:
        if beside is None:
            path.parent.mkdir(parents=True, exist_ok=True)
        written = (beside or path.parent) / f".{os.urandom(8).hex()}{TEMPORARY}"
        try:
            with written.open("xb") as file:
                file.write(data)
            _rename(written, path)
        except BaseException:
            written.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise output_error(error, path) from error


def _rename(written: Path, path: Path) -> None:
    try:
        written.replace(path)
    except FileNotFoundError:  # the first file of its folder
        path.parent.mkdir(parents=True, exist_ok=True)
        written.replace(path)


def output_error(error: OSError, path: Path) -> OutputError:
    """What went wrong while writing, for people."""
    if error.errno in _FULL:
        return OutputError("disk-full", f"no room on the disk for {path}; free some, then run again to go on")
    reason = error.strerror or str(error)
    return OutputError("write-failed", f"cannot write {path}: {reason}; check the folder and its permissions")
