"""The process's own streams, as bytes. Each may be closed, or a terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

from newsclean.errors import InputError, OutputError


def standard_input() -> BinaryIO:
    """Raises InputError when it is closed."""
    if sys.stdin is None:
        raise InputError("unreadable", "standard input is closed; give it something to read, or name files")
    return sys.stdin.buffer


def standard_output() -> BinaryIO:
    """Raises OutputError when it is closed."""
    if sys.stdout is None:
        raise OutputError("write-failed", "standard output is closed; open it, or write to a folder with -o DIR")
    return sys.stdout.buffer


def write_output(data: bytes) -> None:
    """Write to standard output, at once. Raises OutputError, and BrokenPipeError where nobody reads any more."""
    stream = standard_output()
    try:
        stream.write(data)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        from newsclean.writers.files import output_error

        raise output_error(error, Path("standard output")) from error


def flush_output() -> None:
    """Send what is still held back to standard output, if it is open. Raises as `write_output` does."""
    if sys.stdout is not None:
        write_output(b"")


def on_terminal() -> bool:
    """Whether standard output is shown to a person."""
    return sys.stdout is not None and sys.stdout.isatty()


def abandon() -> None:
    """Give up on standard output and error: nothing more of them is tried, at the interpreter's end neither."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
