"""What the user's arguments are taken apart into: inputs, what is skipped, and what is none but ought to be."""

from __future__ import annotations

from dataclasses import dataclass

from newsclean.model import Kind, Result


@dataclass(frozen=True, slots=True)
class Source:
    """One input: what it is called, where its bytes are, and where its output goes. Bytes are read by `load`."""

    name: str  # as shown and journalled; always printable as UTF-8
    stem: str  # output path below DIR without the format's suffix; `/` between its parts
    path: str | None = None  # of the file that holds it; None where the body is here, or at the URL
    body: bytes | None = None
    url: str | None = None
    kind: Kind = "auto"
    content_type: str | None = None
    fetched: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a folder that is no input, or is named twice: counted, but no failure."""

    name: str
    why: str


Item = Source | Skipped | Result


@dataclass(frozen=True, slots=True)
class Reading:
    """How all inputs of one call are read."""

    kind: Kind
    url: str | None  # of a single page
    max_bytes: int
    output: tuple[int, int] | None = None  # device and inode of the folder that output goes to
    field: str | None = None  # of a record that holds the page; None: `html`, else `text`
    url_field: str | None = None  # of a record that holds its address


def unreadable(name: str, message: str) -> Result:
    """A failure of something that is there."""
    return Result(name, code="unreadable", message=message)
