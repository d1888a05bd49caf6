"""Standard error during a run: a line for each failure, progress and a summary on a terminal; and the log file."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict
from dataclasses import fields as dataclass_fields
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO

from newsclean.errors import NewscleanError, OutputError
from newsclean.report.escape import shown, shown_json
from newsclean.report.pace import Pace

if TYPE_CHECKING:
    from newsclean.batch import Outcome, Summary
    from newsclean.report.progress import Progress


_PACE_SECONDS = 30.0  # between two lines that tell the pace, where there is no terminal


class Messages(logging.Handler):
    """Tells what happens; a context manager around a run, and the handler of the library's own log records.

    `quiet` leaves failures only, `verbose` adds a line for each input. `log_file` gets every line, with its time,
    whatever is asked of standard error. `as_json` makes each line, there too, an object, the last one the sum of the
    run. Raises OutputError for a log file that cannot be written.
    """

    def __init__(
        self,
        *,
        quiet: bool = False,
        verbose: bool = False,
        color: bool = True,
        as_json: bool = False,
        log_file: Path | None = None,
    ) -> None:
        super().__init__(logging.INFO)
        self._quiet, self._verbose = quiet, verbose
        self._terminal = sys.stderr is not None and sys.stderr.isatty() and not (quiet or as_json)
        self._color = color
        self._json = as_json
        self._pace = Pace()
        self._told = 0.0  # seconds into the run, when the pace was told last
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

    def start_progress(self, total: Callable[[], int | None]) -> None:
        """Show progress, where there is a terminal that can; `total` tells how many inputs there are, or None."""
        if self._terminal and self._color:
            from newsclean.report.progress import Progress

            self._progress = Progress(total)

    def outcome(self, outcome: Outcome) -> None:
        """Tell what became of one input."""
        self._pace.add(outcome)
        if outcome.status == "failed":
            self._print(f"{outcome.input}: {outcome.code}: {outcome.message}", _fields(outcome))
        else:
            self._note(f"{outcome.input}: {_told(outcome)}", _fields(outcome))
        if self._progress:
            self._progress.advance(self._pace, outcome.input)
        elif self._verbose and not self._terminal and self._pace.seconds - self._told >= _PACE_SECONDS:
            self._told = self._pace.seconds
            self._print(str(self._pace), {"event": "progress", "inputs": self._pace.count, "failed": self._pace.failed})

    def failure(self, name: str, code: str, message: str) -> None:
        """Tell that an input failed, on one line."""
        fields = {"event": "input", "input": name, "status": "failed", "code": code, "message": message}
        self._print(f"{name}: {code}: {message}", fields)

    def end(self, error: NewscleanError) -> None:
        """Tell what ended the run."""
        self._print(f"{error.code}: {error.message}", {"event": "end", "code": error.code, "message": error.message})

    def summary(self, summary: Summary, directory: Path | str | None) -> None:
        """Tell the sum of a run: where files were written; on a terminal, a table besides."""
        self._end_progress()
        if self._terminal:
            from newsclean.report.summary import print_summary

            print_summary(summary, self._color)
        line = _written(summary, directory) if directory is not None else ""
        if line or self._json:
            tell = self._record if self._quiet else self._print
            tell(line, {"event": "summary", **asdict(summary)})

    def emit(self, record: logging.LogRecord) -> None:
        """Tell what the library logs: a warning unless quiet, the rest if verbose."""
        line = record.getMessage()
        tell = self._print if record.levelno >= logging.WARNING and not self._quiet else self._note
        tell(line, {"event": "message", "message": line})

    def _note(self, line: str, fields: Mapping[str, Any]) -> None:
        (self._print if self._verbose else self._record)(line, fields)

    def _print(self, line: str, fields: Mapping[str, Any]) -> None:
        self._record(line, fields)
        line = _object(fields) if self._json else f"newsclean: {shown(line)}"
        if self._progress:
            self._progress.print(line)
        elif sys.stderr is not None:
            # At once, line break and all: threads that fetch may have something to say, too.
            sys.stderr.write(line + "\n")
            sys.stderr.flush()

    def _record(self, line: str, fields: Mapping[str, Any]) -> None:
        """Into the log file, if there is one."""
        if self._log:
            self._log.write((_object(fields) if self._json else f"{_now()} {shown(line)}") + "\n")

    def _end_progress(self) -> None:
        if self._progress:
            self._progress.stop()
            self._progress = None


def _object(fields: Mapping[str, Any]) -> str:
    return shown_json(json.dumps({"time": _now(), **fields}, ensure_ascii=False))


def _fields(outcome: Outcome) -> Mapping[str, Any]:
    return {"event": "input", **{each.name: getattr(outcome, each.name) for each in dataclass_fields(outcome)}}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


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


def _written(summary: Summary, directory: Path | str) -> str:
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
