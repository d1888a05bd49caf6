"""`DIR/.newsclean/journal.jsonl`: a row for each input, so that what is done and unchanged is not done again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

#: The folder below DIR that holds the journal and the lock; a folder that holds one is never an input.
STATE_FOLDER = ".newsclean"


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one input."""

    input: str
    digest: str | None  # sha256 of its bytes; None where they could not be had
    size: int | None
    status: str  # done | failed
    code: str | None  # of a failure
    message: str | None
    stem: str
    files: Mapping[str, str]  # path below DIR -> sha256 of what was written there
    version: str
    options: str  # digest of options and rules
    seconds: float


class Journal:
    """The journal of one DIR, open and locked. A context manager."""

    def __init__(self, directory: Path) -> None:
        """Create DIR where needed, lock it, and read what is there; a torn last row is dropped.

        Raises OutputError: `locked` when another run has it, `write-failed` or `disk-full`.
        """
        raise NotImplementedError

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        raise NotImplementedError

    def last(self, name: str) -> Row | None:
        """The newest row of an input."""
        raise NotImplementedError

    def stem_of(self, name: str) -> str | None:
        """The stem that the input of this name has been given, or None."""
        raise NotImplementedError

    def is_given(self, stem: str) -> bool:
        """Whether an input has been given this stem, case folded."""
        raise NotImplementedError

    def add(self, row: Row) -> None:
        """Append a row. Raises OutputError."""
        raise NotImplementedError
