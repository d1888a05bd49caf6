"""What the user names (files, folders, globs, standard input, URLs) -> one Source per page, and a Source -> its bytes.

Where an input's output goes is settled here too, for it depends on what else was named.
"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsclean.errors import InputError
from newsclean.filesystems import check_usable, is_remote, local
from newsclean.filesystems import read as read_remote
from newsclean.folders import STATE_FOLDER as STATE_FOLDER
from newsclean.folders import count as count_folder
from newsclean.folders import identity, inputs_of, walk
from newsclean.items import Item as Item
from newsclean.items import Reading, unreadable
from newsclean.items import Skipped as Skipped
from newsclean.items import Source as Source
from newsclean.model import Kind, RawPage, Result
from newsclean.naming import Claims, GivenNames, NothingGiven, folded, shown, url_stem
from newsclean.reading import MAX_BYTES as MAX_BYTES
from newsclean.reading import kind_of, read_file, read_stream
from newsclean.records import reader_of

STANDARD_INPUT = "-"


def expand(
    paths: Iterable[str],
    *,
    directory: Path | None = None,
    given: GivenNames | None = None,
    kind: Kind = "auto",
    url: str | None = None,
    max_bytes: int = MAX_BYTES,
    field: str | None = None,
    url_field: str | None = None,
) -> Iterator[Item]:
    """Files, folders, globs, addresses of other file systems and `-`, laid out as `cp -r` would.

    Each folder is sorted, and one folder's names are held at a time.

    What cannot be an input is a Result with its code (`not-found` for a path or glob with nothing there,
    `unreadable` for links to nowhere or out of their folder, pipes and devices) in its place.
    `directory` is where output goes; it is no input. `url` is the address of a single page. Of JSON lines, `field`
    and `url_field` name what holds the page and its address. Raises ValueError for http(s) URLs and for a `url` with
    several pages, ConfigError where an address needs what is not installed, before anything is read.
    """
    named = [local(path) for path in paths]
    for path in named:
        if path.lower().startswith(("http://", "https://")):
            raise ValueError(f"{path} is a URL: `newsclean fetch {path}` gets it")
        if is_remote(path):
            check_usable(path)
    arguments = [match for path in named for match in _matches(path)]
    if url is not None and (len(arguments) != 1 or os.path.isdir(arguments[0])):
        raise ValueError("--url is the address of a single page; several were given")
    asked = Reading(kind, url, max_bytes, identity(directory), field, url_field)
    return _expand(arguments, asked, given or NothingGiven())


def count(paths: Iterable[str]) -> int | None:
    """How many items `expand` gives, or None where only reading would tell: archives, tables, other file systems."""
    total = 0
    for path in (match for named in map(local, paths) if not is_remote(named) for match in _matches(named)):
        inside = count_folder(path) if os.path.isdir(path) else 1
        if inside is None or (inside == 1 and reader_of(path)):
            return None
        total += inside
    return None if any(map(is_remote, map(local, paths))) else total


def expand_urls(urls: Iterable[str], *, given: GivenNames | None = None) -> Iterator[Item]:
    """One Source for each URL, in order; those that are the same URL, however it is spelled, have the same key."""
    from newsclean import weburl

    names = given or NothingGiven()
    for url in urls:
        name = shown(weburl.shown(url))
        yield Source(name, names.stem_of(name) or url_stem(name), url=url, key=weburl.normalised(url))


def load(source: Source, max_bytes: int = MAX_BYTES) -> RawPage:
    """Read a source's bytes, un-gzipped, from wherever they are. Raises InputError: `unreadable`, `too-large`."""
    body = source.body
    if body is None:
        if source.path is None:
            raise InputError("unreadable", "only `newsclean fetch` reads URLs")
        read = read_remote if is_remote(source.path) else read_file
        body = read(source.path, max_bytes)
    further = tuple(load(more, max_bytes) for more in source.further)
    return RawPage(
        body, source.url, source.content_type, source.kind, source.name, source.fetched, source.archived, further,
        source.cut,
    )  # fmt: skip


def _matches(path: str) -> list[str]:
    """The paths that a glob matches, sorted as the shell sorts them; the path itself where it is none."""
    if is_remote(path):
        from newsclean import remote

        return remote.matches(path)
    if path == STANDARD_INPUT or os.path.lexists(path) or not glob.has_magic(path):
        return [path]
    return sorted(glob.glob(path, recursive=True)) or [path]


def _expand(arguments: list[str], asked: Reading, given: GivenNames) -> Iterator[Item]:
    top = Claims(given)
    seen: set[str] = set()
    for path in arguments:
        if path == STANDARD_INPUT:
            yield _standard_input(asked, top)
        elif is_remote(path):
            yield from _remote_argument(path, asked, top, seen, alone=len(arguments) == 1)
        elif not os.path.lexists(path):
            yield _nothing(path, "there is no such file or folder; check the path, quote names that hold * or ?")
        elif os.path.isdir(path):
            yield from _folder_argument(path, asked, top, alone=len(arguments) == 1)
        else:
            yield from _file_argument(path, asked, top, seen)


def _standard_input(asked: Reading, top: Claims) -> Item:
    """Standard input is read at once: a worker of its own process could not."""
    stem = top.file(STANDARD_INPUT, "stdin", STANDARD_INPUT)
    try:
        body = read_stream(sys.stdin.buffer, asked.max_bytes)
    except InputError as error:
        return Result(STANDARD_INPUT, code=error.code, message=error.message)
    except (OSError, ValueError, AttributeError) as error:  # closed, or none at all
        return Result(STANDARD_INPUT, code="unreadable", message=f"standard input cannot be read: {error}")
    return Source(STANDARD_INPUT, stem, body=body, url=asked.url, kind=asked.kind)


def _file_argument(path: str, asked: Reading, top: Claims, seen: set[str]) -> Iterator[Item]:
    try:
        mode = os.stat(path).st_mode
    except OSError:
        yield unreadable(shown(path), "this is a link to nowhere; remove it or mend it")
        return
    if not os.path.isfile(path):
        yield unreadable(shown(path), f"this is {kind_of(mode)}; give a file, a folder, or `-` for standard input")
        return
    name = os.path.basename(path)
    same_name = folded(name) in seen
    seen.add(folded(name))
    yield from inputs_of(name, path, top, asked, same_name=same_name)


def _remote_argument(path: str, asked: Reading, top: Claims, seen: set[str], *, alone: bool) -> Iterator[Item]:
    """A file or folder of another file system, laid out as local ones are."""
    from newsclean import remote

    name = path.rstrip("/").rpartition("/")[2]
    try:
        kind = remote.kind(path)
    except InputError as error:
        yield unreadable(shown(path), error.message)
        return
    if kind == "file":
        same_name = folded(name) in seen
        seen.add(folded(name))
        yield from inputs_of(name, path, top, asked, same_name=same_name)
        return
    found = False
    for item in remote.walk(path, top if alone else top.folder(name, path), asked) if kind else ():
        found = found or not isinstance(item, Skipped)
        yield item
    if not found:
        yield _nothing(path, "there is no file at this address, and no folder with a page in it; check the address")


def _folder_argument(path: str, asked: Reading, top: Claims, *, alone: bool) -> Iterator[Item]:
    name = os.path.basename(path.rstrip("/" + os.sep))
    # As `cp -r` has it, the content of `.` and `..` is laid out, not a folder of that name.
    claims = top if alone or name in ("", ".", "..") else top.folder(name, path)
    found = False
    for item in walk(path, os.path.realpath(path), claims, asked):
        found = found or not isinstance(item, Skipped)
        yield item
    if not found:
        yield _nothing(
            path, "there is no page in it (hidden files, parts of pages and newsclean's output do not count)"
        )


def _nothing(path: str, message: str) -> Result:
    return Result(shown(path), code="not-found", message=message)
