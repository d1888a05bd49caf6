"""The HTML pages in a WARC file (ISO 28500), packed or not: each response record is an input of its own.

fastwarc reads the records. It gives up at the first damaged member of a packed file, so members are found and
unpacked here; what cannot be unpacked costs one input, and reading goes on at the next member.
"""

from __future__ import annotations

import io
import json
import mmap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from newsclean.filesystems import at_hand
from newsclean.items import Item, Reading, Skipped, Source, not_installed, unreadable
from newsclean.model import Result
from newsclean.naming import GivenNames, record_stem, shown, url_stem
from newsclean.warcpages import NOTE_FIELD

_GZIP = b"\x1f\x8b\x08"
_GZIP_WINDOW = 31  # zlib's way to ask for gzip's header and checksum
_START = b"WARC/"
_HEADER_BYTES = 1 << 20  # of a record, besides its page
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class _Member:
    """A part of a packed file: one record, by the standard."""

    at: int
    data: bytes | None  # None where it is damaged
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page that newsclean fetched and kept (`warcpages`), and what it noted of it."""

    source: Source
    note: dict[str, Any]


def warc_records(path: str, asked: Reading, given: GivenNames) -> Iterator[Item]:
    """The pages of a file, in its order. A record is called by its place: `FILE#OFFSET`."""
    try:
        import fastwarc  # noqa: F401 (is it there?)
    except ImportError:
        yield not_installed(shown(path), "WARC", "fastwarc", "warc")
        return
    try:
        with at_hand(path) as local, open(local, "rb") as file:
            if file.read(len(_GZIP)) == _GZIP:
                with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                    yield from _gathered(_of_members(path, data, asked, given), given)
            else:
                file.seek(0)
                yield from _gathered(_of_stream(path, file, 0, asked, given), given)
    except OSError as error:
        yield unreadable(shown(path), f"it cannot be read to its end: {error.strerror or error}")


def _of_members(path: str, data: mmap.mmap, asked: Reading, given: GivenNames) -> Iterator[Item | _Kept]:
    for member in _members(data, asked.max_bytes + _HEADER_BYTES):
        name = f"{shown(path)}#{member.at}"
        if member.too_large:
            yield Result(name, code="too-large", message=f"the record has more than {asked.max_bytes:,} bytes")
        elif member.data is None:
            yield unreadable(name, "this record is damaged; the next one is read")
        else:
            yield from _of_stream(path, io.BytesIO(member.data), member.at, asked, given)


def _members(data: mmap.mmap, most: int) -> Iterator[_Member]:
    at = 0
    while at < len(data):
        start = _next_start(data, at)
        if start > at:  # what was there is no member any more
            yield _Member(at, None)
        if start < len(data):
            unpacker = zlib.decompressobj(_GZIP_WINDOW)
            body, at = _unpacked(data, start, unpacker, most)
            yield _Member(start, body if unpacker.eof else None, too_large=body is not None and len(body) > most)
        else:
            at = start


def _next_start(data: mmap.mmap, at: int) -> int:
    """Where the next member starts that holds a record. Its three first bytes can occur by chance within another."""
    while (at := data.find(_GZIP, at)) >= 0:
        try:
            if zlib.decompressobj(_GZIP_WINDOW).decompress(data[at : at + 512], len(_START)) == _START:
                return at
        except zlib.error:
            pass
        at += 1
    return len(data)


def _unpacked(data: mmap.mmap, start: int, unpacker: Any, most: int) -> tuple[bytes | None, int]:
    """What is in a member, and where the next one starts; if it is damaged or too large, where one is likely to."""
    body = bytearray()
    at = start
    try:
        while at < len(data) and not unpacker.eof and len(body) <= most:
            piece = data[at : at + (1 << 16)]
            body += unpacker.decompress(unpacker.unconsumed_tail + piece, most + 1 - len(body))
            at += len(piece)
    except zlib.error:
        return None, _next_start(data, start + 1)
    if unpacker.eof:
        return bytes(body), at - len(unpacker.unused_data)
    return bytes(body) if len(body) > most else None, _next_start(data, start + 1)


def _of_stream(path: str, stream: Any, offset: int, asked: Reading, given: GivenNames) -> Iterator[Item | _Kept]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
        name = f"{shown(path)}#{offset + record.stream_pos}"
        note = _note(record)
        item = _item(name, record, asked, given, kept=note is not None)
        if isinstance(item, Source) and note is not None:
            yield _Kept(item, note)
        else:
            yield item


def _note(record: Any) -> dict[str, Any] | None:
    """What newsclean wrote of a page that it kept, or None for a record of any other program."""
    try:
        note = json.loads(record.headers.get(NOTE_FIELD) or "null")
    except (ValueError, RecursionError):
        return None
    return note if isinstance(note, dict) and isinstance(note.get("input"), str) else None


def _gathered(items: Iterator[Item | _Kept], given: GivenNames) -> Iterator[Item]:
    """Inputs as they were fetched: pages that were kept under their URL's name, each with its further pages."""
    further: list[Source] = []
    for item in items:
        if not isinstance(item, _Kept):
            yield item
        elif item.note.get("further"):
            further.append(item.source)
        else:
            name = shown(item.note["input"])
            archived, cut = (str(item.note[key]) if item.note.get(key) else None for key in ("archived", "cut"))
            yield replace(
                item.source, name=name, stem=given.stem_of(name) or url_stem(name), archived=archived, cut=cut,
                further=tuple(further),
            )  # fmt: skip
            further = []


def _item(name: str, record: Any, asked: Reading, given: GivenNames, *, kept: bool) -> Item:
    url = record.headers.get("WARC-Target-URI")
    http = record.http_headers
    status = http.status_code if http is not None else None
    if status != 200:
        return Skipped(name, f"an answer of status {status}")
    if record.http_content_type not in _PAGE_TYPES and not kept:
        return Skipped(name, f"a record of {record.http_content_type}")
    body = record.reader.read(asked.max_bytes + 1)
    if len(body) > asked.max_bytes:
        return Result(name, code="too-large", message=f"it has more than {asked.max_bytes:,} bytes")
    stem = given.stem_of(name) or record_stem(url or _file_of(name), name)
    return Source(
        name, stem, body=body, url=url, kind=asked.kind, content_type=http.get("Content-Type"),
        fetched=record.headers.get("WARC-Date"),
    )  # fmt: skip


def _file_of(name: str) -> str:
    """The file that a record is in."""
    return name.rpartition("#")[0]
