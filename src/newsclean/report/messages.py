"""Standard error during a run: a line for each failure, progress and a summary on a terminal; and the log file."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from newsclean.model import NewscleanError, OutputError
from newsclean.report.escape import shown

if TYPE_CHECKING:
    from newsclean.batch import Outcome, Summary
    from newsclean.report.progress import Progress


class Messages(logging.Handler):
    """Tells what happens; a context manager around a run, and the handler of the library's own log records.

    `quiet` leaves failures only, `verbose` adds a line for each input. `log_file` gets every line, with its time,
    whatever is asked of standard error. Raises OutputError for a log file that cannot be written.
    """

    def __init__(
        self, *, quiet: bool = False, verbose: bool = False, color: bool = True, log_file: Path | None = None
    ) -> None:
        super().__init__(logging.INFO)
        self._quiet, self._verbose = quiet, verbose
        self._terminal = sys.stderr is not None and sys.stderr.isatty() and not quiet
        self._color = color
        self._log = _opened(log_file) if log_file else None
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        logger = logging.getLogger("newsclean")
        logger.addHandler(self)
        logger.setLevel(logging.INFO)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        logging.getLogger("newsclean").removeHandler(self)
        self._end_progress()
        if self._log:
            if isinstance(error, Exception) and not isinstance(error, NewscleanError | BrokenPipeError):
                # A bug. Standard error gets a line; here is what a developer needs.
                self._log.write("".join(traceback.format_exception(error)))
            self._log.close()

    def start_progress(self) -> None:
        """Show progress, where there is a terminal that can."""
        if self._terminal and self._color:
            from newsclean.report.progress import Progress

            self._progress = Progress()

    def outcome(self, outcome: Outcome) -> None:
        """Tell what became of one input."""
        if outcome.status == "failed":
            self.failure(outcome.input, outcome.code or "internal", outcome.message or "")
        else:
            self._note(f"{outcome.input}: {_told(outcome)}")
        if self._progress:
            self._progress.advance(outcome)

    def failure(self, name: str, code: str, message: str) -> None:
        """Tell that an input failed, on one line."""
        self._print(f"{name}: {code}: {message}")

    def summary(self, summary: Summary, directory: Path | None) -> None:
        """Tell the sum of a run: where files were written; on a terminal, a table besides."""
        self._end_progress()
        if self._terminal:
            from newsclean.report.summary import print_summary

            print_summary(summary, self._color)
        if directory is not None and (line := _written(summary, directory)):
            if self._quiet:
                self._record(line)
            else:
                self._print(line)

    def emit(self, record: logging.LogRecord) -> None:
        """Tell what the library logs: a warning unless quiet, the rest if verbose."""
        if record.levelno >= logging.WARNING and not self._quiet:
            self._print(record.getMessage())
        else:
            self._note(record.getMessage())

    def _note(self, line: str) -> None:
        if self._verbose:
            self._print(line)
        else:
            self._record(line)

    def _print(self, line: str) -> None:
        self._record(line)
        line = f"newsclean: {shown(line)}"
        if self._progress:
            self._progress.print(line)
        elif sys.stderr is not None:
            # At once, line break and all: threads that fetch may have something to say, too.
            sys.stderr.write(line + "\n")
            sys.stderr.flush()

    def _record(self, line: str) -> None:
        """Into the log file, if there is one."""
        if self._log:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            self._log.write(f"{now} {shown(line)}\n")

    def _end_progress(self) -> None:
        if self._progress:
            self._progress.stop()
            self._progress = None


def _opened(path: Path) -> TextIO:
    try:
        return path.open("a", encoding="utf-8", buffering=1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError("write-failed", f"cannot write the log file {path}: {reason}; name another") from error


def _told(outcome: Outcome) -> str:
    if outcome.status == "skipped":
        return f"skipped: {outcome.message}"
    if outcome.status == "duplicate":
        return f"duplicate: {outcome.message}"
    if outcome.status == "unchanged":
        return "unchanged since it was done"
    removed = sum(outcome.removed.values())
    flags = f"; {', '.join(outcome.flags)}" if outcome.flags else ""
    return f"done in {outcome.seconds:.2f} s; removed {removed} of {outcome.characters} characters{flags}"


def _written(summary: Summary, directory: Path) -> str:
    """Where files were written, or why none were; empty where all inputs failed."""
    files = summary.files + len(summary.collected)
    parts = [f"{files:,} file{'s' if files > 1 else ''} written in {directory}"] if files else []
    if summary.unchanged:
        parts.append(f"{summary.unchanged:,} unchanged in {directory} (--force does them again)")
    return "; ".join(parts)


def counted(counts: Mapping[str, int]) -> str:
    """`consent 3, not-text 1`: the largest first."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {number:,}" for name, number in ranked)
