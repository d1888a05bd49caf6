"""An output folder in another file system (`s3://bucket/articles`), written through a folder of this machine.

Object stores can neither append nor rename. So a run works in a folder here, and whenever files of many are whole, they
go to the address, and then what the journal has more than before, as a file of its own: what is there is whole at every
moment, and another machine can go on from it. Only the lock is this machine's.
"""

from __future__ import annotations

import errno
import hashlib
import io
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from newsclean import writers
from newsclean.config import cache_folder
from newsclean.errors import OutputError
from newsclean.filesystems import check_usable, system_of
from newsclean.lock import lock
from newsclean.outputs import Folder
from newsclean.sources import STATE_FOLDER
from newsclean.writers.files import output_error

if TYPE_CHECKING:
    from newsclean.summary import Summary

_JOURNAL = f"{STATE_FOLDER}/journal.jsonl"
_JOURNAL_PART = re.compile(re.escape(STATE_FOLDER) + r"/journal-(\d{5,})\.jsonl")
#: Written when a run begins: it shows at once whether writing is allowed, and that the folder holds no inputs.
_MARK = f"{STATE_FOLDER}/newsclean"


def check_output(address: str, formats: Iterable[str]) -> None:
    """Raise OutputError `usage` for what cannot be written there, ConfigError where what it needs is not installed."""
    if address.lower().startswith(("http://", "https://")):
        raise OutputError("usage", f"-o {address}: the web is not written to; name a folder, or s3:// and the like")
    try:
        check_usable(address)
    except ValueError as error:
        raise OutputError("usage", f"-o {error}") from error
    alone = ", ".join(name for name in formats if not writers.named(name).collected)
    if alone:
        raise OutputError(
            "usage", f"-o {address}: {alone}: files of one article are written to folders of this machine only; give "
            "-f jsonl, csv or parquet, with --shard-size N for several files",
        )  # fmt: skip


def working_folder(address: str) -> Path:
    """The folder of this machine through which that one is written."""
    return cache_folder() / "outputs" / hashlib.sha256(address.encode("utf-8", "surrogateescape")).hexdigest()[:16]


class RemoteFolder(Folder):
    """A folder elsewhere that is given what its working folder holds each time that files of many are whole."""

    def __init__(self, address: str, directory: Path, formats: tuple[str, ...], shard_size: int | None) -> None:
        """`directory` is the working folder. Raises OutputError: `locked`, `write-failed`, `disk-full`."""
        with ExitStack() as held:
            try:
                directory.parent.mkdir(parents=True, exist_ok=True)
                held.enter_context(lock(directory.with_suffix(".lock"), address))
                shutil.rmtree(directory, ignore_errors=True)  # what a crash left
                (directory / STATE_FOLDER).mkdir(parents=True)
            except OSError as error:
                raise output_error(error, directory) from error
            held.callback(shutil.rmtree, directory, ignore_errors=True)
            self._mirror = Mirror(address, directory, [writers.named(name).suffix for name in formats])
            self._mirror.fetch()
            super().__init__(directory, formats, shard_size)
            self._around = held.pop_all()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            super().__exit__(kind, error, at)
        finally:
            self._around.close()

    def finish(self) -> tuple[str, ...]:
        """Complete the files of many."""
        paths = super().finish()
        self._mirror.send()
        return paths

    def keep(self, summary: Summary) -> None:
        """Write `.newsclean/summary.json`. Raises OutputError."""
        super().keep(summary)
        self._mirror.send()

    def _publish(self) -> None:
        super()._publish()
        self._mirror.send()


class Mirror:
    """A folder here and one elsewhere: what of each is known to be in the other one."""

    def __init__(self, address: str, directory: Path, suffixes: Iterable[str]) -> None:
        """`suffixes` are those of the files of many, which are all that is looked at besides newsclean's own.

        Raises OutputError.
        """
        self._address = address
        self._directory = directory
        ends = "|".join(map(re.escape, suffixes))
        self._file = re.compile(rf"({re.escape(STATE_FOLDER)}/(rows|before)/)?articles(-\d{{5,}})?({ends})")
        self._sent: dict[str, tuple[int, ...]] = {}  # path below both -> what tells that the file here is another one
        self._journal_bytes = self._journal_parts = 0  # that are there
        self._folders: set[str] = set()  # known to be there
        with self._failures():
            self._system, inner = system_of(address)
        self._root = inner.rstrip("/")

    def fetch(self) -> None:
        """Bring here what earlier runs wrote there. Raises OutputError."""
        with self._failures():
            self._write(_MARK, io.BytesIO())
            there = self._there()
            with (self._directory / _JOURNAL).open("wb") as journal:
                for path in sorted(filter(_JOURNAL_PART.fullmatch, there), key=_part_number):
                    journal.write(self._system.cat_file(there[path]))
                    self._journal_parts = _part_number(path)
                self._journal_bytes = journal.tell()
            for path in filter(self._file.fullmatch, there):
                here = self._directory / path
                here.parent.mkdir(exist_ok=True)
                self._system.get_file(there[path], str(here))
            self._sent = self._here()

    def send(self) -> None:
        """Bring there what is new here, and remove there what is gone here. Raises OutputError.

        What was set aside comes first, then files, then what the journal says of them: wherever this ends, rows that
        are journalled there can be read there.
        """
        with self._failures():
            here = self._here()
            for path in sorted(here):
                if self._sent.get(path) != here[path]:
                    with (self._directory / path).open("rb") as file:
                        self._write(path, file)
                    self._sent[path] = here[path]
            self._send_journal()
            for path in self._sent.keys() - here.keys():
                self._system.rm_file(f"{self._root}/{path}")
                del self._sent[path]

    def _send_journal(self) -> None:
        with (self._directory / _JOURNAL).open("rb") as journal:
            journal.seek(self._journal_bytes)
            more = journal.read()
        if more:
            self._write(f"{STATE_FOLDER}/journal-{self._journal_parts + 1:05}.jsonl", io.BytesIO(more))
            self._journal_parts += 1
            self._journal_bytes += len(more)

    def _here(self) -> dict[str, tuple[int, ...]]:
        """The files here, each with what changes when another one takes its name."""
        state = self._directory / STATE_FOLDER
        folders = (self._directory, state / "rows", state / "before")
        files = [path for folder in folders if folder.exists() for path in folder.iterdir()]
        found = {path.relative_to(self._directory).as_posix(): path for path in (*files, state / "summary.json")}
        return {
            name: (status.st_ino, status.st_size, status.st_mtime_ns)
            for name, path in found.items()
            if (self._file.fullmatch(name) or path.name == "summary.json") and path.exists()
            for status in [path.stat()]
        }

    def _there(self) -> dict[str, str]:
        """The files there: paths below the folder, and what the file system calls them."""
        self._system.invalidate_cache()
        start = f"{self._root}/"
        return {name.removeprefix(start): name for name in self._system.find(self._root) if name.startswith(start)}

    def _write(self, path: str, content: IO[bytes]) -> None:
        """Write a file whole or not at all."""
        target = f"{self._root}/{path}"
        self._make_folder(target.rpartition("/")[0])
        with self._system.transaction, self._system.open(target, "wb") as file:
            shutil.copyfileobj(content, file, 1 << 20)

    def _make_folder(self, folder: str) -> None:
        """See to it that there is a folder, where a file system has such; no bucket is made."""
        if folder in self._folders:
            return
        parts = folder.split("/")
        for count in range(2, len(parts) + 1):  # the first one is the bucket, or nothing
            with suppress(FileExistsError):
                self._system.mkdir("/".join(parts[:count]), create_parents=False)
        self._folders.add(folder)

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """Tell people what fails: what a file system's own library raises can be anything."""
        try:
            yield
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                raise output_error(error, self._directory) from error
            reason = str(error) or type(error).__name__
            message = f"cannot write {self._address}: {reason}; check the address and what these credentials may write"
            raise OutputError("write-failed", message) from error


def _part_number(path: str) -> int:
    found = _JOURNAL_PART.fullmatch(path)
    return int(found.group(1)) if found else 0
