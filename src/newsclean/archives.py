"""The pages in zip and tar archives. Nothing is unpacked to disk, and no member's path is used as one."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from newsclean.errors import InputError
from newsclean.filesystems import at_hand
from newsclean.items import Item, Reading, Skipped, Source, not_input, unreadable
from newsclean.model import Result
from newsclean.naming import GivenNames, record_stem, shown
from newsclean.reading import read_stream

_BROKEN = (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, tarfile.TarError, zlib.error)


def zip_members(path: str, asked: Reading, given: GivenNames) -> Iterator[Item]:
    """The files of a zip archive, in its order."""
    try:
        with at_hand(path) as local, zipfile.ZipFile(local) as archive:
            for member in archive.infolist():
                if not member.is_dir():
                    yield _member(path, member.filename, lambda m=member: archive.open(m), asked, given)  # type: ignore[misc]
    except _BROKEN as error:
        yield unreadable(shown(path), f"it is no zip archive that can be read: {error}")


def tar_members(path: str, asked: Reading, given: GivenNames) -> Iterator[Item]:
    """The files of a tar archive, packed or not, in its order."""
    try:
        with at_hand(path) as local, tarfile.open(local) as archive:
            for member in archive:
                if member.isfile():
                    yield _member(path, member.name, lambda m=member: archive.extractfile(m), asked, given)  # type: ignore[misc]
    except _BROKEN as error:
        yield unreadable(shown(path), f"it is no tar archive that can be read to its end: {error}")


def _member(path: str, member: str, opened: Callable[[], IO[bytes] | None], asked: Reading, given: GivenNames) -> Item:
    name = f"{shown(path)}#{shown(member)}"
    if why := not_input(member.rpartition("/")[2]):
        return Skipped(name, why)
    try:
        file = opened()
        if file is None:
            return unreadable(name, "this is a link out of the archive")
        with file:
            body = read_stream(file, asked.max_bytes)
    except InputError as error:
        return Result(name, code=error.code, message=error.message)
    except _BROKEN as error:
        return unreadable(name, f"it cannot be unpacked: {error}")
    return Source(name, given.stem_of(name) or record_stem(member, name), body=body, kind=asked.kind)
