"""What the user names (files, folders, globs, standard input, URLs) -> one Source per page, and a Source -> its bytes.

Names of outputs are settled here too, for they depend on what else was named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from newsclean.model import Kind, RawPage, Result

#: Bytes of one input, unpacked, where nothing else is asked for.
MAX_BYTES = 20 * 1024 * 1024


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


class GivenNames(Protocol):
    """Which output names are given already (the journal knows): a name once given stays."""

    def stem_of(self, name: str) -> str | None:
        """The stem that the input of this name has been given, or None."""

    def is_given(self, stem: str) -> bool:
        """Whether an input has been given this stem, case folded."""


def expand(
    paths: Iterable[str],
    *,
    directory: Path | None = None,
    given: GivenNames | None = None,
    kind: Kind = "auto",
    url: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Item]:
    """Files, folders, globs and `-`, laid out as `cp -r` would, each folder sorted, one folder's names at a time.

    What cannot be an input is a Result with its code (`not-found` for a path or glob with nothing there,
    `unreadable` for links to nowhere or out of their folder, pipes and devices) in its place.
    `directory` is where output goes; it is no input. `url` is the address of a single page. Raises ValueError for
    http(s) URLs and for a `url` with several pages.
    """
    raise NotImplementedError


def expand_urls(urls: Iterable[str], *, given: GivenNames | None = None) -> Iterator[Item]:
    """One Source for each URL, in order; a URL named again is Skipped."""
    raise NotImplementedError


def url_list(lines: Iterable[str]) -> Iterator[str]:
    """URLs of a list: one a line; empty lines and lines that start with `#` do not count."""
    raise NotImplementedError


def load(source: Source, max_bytes: int = MAX_BYTES) -> RawPage:
    """Read a source's bytes, un-gzipped. Raises InputError: `unreadable`, `too-large`."""
    raise NotImplementedError
