"""A server on 127.0.0.1 that does what HTTP libraries are too polite to do: it drips, lies, breaks off and floods.

A route is the bytes of a whole answer, or a function that is given the connection. Paths that have no route are
answered with 404, so that there is no robots.txt unless a test makes one.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

CERTIFICATES = Path(__file__).parent / "certs"
PAGE = b"<!doctype html><title>Bridge reopens</title><p>The bridge over the Orlen reopened on Monday.</p>"


@dataclass(frozen=True)
class Request:
    """What a client asked for, and when it began and ended."""

    path: str
    headers: Mapping[str, str]
    began: float


@dataclass
class Connection:
    """What a route sends with."""

    socket: socket.socket
    request: Request
    stopped: threading.Event

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def drip(self, pieces: Iterator[bytes], pause: float = 0.02) -> None:
        """Send piece by piece until the client goes away or the server stops."""
        for piece in pieces:
            if self.stopped.wait(pause):
                return
            self.send(piece)

    def reset(self) -> None:
        """Break the connection (RST), as a crashed server or a firewall does."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


Route = bytes | Callable[[Connection], None]


def answer(
    body: bytes = PAGE, *headers: str, status: str = "200 OK", kind: str = "text/html", length: int | None = None
) -> bytes:
    """A whole answer as it goes over the wire; `length` lies about the body's."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", "Connection: close"]
    lines += [f"Content-Type: {kind}"] if kind else []
    return "\r\n".join([*lines, *headers, "", ""]).encode("latin-1") + body


def redirect(location: str, *headers: str) -> bytes:
    """A 302."""
    return answer(b"", f"Location: {location}", *headers, status="302 Found")


@dataclass
class FaultyServer:
    """Listens while it is entered; every connection has its own thread, and all end with it."""

    routes: Mapping[str, Route]
    certificate: str | None = None
    alpn: tuple[str, ...] = ()
    address: str = "127.0.0.1"
    requests: list[Request] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server((self.address, 0), backlog=128)
        self.port = self._listener.getsockname()[1]
        self._tls = self._tls_context()
        self._acceptor = threading.Thread(target=self._accept)
        self._acceptor.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stopped.set()
        with contextlib.suppress(OSError):  # already gone on some systems
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in [self._acceptor, *self._threads]:
            thread.join(5)
            assert not thread.is_alive(), "a route of the faulty server does not end"

    def url(self, path: str = "/", host: str | None = None) -> str:
        """Address of a path on this server."""
        return f"{'https' if self.certificate else 'http'}://{host or self.address}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [request.path for request in self.requests]

    def _tls_context(self) -> ssl.SSLContext | None:
        if self.certificate is None:
            return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / f"{self.certificate}.pem")
        if self.alpn:
            context.set_alpn_protocols(list(self.alpn))
        return context

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        # A client that is done with a bad answer closes it: that is what the tests are about, not an error of theirs.
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.enter_context(connection)
            if self._tls:
                connection = stack.enter_context(self._tls.wrap_socket(connection, server_side=True))
            if self._tls and connection.selected_alpn_protocol() == "h2":  # type: ignore[attr-defined]
                self._answer_raw(connection)
                return
            request = _read_request(connection)
            if request is None:
                return
            self.requests.append(request)
            self._answer(Connection(connection, request, self._stopped))

    def _answer(self, connection: Connection) -> None:
        route = self.routes.get(connection.request.path.partition("?")[0], answer(b"", status="404 Not Found"))
        if isinstance(route, bytes):
            connection.send(route)
        else:
            route(connection)

    def _answer_raw(self, connection: socket.socket) -> None:
        """HTTP/2: the route named `h2` speaks it."""
        route = self.routes["h2"]
        assert callable(route)
        route(Connection(connection, Request("h2", {}, time.monotonic()), self._stopped))


def _read_request(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    first, *lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return Request(first.split(" ")[1], headers, time.monotonic())


def byte_drip(c: Connection) -> None:
    """A page of which a byte comes now and then, for ever."""
    c.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    c.drip(b"x" for _ in range(100000))


def endless_headers(c: Connection) -> None:
    """One header after the other, slowly, for ever."""
    c.send(b"HTTP/1.1 200 OK\r\n")
    c.drip(f"X-{at}: y\r\n".encode() for at in range(100000))


def header_flood(c: Connection) -> None:
    """100 MB of headers."""
    c.send(b"HTTP/1.1 200 OK\r\n")
    c.drip((b"X-Header: " + b"y" * 9980 + b"\r\n" for _ in range(10_000)), pause=0)


def early_hints_flood(c: Connection) -> None:
    """Interim answers for ever, fast."""
    c.drip((b"HTTP/1.1 103 Early Hints\r\nLink: </" + b"a" * 30000 + b">\r\n\r\n" for _ in range(100000)), pause=0)


def no_answer(c: Connection) -> None:
    """Silence."""
    c.stopped.wait(20)


def closed_at_once(_c: Connection) -> None:
    """The request is read, and the connection closed."""


def reset_at_once(c: Connection) -> None:
    """The request is read, and the connection broken."""
    c.reset()


def reset_in_the_middle(c: Connection) -> None:
    """Half a page, then the connection breaks."""
    c.send(answer(PAGE, length=100000))
    time.sleep(0.05)
    c.reset()


def chunks_that_stop(c: Connection) -> None:
    """Chunked, and no last chunk."""
    c.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n")


def chunk_drip(c: Connection) -> None:
    """Chunks of a byte, for ever."""
    c.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    c.drip(b"1\r\nx\r\n" for _ in range(100000))


def body_flood(c: Connection) -> None:
    """A page without end, fast."""
    c.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    c.drip((b"<p>more</p>\n" * 5000 for _ in range(1_000_000)), pause=0)


def packed(body: bytes, encoding: str, kind: str = "text/html") -> bytes:
    """An answer with a Content-Encoding."""
    return answer(body, f"Content-Encoding: {encoding}", kind=kind)


GIB = 1 << 30


def deflate_bomb(wbits: int) -> bytes:
    """1 GiB of zeros in about 1 MiB, made from one packed piece that is repeated: a full flush forgets what was."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    head = {16 + zlib.MAX_WBITS: gzip.compress(b"")[:10], zlib.MAX_WBITS: b"\x78\x9c"}.get(wbits, b"")
    return head + piece * (GIB >> 24)


def brotli_bomb() -> bytes:
    """1 GiB of zeros in some KiB."""
    import brotli  # type: ignore[import-untyped]

    packer = brotli.Compressor(quality=1)
    return b"".join(packer.process(bytes(1 << 24)) for _ in range(GIB >> 24)) + bytes(packer.finish())


def zstd_bomb() -> bytes:
    """1 GiB of zeros in some KiB, in one frame."""
    import zstandard

    packer = zstandard.ZstdCompressor(level=1).compressobj()
    return b"".join(packer.compress(bytes(1 << 24)) for _ in range(GIB >> 24)) + packer.flush()
