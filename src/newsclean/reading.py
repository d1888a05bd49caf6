"""The bytes of a file or stream, un-gzipped, and never more of them than asked for."""

from __future__ import annotations

import os
import stat
import zlib
from typing import IO

from newsclean.errors import InputError

#: Bytes of one input, unpacked, where nothing else is asked for.
MAX_BYTES = 20 * 1024 * 1024
_GZIP = b"\x1f\x8b\x08"
_GZIP_WINDOW = 31  # zlib's way to ask for gzip's header and checksum


def read_file(path: str, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file. Raises InputError: `unreadable`, `too-large`."""
    # Not waiting, for a pipe would never end; what it is must be asked of the open file, lest it be changed meanwhile.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    try:
        with open(os.open(path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InputError("unreadable", f"this is {kind_of(status.st_mode)}; newsclean reads regular files")
            if status.st_size > max_bytes:
                raise _too_large(max_bytes)
            return _settled(_content(file, status.st_size, max_bytes), max_bytes)
    except FileNotFoundError as error:
        raise InputError("unreadable", "it was gone when it was to be read; run again if it is back") from error
    except OSError as error:
        raise InputError("unreadable", f"{error.strerror or error}; check its permissions and the disk") from error
    except ValueError as error:  # a NUL in the path
        raise InputError("unreadable", str(error)) from error


def read_stream(stream: IO[bytes], max_bytes: int = MAX_BYTES) -> bytes:
    """All bytes of a stream. Raises InputError: `unreadable` for broken gzip, `too-large`; and OSError."""
    return _settled(stream.read(max_bytes + 1), max_bytes)


def kind_of(mode: int) -> str:
    """What a file that is not a regular one is called."""
    names = (
        (stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"), (stat.S_ISLNK, "a link"),
    )  # fmt: skip
    return next((name for test, name in names if test(mode)), "no file")


def _content(file: IO[bytes], size: int, max_bytes: int) -> bytes:
    """All bytes of a file of that size; of one that has grown, or does not tell its size, one more than may be.

    A buffer for the most that there may be takes longer to get than a page to read.
    """
    data = file.read(size + 1)
    return data + file.read(max_bytes + 1 - len(data)) if len(data) > size else data


def _settled(data: bytes, max_bytes: int) -> bytes:
    if len(data) > max_bytes:
        raise _too_large(max_bytes)
    return _unpacked(data, max_bytes) if data.startswith(_GZIP) else data


def _unpacked(data: bytes, max_bytes: int) -> bytes:
    """What is in gzip data, which may have several members; zeros behind the last one are padding (RFC 1952)."""
    out = bytearray()
    while data.startswith(_GZIP):
        member = zlib.decompressobj(_GZIP_WINDOW)
        try:
            out += member.decompress(data, max_bytes + 1 - len(out))
        except zlib.error as error:
            raise InputError("unreadable", f"its gzip data is broken ({error}); get the file again") from error
        if len(out) > max_bytes:
            raise _too_large(max_bytes)
        if not member.eof:
            raise InputError("unreadable", "its gzip data ends in the middle; get the file again")
        data = member.unused_data
    return bytes(out)


def _too_large(max_bytes: int) -> InputError:
    return InputError("too-large", f"it has more than {max_bytes:,} bytes; --max-bytes allows more")
