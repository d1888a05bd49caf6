"""The pages in folders of other file systems, walked as local ones are: one folder's names at a time, sorted."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean import filesystems
from newsclean.filesystems import system_of
from newsclean.folders import STATE_FOLDER, inputs_of, not_entered
from newsclean.items import Item, Reading, Skipped, not_input, unreadable
from newsclean.naming import Claims, shown


def matches(path: str) -> list[str]:
    """The addresses that a pattern matches, sorted; the address itself where it is none, or matches nothing."""
    import glob

    if not glob.has_magic(path):
        return [path]
    system, inner = system_of(path)
    return sorted(system.unstrip_protocol(name) for name in system.glob(inner)) or [path]


def kind(path: str) -> str | None:
    """`file` or `folder`, or None where there is nothing. Raises InputError `unreadable`."""
    try:
        system, inner = system_of(path)
        return "file" if system.isfile(inner) else "folder" if system.isdir(inner) else None
    except Exception as error:
        raise filesystems.unreadable(error) from error


def walk(path: str, claims: Claims, asked: Reading) -> Iterator[Item]:
    """The items of a folder and of those below it: of each its files, sorted, then its folders, sorted."""
    waiting = [(path.rstrip("/"), claims)]
    while waiting:
        path, claims = waiting.pop()
        try:
            files, folders = _listing(path)
        except Exception as error:
            yield unreadable(shown(path), filesystems.unreadable(error).message)
            continue
        if STATE_FOLDER in folders:
            yield Skipped(shown(path), "newsclean's output")
            continue
        for name in files:
            if why := not_input(name):
                yield Skipped(shown(f"{path}/{name}"), why)
            else:
                yield from inputs_of(name, f"{path}/{name}", claims, asked)
        below = []
        for name in folders:
            if why := not_entered(name, files):
                yield Skipped(shown(f"{path}/{name}"), why)
            else:
                below.append((f"{path}/{name}", claims.folder(name, f"{path}/{name}")))
        waiting += reversed(below)


def _listing(path: str) -> tuple[list[str], list[str]]:
    """Names of the files and of the folders in a folder, each sorted."""
    system, inner = system_of(path)
    system.invalidate_cache()  # it would keep the names of all folders, and what has changed since
    files: list[str] = []
    folders: list[str] = []
    for entry in system.ls(inner, detail=True):
        name = entry["name"].rstrip("/").rpartition("/")[2]
        if entry["name"].rstrip("/") != inner.rstrip("/"):  # object stores mark a folder by an object of its name
            (folders if entry["type"] == "directory" else files).append(name)
    return sorted(files), sorted(folders)
