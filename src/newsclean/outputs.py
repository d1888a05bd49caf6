"""Where the articles of a run go: a folder with its journal, a stream, or nowhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Protocol, Self

from newsclean import writers
from newsclean.collected import CollectedFile
from newsclean.errors import OutputError
from newsclean.job import Done, slice_of
from newsclean.journal import Journal, Row, line_of, row_of
from newsclean.naming import GivenNames, NothingGiven
from newsclean.writers.files import output_error, write_whole

if TYPE_CHECKING:
    from tempfile import SpooledTemporaryFile

    from newsclean.summary import Summary

_SPOOLED_BYTES = 1 << 20


class Output(Protocol):
    """What a run needs of the place that articles go to. A context manager."""

    given: GivenNames

    def __enter__(self) -> Self:
        """Itself."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Give free what is held."""

    def previous(self, name: str) -> Row | None:
        """What is known of an input from earlier runs."""

    def take(self, done: Done) -> None:
        """Keep what became of an input; called in the order of inputs. Raises OutputError."""

    def finish(self) -> tuple[str, ...]:
        """Complete what holds many articles, and tell its paths below DIR. Raises OutputError."""

    def keep(self, summary: Summary) -> None:
        """Keep the sum of the run. Raises OutputError."""


class Nowhere:
    """Writes nothing."""

    given: GivenNames = NothingGiven()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass

    def previous(self, name: str) -> Row | None:  # noqa: ARG002
        """None."""
        return None

    def take(self, done: Done) -> None:
        """Drop it."""

    def finish(self) -> tuple[str, ...]:
        """No paths."""
        return ()

    def keep(self, summary: Summary) -> None:
        """Drop it."""


class Stream(Nowhere):
    """One format on a stream, which is standard output mostly."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name
        self._format = writers.named(name)
        self._started = False
        self._only = b""  # held back where a second article must be refused before the first is out

    def take(self, done: Done) -> None:
        """Write the article, if there is one. Raises OutputError, and BrokenPipeError where nobody reads."""
        data = done.rendered.get(self._name)
        if data is None:
            return
        separator = self._format.separator
        if separator is None and self._started:
            raise OutputError("usage", f"{self._name} on standard output holds one article; write files with -o DIR")
        if separator is None:
            self._only = self._format.alone(data)
        else:
            self._write((separator if self._started else self._format.head) + data)
        self._started = True

    def finish(self) -> tuple[str, ...]:
        """Write what was held back."""
        self._write(self._only)
        return ()

    def _write(self, data: bytes) -> None:
        try:
            self._stream.write(data)
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise output_error(error, Path("standard output")) from error


class Folder:
    """Files of a folder, which the workers write, and its journal, which is written here alone.

    Where files hold many articles, rows wait for their file to be whole before they go into the journal: a crash then
    costs the file that was being written. Rows of inputs that are not in this run follow those that are.
    """

    def __init__(self, directory: Path, formats: tuple[str, ...], shard_size: int | None) -> None:
        """Raises OutputError: `locked`, `write-failed`, `disk-full`."""
        self._journal = Journal(directory)
        self.given: GivenNames = self._journal
        self._directory = directory
        self._shard_size = shard_size
        self._held = ExitStack()
        self._held.push(self._journal)
        self._collected: dict[str, CollectedFile] = {}
        self._seen: set[str] = set()
        try:
            for name in formats:
                form = writers.named(name)
                if form.collected:
                    many = CollectedFile(directory, form, shard_size)
                    self._collected[name] = self._held.enter_context(many)
            self._waiting = self._held.enter_context(self._spooled()) if self._collected else None
        except BaseException:
            self._held.close()
            raise

    def _spooled(self) -> SpooledTemporaryFile[bytes]:
        """For rows that wait; a file only where one is needed."""
        import tempfile  # brings much along

        return tempfile.SpooledTemporaryFile(_SPOOLED_BYTES, dir=str(self._journal.folder))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._held.__exit__(kind, error, at)

    def previous(self, name: str) -> Row | None:
        """The newest row of an input."""
        return self._journal.last(name)

    def take(self, done: Done) -> None:
        """Journal an input, and add its article to the files of many. Raises OutputError."""
        if done.row is None:
            return
        if not self._collected:
            self._journal_new(done.row, known=done.outcome.status == "unchanged")
            return
        self._seen.add(done.row.input)
        self._collect(done.row, done.rendered)

    def finish(self) -> tuple[str, ...]:
        """Complete the files of many."""
        if not self._collected:
            return ()
        for row in self._journal.all():
            if row.input not in self._seen and row.rows:
                self._carry_over(row)
        self._publish()
        return tuple(path for many in self._collected.values() for path in many.finish())

    def keep(self, summary: Summary) -> None:
        """Write `.newsclean/summary.json`. Raises OutputError."""
        data = json.dumps(asdict(summary), ensure_ascii=False, indent=2) + "\n"
        write_whole(self._journal.folder / "summary.json", data.encode("utf-8", "replace"))

    def _journal_new(self, row: Row, *, known: bool) -> None:
        last = None if known else self._journal.last(row.input)
        again = row.digest is None or row.status == "duplicate"  # such a row is made anew in each run
        same = last is not None and again and replace(last, seconds=row.seconds) == row
        if not known and not same:
            self._journal.add(row)

    def _carry_over(self, row: Row) -> None:
        rendered = {name: slice_of(self._directory, row, writers.named(name).suffix) for name in self._collected}
        found = {name: data for name, data in rendered.items() if data is not None}
        if len(found) == len(self._collected):
            self._collect(row, found)

    def _collect(self, row: Row, rendered: Mapping[str, bytes]) -> None:
        places = dict(self._collected[name].add(data) for name, data in rendered.items())
        assert self._waiting is not None  # noqa: S101 (there are files of many)
        self._waiting.write(line_of(replace(row, rows=places)))
        if rendered and self._shard_size and all(many.rows >= self._shard_size for many in self._collected.values()):
            self._publish()

    def _publish(self) -> None:
        """Give the files that are written their names, then journal what they hold."""
        for many in self._collected.values():
            many.publish()
        assert self._waiting is not None  # noqa: S101 (there are files of many)
        self._waiting.seek(0)
        for line in self._waiting:
            row = row_of(line)
            if row is not None and row != self._journal.last(row.input):
                self._journal.add(row)
        self._waiting.seek(0)
        self._waiting.truncate()
        self._journal.sync()
