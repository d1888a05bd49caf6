"""What the user names (files, folders, globs, standard input, URLs) -> one Source per page, and a Source -> its bytes.

Where an input's output goes is settled here too, for it depends on what else was named.
"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from newsclean.model import InputError, Kind, RawPage, Result
from newsclean.naming import Claims, GivenNames, NothingGiven, folded, shown, url_stem
from newsclean.reading import MAX_BYTES as MAX_BYTES
from newsclean.reading import kind_of, read_file, read_stream

#: A folder that holds one of these was written by newsclean; it is never an input.
STATE_FOLDER = ".newsclean"
STANDARD_INPUT = "-"

#: Parts of pages and data beside pages. PDFs and office files are not here: they hold text that is not read, and
#: the user must hear of it.
_NO_INPUT_SUFFIXES = (
    ".js", ".mjs", ".css", ".map", ".json", ".jsonl", ".xml", ".csv", ".tsv", ".parquet",
    ".png", ".jpg", ".jpeg", ".jpe", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp", ".tif", ".tiff",
    ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".m4a", ".ogg", ".wav", ".mp4", ".m4v", ".webm", ".mov", ".avi",
    ".swf", ".part", ".tmp", ".crdownload",
)  # fmt: skip
#: What browsers put behind a page's name to call the folder of its parts, in the languages of Internet Explorer
#: (Microsoft, "Connected Files"), whose names others took over.
_PARTS_ENDINGS = (
    "_files", ".files", "-dateien", "_fichiers", "_archivos", "_file", "_bestanden", "_ficheiros", "_arquivos",
    "-filer", "_filer", "_tiedostot", "_pliki", "_soubory", "_súbory", "_elemei", "_fájlok", "_dosyalar", "_datoteke",
    "_fitxers", "_fitxategiak", "_failid", "_fails", "_bylos", "_fajlovi", "_fişiere", "_файлы", "_файли", "_файлове",
    "_αρχεία", "_קבצים", "_ملفات", "_ไฟล์", "_파일", "_ファイル", "_文件",
)  # fmt: skip
_PARTED_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml")


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
    http(s) URLs and for a `url` with several pages, before anything is read.
    """
    named = list(paths)
    for path in named:
        if path.lower().startswith(("http://", "https://")):
            raise ValueError(f"{path} is a URL: `newsclean fetch {path}` gets it")
    arguments = [match for path in named for match in _matches(path)]
    if url is not None and (len(arguments) != 1 or os.path.isdir(arguments[0])):
        raise ValueError("--url is the address of a single page; several were given")
    return _expand(arguments, _Expansion(kind, url, max_bytes, _identity(directory)), given or NothingGiven())


def expand_urls(urls: Iterable[str], *, given: GivenNames | None = None) -> Iterator[Item]:
    """One Source for each URL, in order."""
    from newsclean.weburl import shown as without_userinfo

    names = given or NothingGiven()
    for url in urls:
        name = shown(without_userinfo(url))
        yield Source(name, names.stem_of(name) or url_stem(url), url=url)


def url_list(lines: Iterable[str]) -> Iterator[str]:
    """URLs of a list: one a line; empty lines and lines that start with `#` do not count."""
    for line in lines:
        url = line.lstrip("\ufeff").strip()
        if url and not url.startswith("#"):
            yield url


def load(source: Source, max_bytes: int = MAX_BYTES) -> RawPage:
    """Read a source's bytes, un-gzipped. Raises InputError: `unreadable`, `too-large`."""
    body = source.body
    if body is None:
        if source.path is None:
            raise InputError("unreadable", "only `newsclean fetch` reads URLs")
        body = read_file(source.path, max_bytes)
    return RawPage(body, source.url, source.content_type, source.kind, source.name, source.fetched)


@dataclass(frozen=True, slots=True)
class _Expansion:
    """What holds for all sources of one call."""

    kind: Kind
    url: str | None
    max_bytes: int
    output: tuple[int, int] | None  # device and inode of the folder that output goes to

    def source(self, path: str, stem: str) -> Source:
        return Source(shown(path), stem, path, url=self.url, kind=self.kind)


def _matches(path: str) -> list[str]:
    """The paths that a glob matches, sorted as the shell sorts them; the path itself where it is none."""
    if path == STANDARD_INPUT or os.path.lexists(path) or not glob.has_magic(path):
        return [path]
    return sorted(glob.glob(path, recursive=True)) or [path]


def _expand(arguments: list[str], asked: _Expansion, given: GivenNames) -> Iterator[Item]:
    top = Claims(given)
    seen: set[str] = set()
    for path in arguments:
        if path == STANDARD_INPUT:
            yield _standard_input(asked, top)
        elif not os.path.lexists(path):
            yield _nothing(path, "there is no such file or folder; check the path, quote names that hold * or ?")
        elif os.path.isdir(path):
            yield from _folder_argument(path, asked, top, alone=len(arguments) == 1)
        else:
            yield _file_argument(path, asked, top, seen)


def _standard_input(asked: _Expansion, top: Claims) -> Item:
    """Standard input is read at once: a worker of its own process could not."""
    stem = top.file(STANDARD_INPUT, "stdin", STANDARD_INPUT)
    try:
        body = read_stream(sys.stdin.buffer, asked.max_bytes)
    except InputError as error:
        return Result(STANDARD_INPUT, code=error.code, message=error.message)
    except (OSError, ValueError, AttributeError) as error:  # closed, or none at all
        return Result(STANDARD_INPUT, code="unreadable", message=f"standard input cannot be read: {error}")
    return Source(STANDARD_INPUT, stem, body=body, url=asked.url, kind=asked.kind)


def _file_argument(path: str, asked: _Expansion, top: Claims, seen: set[str]) -> Item:
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return _unreadable(path, "this is a link to nowhere; remove it or mend it")
    if not os.path.isfile(path):
        return _unreadable(path, f"this is {kind_of(mode)}; newsclean reads files, folders, and `-` for standard input")
    name = os.path.basename(path)
    same_name = folded(name) in seen
    seen.add(folded(name))
    return asked.source(path, top.file(shown(path), name, path, same_name=same_name))


def _folder_argument(path: str, asked: _Expansion, top: Claims, *, alone: bool) -> Iterator[Item]:
    name = os.path.basename(path.rstrip("/" + os.sep))
    # As `cp -r` has it, the content of `.` and `..` is laid out, not a folder of that name.
    claims = top if alone or name in ("", ".", "..") else top.folder(name, path)
    found = False
    for item in _walk(path, os.path.realpath(path), claims, asked):
        found = found or not isinstance(item, Skipped)
        yield item
    if not found:
        yield _nothing(
            path, "there is no page in it (hidden files, parts of pages and newsclean's output do not count)"
        )


def _walk(folder: str, root: str, claims: Claims, asked: _Expansion) -> Iterator[Item]:
    """The items of a folder and of those below it: of each its files, sorted, then its folders, sorted."""
    waiting = [(folder, claims)]
    while waiting:  # not recursive: folders nest deeper than Python's stack
        folder, claims = waiting.pop()
        try:
            listing = _listing(folder)
        except OSError as error:
            yield _unreadable(folder, f"the folder cannot be read: {error.strerror}; check its permissions")
            continue
        if STATE_FOLDER in listing.folders or _identity(folder) == asked.output:
            yield Skipped(shown(folder), "newsclean's output")
            continue
        for name in sorted([*listing.files, *listing.others]):
            path = _joined(folder, name)
            is_file = name not in listing.others
            yield _file(name, path, claims, asked) if is_file else _entry(name, path, root, claims, asked)
        below = []
        for name in listing.folders:
            path = _joined(folder, name)
            if why := _not_entered(name, listing):
                yield Skipped(shown(path), why)
            else:
                below.append((path, claims.folder(name, path)))
        waiting += reversed(below)


class _Listing(NamedTuple):
    """The names in a folder. Only names are held, for a folder may have a million."""

    files: list[str]  # regular ones, sorted
    folders: list[str]  # sorted
    others: frozenset[str]  # links, pipes, devices


def _listing(folder: str) -> _Listing:
    files: list[str] = []
    folders: list[str] = []
    others: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            group = folders if is_folder else files if entry.is_file(follow_symlinks=False) else others
            group.append(entry.name)
    return _Listing(sorted(files), sorted(folders), frozenset(others))


def _joined(folder: str, name: str) -> str:
    return name if folder == "." else os.path.join(folder, name)


def _file(name: str, path: str, claims: Claims, asked: _Expansion) -> Item:
    if why := _not_input(name):
        return Skipped(shown(path), why)
    return asked.source(path, claims.file(shown(path), name, path))


def _entry(name: str, path: str, root: str, claims: Claims, asked: _Expansion) -> Item:
    """An entry that is neither file nor folder: mostly a link, which may lead to a file within the folder."""
    if why := _not_input(name):
        return Skipped(shown(path), why)
    try:
        mode = os.lstat(path).st_mode
        target = os.path.realpath(path, strict=True)
    except OSError as error:
        return _unreadable(path, f"this is a link to nowhere ({error.strerror}); remove it or mend it")
    if not os.path.islink(path):
        return _unreadable(path, f"this is {kind_of(mode)}; newsclean reads regular files")
    if not Path(target).is_relative_to(root):
        return _unreadable(path, "this is a link out of the folder, which is not followed; name its target instead")
    if os.path.isdir(target):
        if Path(os.path.realpath(os.path.dirname(path))).is_relative_to(target):
            return _unreadable(path, "this is a link to a folder around it, which would never end; remove it")
        return Skipped(shown(path), "a link to a folder that is read in its own place")
    return _file(name, path, claims, asked)


def _not_input(name: str) -> str | None:
    if name.startswith("."):
        return "hidden"
    suffix = os.path.splitext(name.lower().removesuffix(".gz"))[1]
    return f"{suffix} is no suffix of an input" if suffix in _NO_INPUT_SUFFIXES else None


def _not_entered(name: str, listing: _Listing) -> str | None:
    """Why a folder is no input: it is hidden, or a browser saved it beside one of the files."""
    if name.startswith("."):
        return "hidden"
    name = folded(name)
    pages = {name.removesuffix(ending) for ending in _PARTS_ENDINGS if name.endswith(ending)}
    if pages and any(_parted_page(file) in pages for file in listing.files):
        return "parts of a page beside it"
    return None


def _parted_page(file: str) -> str | None:
    """What a page's folder of parts is called after, or None for a file that has none."""
    root, suffix = os.path.splitext(folded(file).removesuffix(".gz"))
    return root if suffix in _PARTED_SUFFIXES else None


def _identity(folder: str | Path | None) -> tuple[int, int] | None:
    try:
        status = os.stat(folder) if folder is not None else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status else None


def _nothing(path: str, message: str) -> Result:
    return Result(shown(path), code="not-found", message=message)


def _unreadable(path: str, message: str) -> Result:
    return Result(shown(path), code="unreadable", message=message)
