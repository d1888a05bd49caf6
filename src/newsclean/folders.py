"""The pages in a folder and below it, one folder's names at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from newsclean import savedpages
from newsclean.items import STATE_FOLDER as STATE_FOLDER
from newsclean.items import Item, Reading, Skipped, Source, not_input, unreadable
from newsclean.naming import Claims, folded, shown
from newsclean.reading import kind_of
from newsclean.records import reader_of

#: What browsers put behind a page's name to call the folder of its parts, in the languages of Internet Explorer
#: (Microsoft, "Connected Files"), whose names others took over.
_PARTS_ENDINGS = (
    "_files", ".files", "-dateien", "_fichiers", "_archivos", "_file", "_bestanden", "_ficheiros", "_arquivos",
    "-filer", "_filer", "_tiedostot", "_pliki", "_soubory", "_súbory", "_elemei", "_fájlok", "_dosyalar", "_datoteke",
    "_fitxers", "_fitxategiak", "_failid", "_fails", "_bylos", "_fajlovi", "_fişiere", "_файлы", "_файли", "_файлове",
    "_αρχεία", "_קבצים", "_ملفات", "_ไฟล์", "_파일", "_ファイル", "_文件",
)  # fmt: skip
_PARTED_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml")


def walk(folder: str, root: str, claims: Claims, asked: Reading) -> Iterator[Item]:
    """The items of a folder and of those below it: of each its files, sorted, then its folders, sorted."""
    waiting = [(folder, claims)]
    while waiting:  # not recursive: folders nest deeper than Python's stack
        folder, claims = waiting.pop()
        try:
            listing = _listing(folder)
        except OSError as error:
            yield unreadable(shown(folder), f"the folder cannot be read: {error.strerror}; check its permissions")
            continue
        if STATE_FOLDER in listing.folders or identity(folder) == asked.output:
            yield Skipped(shown(folder), "newsclean's output")
            continue
        for name in sorted([*listing.files, *listing.others]):
            path = _joined(folder, name)
            found = _entry(path, root) if name in listing.others else None
            if why := not_input(name):
                yield Skipped(shown(path), why)
            elif found is not None:
                yield found
            else:
                yield from inputs_of(name, path, claims, asked)
        below = []
        for name in listing.folders:
            path = _joined(folder, name)
            if why := not_entered(name, listing.files):
                yield Skipped(shown(path), why)
            else:
                below.append((path, claims.folder(name, path)))
        waiting += reversed(below)


def count(folder: str) -> int | None:
    """How many items `walk` gives for a folder, or None where only reading files of many would tell."""
    total = 0
    waiting = [folder]
    while waiting:
        folder = waiting.pop()
        try:
            listing = _listing(folder)
        except OSError:
            total += 1
            continue
        if STATE_FOLDER in listing.folders:
            total += 1
            continue
        if any(reader_of(name) and not not_input(name) for name in listing.files):
            return None
        entered = [name for name in listing.folders if not not_entered(name, listing.files)]
        total += len(listing.files) + len(listing.others) + len(listing.folders) - len(entered)
        waiting += (_joined(folder, name) for name in entered)
    return total


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


def _entry(path: str, root: str) -> Item | None:
    """Why an entry that is neither file nor folder is no input; None for a link to a file within the folder."""
    try:
        mode = os.lstat(path).st_mode
        target = os.path.realpath(path, strict=True)
    except OSError as error:
        return unreadable(shown(path), f"this is a link to nowhere ({error.strerror}); remove it or mend it")
    if not os.path.islink(path):
        return unreadable(shown(path), f"this is {kind_of(mode)}; newsclean reads regular files")
    if not Path(target).is_relative_to(root):
        return unreadable(shown(path), "this is a link out of the folder, and not followed; name its target")
    if os.path.isdir(target):
        if Path(os.path.realpath(os.path.dirname(path))).is_relative_to(target):
            return unreadable(shown(path), "this is a link to a folder around it, which would never end; remove it")
        return Skipped(shown(path), "a link to a folder that is read in its own place")
    return None


def not_entered(name: str, files: Iterable[str]) -> str | None:
    """Why a folder is no input: it is hidden, or a browser saved it beside one of the files around it."""
    if name.startswith("."):
        return "hidden"
    name = folded(name)
    pages = {name.removesuffix(ending) for ending in _PARTS_ENDINGS if name.endswith(ending)}
    if pages and any(_parted_page(file) in pages for file in files):
        return "parts of a page beside it"
    return None


def _parted_page(file: str) -> str | None:
    """What a page's folder of parts is called after, or None for a file that has none."""
    root, suffix = os.path.splitext(folded(file).removesuffix(".gz"))
    return root if suffix in _PARTED_SUFFIXES else None


def inputs_of(name: str, path: str, claims: Claims, asked: Reading, *, same_name: bool = False) -> Iterator[Item]:
    """The inputs in a file: itself, or the records that it holds. `same_name` as in `Claims.file`."""
    records = reader_of(name)
    if records is not None:
        yield from records(path, asked, claims.given)
    elif asked.url is None and (kept := savedpages.source(path, asked.kind, claims.given)):
        yield kept
    else:
        stem = claims.file(shown(path), name, path, same_name=same_name)
        yield Source(shown(path), stem, path, url=asked.url, kind=asked.kind)


def identity(folder: str | Path | None) -> tuple[int, int] | None:
    """Device and inode of a folder, or None where there is none."""
    try:
        status = os.stat(folder) if folder is not None else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status else None
