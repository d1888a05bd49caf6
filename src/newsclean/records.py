"""The pages in a file of many: JSON lines, zip and tar archives. Each record is an input of its own, `FILE#RECORD`."""

from __future__ import annotations

import codecs
import json
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any

from newsclean.items import Item, Reading, Skipped, Source, not_input, unreadable
from newsclean.model import InputError, Kind, Result
from newsclean.naming import GivenNames, record_stem, shown
from newsclean.reading import read_stream

_FIELDS = ("html", "text")
_BROKEN = (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, tarfile.TarError, zlib.error)


def reader_of(file_name: str) -> Callable[[str, Reading, GivenNames], Iterator[Item]] | None:
    """What reads the records of a file of that name, or None where it is no file of many."""
    name = file_name.lower()
    return next((reader for suffix, reader in _READERS.items() if name.endswith(suffix)), None)


def json_lines(path: str, asked: Reading, given: GivenNames) -> Iterator[Item]:
    """A page of each line, from the field that is asked for, else from `html` or `text`."""
    try:
        with _opened(path) as lines:
            longest = 4 * asked.max_bytes  # escaped, a page is longer than it is
            number = 0
            while line := lines.readline(longest):
                number += 1
                name = f"{shown(path)}#{number}"
                if len(line) < longest:
                    yield _of_line(name, line, asked, given)
                else:
                    yield _too_large(name, asked)
                    while not line.endswith(b"\n") and (line := lines.readline(longest)):
                        continue
    except _BROKEN as error:
        yield unreadable(shown(path), f"it cannot be read to its end: {error}")


def zip_members(path: str, asked: Reading, given: GivenNames) -> Iterator[Item]:
    """The files of a zip archive, in its order."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.is_dir():
                    yield _member(path, member.filename, lambda m=member: archive.open(m), asked, given)  # type: ignore[misc]
    except _BROKEN as error:
        yield unreadable(shown(path), f"it is no zip archive that can be read: {error}")


def tar_members(path: str, asked: Reading, given: GivenNames) -> Iterator[Item]:
    """The files of a tar archive, packed or not, in its order."""
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                if member.isfile():
                    yield _member(path, member.name, lambda m=member: archive.extractfile(m), asked, given)  # type: ignore[misc]
    except _BROKEN as error:
        yield unreadable(shown(path), f"it is no tar archive that can be read to its end: {error}")


_READERS = {
    ".jsonl": json_lines, ".ndjson": json_lines, ".jsonl.gz": json_lines, ".ndjson.gz": json_lines,
    ".zip": zip_members, ".tar": tar_members, ".tar.gz": tar_members, ".tgz": tar_members, ".tar.bz2": tar_members,
    ".tar.xz": tar_members,
}  # fmt: skip


def _opened(path: str) -> IO[bytes]:
    import gzip

    return gzip.open(path, "rb") if path.lower().endswith(".gz") else open(path, "rb")  # type: ignore[return-value]


def _of_line(name: str, line: bytes, asked: Reading, given: GivenNames) -> Item:
    try:
        record = json.loads(line)
    except ValueError as error:
        return unreadable(name, f"this line is no JSON: {error}")
    fields = record if isinstance(record, dict) else {}
    field = asked.field or next((field for field in _FIELDS if field in fields), _FIELDS[0])
    value = fields.get(field)
    if not isinstance(value, str):
        return unreadable(name, f"it has no text in a field {field!r}; name the field that holds the page with --field")
    # The byte order mark says UTF-8 louder than any <meta> in the page.
    body = codecs.BOM_UTF8 + value.encode("utf-8", "replace")
    if len(body) > asked.max_bytes:
        return _too_large(name, asked)
    url = _text(fields.get(asked.url_field or "url"))
    stem = given.stem_of(name) or record_stem(url or name.partition("#")[0], name)
    return Source(name, stem, body=body, url=url, kind=_kind(asked, field))


def _too_large(name: str, asked: Reading) -> Result:
    return Result(
        name, code="too-large", message=f"it has more than {asked.max_bytes:,} bytes; --max-bytes allows more"
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _kind(asked: Reading, field: str) -> Kind:
    if asked.kind != "auto":
        return asked.kind
    return "html" if field == "html" else "text" if field == "text" else "auto"


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
