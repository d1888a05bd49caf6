"""What a batch left in its folder: the journal's rows, and the JSON of each article."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsclean.errors import InputError
from newsclean.job import slice_of
from newsclean.journal import Row, row_of
from newsclean.sources import STATE_FOLDER

Record = dict[str, Any]  # an article as the json format holds it


class BatchFolder:
    """The folder of a batch, read without its lock: what is written meanwhile may be missing."""

    def __init__(self, directory: Path) -> None:
        """Raises InputError: `not-found` where there is no journal, `unreadable`."""
        self.directory = directory
        self._journal = directory / STATE_FOLDER / "journal.jsonl"
        try:
            self._places = self._last_rows()
        except FileNotFoundError as error:
            message = f"{directory} holds no batch of newsclean; name the folder that `clean` or `fetch` wrote (-o)"
            raise InputError("not-found", message) from error
        except OSError as error:
            raise InputError("unreadable", f"{self._journal}: {error.strerror or error}") from error

    def __len__(self) -> int:
        return len(self._places)

    def rows(self) -> Iterator[Row]:
        """The newest row of each input, in the order of the journal."""
        with self._journal.open("rb") as file:
            for place in self._places:
                file.seek(place)
                if row := row_of(file.readline()):
                    yield row

    def record(self, row: Row) -> Record | None:
        """The article of an input, or None where it has none, or none in a format that tells of its removals."""
        for path in row.files:
            if path.endswith(".json"):
                return _record(_bytes(self.directory / path))
        return _record(slice_of(self.directory, row, ".jsonl"))

    def _last_rows(self) -> list[int]:
        """Where the newest row of each input stands."""
        last: dict[bytes, int] = {}
        at = 0
        with self._journal.open("rb") as file:
            for line in file:
                if row := row_of(line):
                    last[hashlib.blake2b(row.input.encode("utf-8", "replace"), digest_size=8).digest()] = at
                at += len(line)
        return sorted(last.values())


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _record(data: bytes | None) -> Record | None:
    """The record, or None where it is none of newsclean's: written by other hands, or damaged."""
    try:
        record = json.loads(data or b"")
        known = isinstance(record["text"], str) and all(map(_is_removal, record["removals"]))
    except (ValueError, TypeError, KeyError):
        return None
    return record if known else None


def _is_removal(found: Record) -> bool:
    named = all(isinstance(found[key], str) for key in ("rule", "category", "stage", "text"))
    return named and bool(found["start"] + len(found["text"]) == found["end"])
