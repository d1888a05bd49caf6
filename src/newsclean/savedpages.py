"""Fetched pages kept as they came, so that they can be cleaned again without the network and give the same.

In a folder, `NAME.html` (or `.txt`, `.mhtml`) is a page, `NAME.fetched.json` what is known of it besides its bytes, and
`NAME_files/page-2.html` a further page of the same article. Or all are in one WARC file, see `warcpages`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from newsclean.errors import InputError, OutputError
from newsclean.items import STATE_FOLDER, Source
from newsclean.media import media_type
from newsclean.naming import GivenNames, shown, url_stem
from newsclean.reading import read_file
from newsclean.writers.files import write_whole

if TYPE_CHECKING:
    from newsclean.model import Kind, RawPage

NOTE_SUFFIX = ".fetched.json"
_PAGE_SUFFIX = ".html"
_SUFFIXES = {"text/plain": ".txt", "multipart/related": ".mhtml", "message/rfc822": ".mhtml"}
_NOTE_BYTES = 1024 * 1024
_PARTS = "_files"  # as browsers call a folder of what belongs to a page: it is no folder of inputs


class Store(Protocol):
    """Where pages are kept. A context manager; `keep` may be called by several threads."""

    def __enter__(self) -> Self:
        """Itself."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close what is open."""

    def keep(self, page: RawPage) -> None:
        """Keep a page and its further ones. Raises OutputError: `write-failed`, `disk-full`."""


def opened(path: Path) -> Store:
    """A WARC file where the name ends in `.warc` or `.warc.gz`, else a folder.

    Raises OutputError, and ConfigError where warcio is wanted and missing.
    """
    if path.name.lower().endswith((".warc", ".warc.gz")):
        from newsclean.warcpages import WarcPages

        return WarcPages(path)
    return PageFolder(path)


def keeping(fetch: Callable[[str], RawPage], store: Store) -> Callable[[str], RawPage]:
    """`fetch`, and what it gives is kept before it is given on."""

    def fetch_and_keep(url: str) -> RawPage:
        page = fetch(url)
        store.keep(page)
        return page

    return fetch_and_keep


class PageFolder:
    """A folder of pages. A page that is fetched again takes its old one's place."""

    def __init__(self, directory: Path) -> None:
        """Raises OutputError for a folder that articles are written to: nothing in it is ever an input."""
        if (directory / STATE_FOLDER).exists():
            raise OutputError("write-failed", f"{directory} holds articles; give --save-pages a folder of its own")
        self._directory = directory

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Nothing is held open."""

    def keep(self, page: RawPage) -> None:
        """Write the further pages, the note, the page: where the page stands, so does all that belongs to it.

        Raises OutputError.
        """
        name = shown(page.input)
        stem = url_stem(name)
        further = []
        for number, more in enumerate(page.further, 2):
            file = f"page-{number}{_suffix(more)}"
            write_whole(self._directory / f"{stem}{_PARTS}" / file, more.body)
            further.append({"file": file, **_note(more)})
        note = {"input": name, **_note(page), "archived": page.archived, "cut": page.cut, "further": further}
        data = json.dumps(note, ensure_ascii=False, indent=2) + "\n"
        write_whole(self._directory / f"{stem}{NOTE_SUFFIX}", data.encode("utf-8", "replace"))
        path = self._directory / f"{stem}{_suffix(page)}"
        write_whole(path, page.body)
        for suffix in {_PAGE_SUFFIX, *_SUFFIXES.values()} - {path.suffix}:  # it was of another type before
            with suppress(OSError):  # then `clean` says that the page is named twice
                path.with_suffix(suffix).unlink(missing_ok=True)


def source(path: str, kind: Kind, given: GivenNames) -> Source | None:
    """The input in a file that was kept, named by its URL as when it was fetched; None for any other file."""
    stem = os.path.splitext(path)[0]
    note_path = stem + NOTE_SUFFIX
    if not os.path.isfile(note_path):
        return None
    try:
        note = json.loads(read_file(note_path, _NOTE_BYTES))
        name = shown(note["input"])
        known = _known(note)
        further = tuple(
            Source(name, "", _part(f"{stem}{_PARTS}", more["file"]), **_known(more)) for more in note["further"]
        )
        archived, cut = _text(note["archived"]), _text(note["cut"])
    except (InputError, OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    placed = given.stem_of(name) or url_stem(name)
    return Source(name, placed, path, kind=kind, archived=archived, further=further, cut=cut, **known)


def _part(folder: str, file: str) -> str:
    """Path of a further page. Raises ValueError for one that is elsewhere: a note and links come from anybody."""
    path = os.path.join(folder, os.path.basename(file))
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(os.path.dirname(folder))):
        raise ValueError
    return path


def _note(page: RawPage) -> dict[str, str | None]:
    return {"url": page.url, "content_type": page.content_type, "fetched": page.fetched}


def _known(note: dict[str, Any]) -> dict[str, Any]:
    return {name: _text(note[name]) for name in ("url", "content_type", "fetched")}


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError
    return value


def _suffix(page: RawPage) -> str:
    return _SUFFIXES.get(media_type(page.content_type), _PAGE_SUFFIX)
