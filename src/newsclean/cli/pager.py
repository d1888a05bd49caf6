"""What is longer than the screen goes through the user's pager."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsclean.cli.streams import on_terminal, write_output

if TYPE_CHECKING:
    import subprocess


def show(text: str) -> None:
    """Write to standard output; on a terminal that is too low for it, through `$PAGER` (`less` where that is unset).

    An empty `PAGER`, one that cannot be found, and a terminal without a cursor (`TERM=dumb`) mean no pager.
    Raises OutputError, BrokenPipeError.
    """
    data = text.encode("utf-8", "replace")
    command = _pager() if on_terminal() and _too_long(text) else ()
    if not command:
        write_output(data)
        return
    import subprocess

    with subprocess.Popen(command, stdin=subprocess.PIPE, env=os.environ | {"LESS": _less()}) as pager:  # noqa: S603
        _feed(pager, data)


def _feed(pager: subprocess.Popen[bytes], data: bytes) -> None:
    """Ctrl-C is the pager's while it runs: `less` takes it for an end of a search, and goes on."""
    try:
        pager.communicate(data)
    except KeyboardInterrupt:
        pager.wait()


def _pager() -> Sequence[str]:
    """The command, or nothing where there is none."""
    import shlex

    if os.environ.get("TERM") in (None, "dumb", "unknown"):
        return ()
    try:
        command = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # an unclosed quotation mark
        return ()
    return command if command and shutil.which(command[0]) else ()


def _less() -> str:
    """Options for `less`, where the user has none: colours pass, and other controls do not."""
    return os.environ.get("LESS", "-R")


def _too_long(text: str) -> bool:
    columns, lines = shutil.get_terminal_size()
    return sum(max(1, -(-len(line) // columns)) for line in text.split("\n")) > lines
