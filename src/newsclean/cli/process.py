"""A run of the process: from arguments to an exit status. Whatever happens, a person gets a line and no traceback."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any

import typer
import typer.main

from newsclean.cli.app import app, setting_name
from newsclean.cli.streams import abandon, flush_output
from newsclean.errors import NewscleanError, exit_status
from newsclean.report.escape import shown

_INTERRUPTED, _PIPE_CLOSED = 130, 141
_COMPLETION = "_NEWSCLEAN_COMPLETE"  # set by the shell when it asks what could stand here


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (by default the process's own) and give its exit status, by the interface's table."""
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        flush_output()
    except BrokenPipeError:
        abandon()
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        return _INTERRUPTED
    except typer.TyperException as error:
        return _failed("usage", _usage(error))
    except NewscleanError as error:
        return _failed(error.code, error.message)
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:  # help and version, written to a full disk
            return _failed("disk-full", "no room on the disk for standard output; free some, then run again")
        return _failed("internal", _bug(error))
    return status


def _run(arguments: Sequence[str]) -> int:
    command = typer.main.get_command(app)
    if _COMPLETION in os.environ:
        command(prog_name=app.info.name)
    # Click's own `main` makes a closed pipe status 1, so its two steps are taken here.
    try:
        with command.make_context(app.info.name, list(arguments)) as ctx:
            return int(command.invoke(ctx) or 0)
    except typer.Exit as end:
        return end.exit_code


def _failed(code: str, message: str) -> int:
    try:
        if sys.stderr is not None:
            print(f"newsclean: {shown(f'{code}: {message}')}", file=sys.stderr, flush=True)
    except OSError:
        abandon()
    if code in ("write-failed", "disk-full"):
        abandon()
    return exit_status(code)


def _usage(error: Any) -> str:
    """What is wrong, where it was said if not on the command line, and where to read on."""
    ctx = getattr(error, "ctx", None)
    option = getattr(error, "param", None)
    origin = ""
    if ctx and option and ctx.default_map and option.name in ctx.default_map:
        source = ctx.get_parameter_source(option.name)
        if source is not None and source.name == "DEFAULT_MAP":
            origin = f" (set in {ctx.find_root().obj[setting_name(option)]})"
    command = ctx.command_path if ctx else app.info.name
    return f"{error.format_message().rstrip('.')}{origin}; see {command} --help"


def _bug(error: Exception) -> str:
    at = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(at.filename)}:{at.lineno}"
    return (
        f"{type(error).__name__} at {place}: {error}; this is a bug of newsclean: please report it with this line, the "
        "command and the input (--log-file FILE keeps the details)"
    )
