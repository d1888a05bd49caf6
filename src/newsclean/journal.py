"""`DIR/.newsclean/journal.jsonl`: a row for each input, so that what is done and unchanged is not done again.

Rows are only ever appended; of several for one input the last one counts. They are synced to disk every few hundred,
page files are not: a row tells the digests of its files, and one whose file is missing or differs is done again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Literal

from newsclean.lock import lock
from newsclean.naming import folded
from newsclean.sources import STATE_FOLDER
from newsclean.writers.files import TEMPORARY, output_error

_SYNC_ROWS = 256


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one input."""

    input: str
    digest: str | None  # sha256 of its bytes; None where they could not be had
    size: int | None
    status: Literal["done", "failed", "duplicate"]
    code: str | None = None  # of a failure
    message: str | None = None
    stem: str = ""
    files: Mapping[str, str] = field(default_factory=dict)  # path below DIR -> sha256 of what was written there
    #: Its row in a file of many: path below DIR -> offset, bytes, sha256.
    rows: Mapping[str, tuple[int, int, str]] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    signature: str = ""  # what its text is compared by, where duplicates are looked for
    twin: str | None = None  # of a duplicate: the input that says the same
    version: str = ""
    options: str = ""  # digest of options and rules
    seconds: float = 0.0
    archived: str | None = None  # address of the web archive's copy, where that was read


_FIELDS = tuple(each.name for each in fields(Row))


class Journal:
    """The journal of one DIR, open and locked. A context manager.

    Held in memory is where each input's last row stands, not the rows: an input costs about 250 bytes.
    """

    def __init__(self, directory: Path) -> None:
        """Create DIR where needed, lock it, and read what is there; a torn last row is dropped.

        Raises OutputError: `locked` when another run has it, `write-failed` or `disk-full`.
        """
        self.directory = directory
        self.folder = directory / STATE_FOLDER
        path = self.folder / "journal.jsonl"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = lock(self.folder / "lock", directory)
            # What a crash left, and the sum of an earlier run, which is not that of this one.
            for left in (*self.folder.glob(f"*{TEMPORARY}"), self.folder / "summary.json"):
                left.unlink(missing_ok=True)
            self._file = path.open("a+b")
        except OSError as error:
            raise output_error(error, path) from error
        self._path = path
        self._at: dict[int, int] = {}  # hash of an input's name -> offset of its last row
        self._stems: set[int] = set()  # hashes of stems given
        self._unsynced = 0
        self._read()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self.sync()
        finally:
            with suppress(OSError):  # what is still unwritten has been told of by `sync`
                self._file.close()
            self._lock.close()

    def last(self, name: str) -> Row | None:
        """The newest row of an input."""
        at = self._at.get(_hash(name))
        if at is None:
            return None
        self._file.flush()
        self._file.seek(at)
        row = row_of(self._file.readline())
        return row if row and row.input == name else None

    def all(self) -> Iterator[Row]:
        """The newest row of each input, in the order in which they were written."""
        for at in sorted(self._at.values()):
            self._file.flush()
            self._file.seek(at)
            if row := row_of(self._file.readline()):
                yield row

    def stem_of(self, name: str) -> str | None:
        """The stem that the input of this name has been given, or None."""
        row = self.last(name)
        return row.stem or None if row else None

    def is_given(self, stem: str) -> bool:
        """Whether an input has been given this stem, case folded."""
        return _hash(folded(stem)) in self._stems

    def add(self, row: Row) -> None:
        """Append a row. Raises OutputError."""
        try:
            self._keep(row, self._file.seek(0, os.SEEK_END))
            self._file.write(line_of(row))
        except OSError as error:
            raise output_error(error, self._path) from error
        self._unsynced += 1
        if self._unsynced >= _SYNC_ROWS:
            self.sync()

    def sync(self) -> None:
        """See to it that the rows are on the disk. Raises OutputError."""
        try:
            self._file.flush()
            if self._unsynced:
                os.fsync(self._file.fileno())
        except OSError as error:
            raise output_error(error, self._path) from error
        self._unsynced = 0

    def _keep(self, row: Row, at: int) -> None:
        self._at[_hash(row.input)] = at
        if row.stem:
            self._stems.add(_hash(folded(row.stem)))

    def _read(self) -> None:
        self._file.seek(0)
        at = 0
        for line in self._file:
            row = row_of(line)
            if row:
                self._keep(row, at)
            elif not line.endswith(b"\n"):
                self._file.truncate(at)  # torn by a crash
                break
            at += len(line)


def line_of(row: Row) -> bytes:
    """A row as the journal holds it."""
    known = {name: getattr(row, name) for name in _FIELDS}  # `asdict` copies all that is in it
    return json.dumps(known, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def row_of(line: bytes) -> Row | None:
    """A row, or None for a line that is none: torn, damaged, or of another version."""
    if not line.endswith(b"\n"):
        return None
    try:
        known: dict[str, Any] = json.loads(line)
        rows = {path: (int(at), int(size), str(digest)) for path, (at, size, digest) in known.pop("rows").items()}
        row = Row(**known | {"rows": rows, "flags": tuple(known["flags"])})
        paths = [row.stem, *row.files, *row.rows]
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    if any(PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts for path in paths):
        return None  # not written by newsclean: what is named here gets written to
    return row


def _hash(text: str) -> int:
    """64 bits of a hash: one of a billion inputs meets another one by a chance of 3 in 100."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())
