"""What the user's arguments are taken apart into: inputs, what is skipped, and what is none but ought to be."""

from __future__ import annotations

import os
from dataclasses import dataclass

from newsclean.model import Kind, RawPage, Result

#: A folder that holds one of these was written by newsclean; it is never an input.
STATE_FOLDER = ".newsclean"

#: Parts of pages and data beside pages. PDFs and office files are not here: they hold text that is not read, and
#: the user must hear of it.
_NO_INPUT_SUFFIXES = (
    ".js", ".mjs", ".css", ".map", ".json", ".jsonl", ".xml", ".csv", ".tsv", ".parquet",
    ".png", ".jpg", ".jpeg", ".jpe", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp", ".tif", ".tiff",
    ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".m4a", ".ogg", ".wav", ".mp4", ".m4v", ".webm", ".mov", ".avi",
    ".swf", ".part", ".tmp", ".crdownload",
)  # fmt: skip


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
    key: str | None = None  # what tells it from all other inputs, where that is not its name
    archived: str | None = None
    further: tuple[Source, ...] = ()
    cut: str | None = None


def source_of(page: RawPage, name: str, stem: str) -> Source:
    """The input that a page is, whose bytes are here."""
    return Source(
        name, stem, None, page.body, page.url, page.kind, page.content_type, page.fetched,
        archived=page.archived, further=tuple(source_of(more, name, stem) for more in page.further), cut=page.cut,
    )  # fmt: skip


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


def not_installed(name: str, what: str, library: str, extra: str) -> Result:
    """A failure for want of an optional library, which says what to install."""
    return Result(name, code="config", message=f"reading {what} needs {library}: pip install 'newsclean[{extra}]'")


def not_input(name: str) -> str | None:
    """Why a file of that name in a folder or archive is no input, or None."""
    if name.startswith("."):
        return "hidden"
    suffix = os.path.splitext(name.lower().removesuffix(".gz"))[1]
    return f"{suffix} is no suffix of an input" if suffix in _NO_INPUT_SUFFIXES else None
