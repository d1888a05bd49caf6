"""A file that holds the articles of many inputs (`articles.jsonl`), or its shards; each appears whole or not at all."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from newsclean.job import rows_folder, set_aside
from newsclean.sources import STATE_FOLDER
from newsclean.writers.files import TEMPORARY, output_error

if TYPE_CHECKING:
    from newsclean.writers.format import Format

_NAME = "articles"


class CollectedFile:
    """The file that is being written, beside those that are done. A context manager."""

    def __init__(self, directory: Path, form: Format, shard_size: int | None) -> None:
        self.rows = 0  # in the file that is being written
        self._directory = directory
        self._format = form
        self._sharded = shard_size is not None
        self._done: list[str] = []
        self._beside = directory / STATE_FOLDER / f"{_NAME}{form.suffix}.part"
        #: Where the rows go, byte for byte: into the file itself, or beside one that is made of them.
        self._rows_in = directory if form.pack is None else rows_folder(directory)
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()
            self._beside.unlink(missing_ok=True)

    def add(self, row: bytes) -> tuple[str, tuple[int, int, str]]:
        """Append an article: path of the file below DIR, and the row's offset, bytes and sha256. Raises OutputError."""
        try:
            if self._file is None:
                self._file = self._beside.open("wb")
                self._file.write(self._format.head)
            at = self._file.tell()
            self._file.write(row)
        except OSError as error:
            raise output_error(error, self._beside) from error
        self.rows += 1
        return self._path(), (at, len(row), hashlib.sha256(row).hexdigest())

    def publish(self) -> None:
        """Give the file its name, if it holds anything. Raises OutputError.

        A shard of an earlier run that is in the way is set aside: rows of it may still be wanted.
        """
        if self._file is None:
            return
        path = self._path()
        rows = self._rows_in / path
        try:
            self._file.close()
            rows.parent.mkdir(exist_ok=True)
            if self._sharded and rows.exists() and not _same(rows, self._beside):
                aside = set_aside(self._directory, path)
                aside.parent.mkdir(exist_ok=True)
                rows.replace(aside)
            _put(self._beside, rows)
            self._pack(rows, self._directory / path)
        except OSError as error:
            raise output_error(error, self._directory / path) from error
        self._file, self.rows = None, 0
        self._done.append(path)

    def _pack(self, rows: Path, target: Path) -> None:
        """Make the file of its rows, where it is not just these."""
        if self._format.pack is None:
            return
        packed = target.parent / STATE_FOLDER / f"{target.name}{TEMPORARY}"
        with rows.open("rb") as lines, packed.open("wb") as out:
            self._format.pack(lines, out)
        _put(packed, target)

    def finish(self) -> tuple[str, ...]:
        """Remove what earlier runs left of more shards, and tell the paths below DIR that there are."""
        import shutil

        number = r"-\d{5,}" if self._sharded else ""
        pattern = re.compile(re.escape(_NAME) + number + re.escape(self._format.suffix))
        try:
            for folder in {self._directory, self._rows_in}:
                for path in folder.iterdir() if folder.exists() else ():
                    if pattern.fullmatch(path.name) and path.name not in self._done:
                        path.unlink()
            shutil.rmtree(set_aside(self._directory, ""), ignore_errors=True)
        except OSError as error:
            raise output_error(error, self._directory) from error
        return tuple(self._done)

    def _path(self) -> str:
        return (
            f"{_NAME}-{len(self._done) + 1:05}{self._format.suffix}"
            if self._sharded
            else f"{_NAME}{self._format.suffix}"
        )


def _same(one: Path, other: Path) -> bool:
    import filecmp

    return filecmp.cmp(one, other, shallow=False)


def _put(file: Path, target: Path) -> None:
    """Give a file its name; one that is there and the same stays."""
    if target.exists() and _same(target, file):
        file.unlink()
    else:
        file.replace(target)
