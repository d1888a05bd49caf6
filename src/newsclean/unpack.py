"""Content codings undone in small steps, so that a bomb is noticed long before it fills the memory (RFC 9110, 8.4)."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

STEP = 64 * 1024  # bytes of one step of unpacking
#: What a server stacks on purpose is one or two.
_MAX_CODINGS = 4
_ZSTD_WINDOW = 8 * 1024 * 1024  # RFC 9659: the most that HTTP may ask for
_ZSTD_SLICE = 256
_WRONG_CODING = "the body is not packed as its Content-Encoding says"
_ENDED_EARLY = "the packed body ends early"

Chunks = Iterator[bytes]


class UnpackError(ValueError):
    """A body is not what its Content-Encoding says, or ends early."""


def accepted() -> str:
    """Value of Accept-Encoding."""
    return ", ".join(("gzip", "deflate", "br", "zstd"))


def unpack(chunks: Iterable[bytes], content_encoding: str) -> Chunks:
    """Unpacked pieces of a body, each about STEP bytes at most. Raises UnpackError.

    A coding that is not known is let through as it is, as browsers do; what comes of it is judged by its bytes.
    """
    codings = [name.strip().lower() for name in content_encoding.split(",") if name.strip()]
    if len(codings) > _MAX_CODINGS:
        raise UnpackError(f"the body is packed {len(codings)} times")
    pieces = iter(chunks)
    for name in reversed(codings):  # the last one named was the last one applied
        if name in _CODINGS:
            pieces = _CODINGS[name](pieces)
    return pieces


def _gunzip(chunks: Chunks) -> Chunks:
    """Gzip, of one member or several (RFC 1952); what follows the last one is padding and left out."""
    member, ended = zlib.decompressobj(zlib.MAX_WBITS | 16), True
    for chunk in chunks:
        data = chunk
        while data:
            if ended and not data.lstrip(b"\0"):
                break
            ended = False
            yield from _inflated(member, data)
            if not member.eof:
                break
            data, ended = member.unused_data, True
            member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            if not data.startswith(b"\x1f\x8b"):
                break
    if not ended:
        raise UnpackError(_ENDED_EARLY)


def _inflate(chunks: Chunks) -> Chunks:
    """Deflate in its zlib wrapper (RFC 1950), or bare, as some servers send it."""
    stream = None
    for chunk in chunks:
        if stream is None and chunk:
            wrapped = chunk[0] & 0x0F == 8 and (len(chunk) < 2 or (chunk[0] << 8 | chunk[1]) % 31 == 0)
            stream = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        if stream:
            yield from _inflated(stream, chunk)
    if stream and not stream.eof:
        raise UnpackError(_ENDED_EARLY)


def _inflated(stream: zlib._Decompress, data: bytes) -> Chunks:
    while data and not stream.eof:
        try:
            piece = stream.decompress(data, STEP)
        except zlib.error:
            raise UnpackError(_WRONG_CODING) from None
        data = stream.unconsumed_tail
        if piece:
            yield piece


def _unbrotli(chunks: Chunks) -> Chunks:
    import brotli  # type: ignore[import-untyped]

    stream = brotli.Decompressor()
    begun = False
    for chunk in chunks:
        data, begun = chunk, begun or bool(chunk)
        while not stream.is_finished():
            try:
                piece = stream.process(data, output_buffer_limit=STEP)
            except brotli.error:
                raise UnpackError(_WRONG_CODING) from None
            data = b""
            if piece:
                yield piece
            elif stream.can_accept_more_data():  # also true while output is left, so only an empty piece is the end
                break
    if begun and not stream.is_finished():
        raise UnpackError(_ENDED_EARLY)


def _unzstd(chunks: Chunks) -> Chunks:
    """Zstandard frames (RFC 8878). Its library bounds no output, so the input is given in pieces that cannot hold much:
    a block takes four bytes at least and gives 128 KiB at most, so a piece gives 8 MiB at most."""
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    frame, ended = unpacker.decompressobj(), True
    for chunk in chunks:
        data = chunk
        while data:
            slice_, data = data[:_ZSTD_SLICE], data[_ZSTD_SLICE:]
            try:
                piece = frame.decompress(slice_)
            except zstandard.ZstdError:
                raise UnpackError(_WRONG_CODING) from None
            ended = frame.eof
            if ended:
                data, frame = frame.unused_data + data, unpacker.decompressobj()
            if piece:
                yield piece
    if not ended:
        raise UnpackError(_ENDED_EARLY)


_CODINGS: dict[str, Callable[[Chunks], Chunks]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
