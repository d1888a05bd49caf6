"""One request on one connection of its own, bounded in time and bytes, to an address that was looked up once.

Built on httpcore, which reads HTTP/1.1 and HTTP/2, because httpx alone has no total deadline and no size limit, and
looks names up behind a check's back. A connection is not kept: between two pages of a host lies its delay.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from newsclean import addresses
from newsclean.errors import FetchError
from newsclean.weburl import host_of

if TYPE_CHECKING:
    from newsclean.deadline import Deadline

CONNECT_LIMIT = 10.0  # seconds for look-up and connection, and again for the TLS handshake
IDLE_LIMIT = 20.0  # seconds in which not one byte comes
_MAX_ADDRESSES = 4  # of a host that are tried
_BROKEN = "the server's answer is not HTTP that can be read"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and headers of an answer, and its body as it comes over the wire, not unpacked."""

    status: int
    headers: httpx.Headers
    chunks: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Transport:
    """How connections are made. Immutable, so that threads may share it."""

    tls: Callable[[], ssl.SSLContext]  # called for https only: reading the authorities takes a while
    allow_private: bool
    resolver: addresses.Resolver
    max_wire_bytes: int

    @contextmanager
    def send(self, request: httpx.Request, deadline: Deadline, proxy: httpx.URL | None = None) -> Iterator[Answer]:
        """Send a request and give the answer while its body is still to come; the connection is closed after.

        Raises FetchError (`private-address dns connect tls timeout protocol too-large`), also while the body is read.
        Through a proxy it is the proxy that looks names up, so only hosts that spell a private address are refused.
        """
        if not self.allow_private:
            addresses.refuse_spelled(host_of(request.url))
        wire = _Wire(self, deadline, proxy)
        with httpcore.ConnectionPool(
            ssl_context=self.tls() if request.url.scheme == "https" else None,
            max_connections=1,
            max_keepalive_connections=0,
            http2=True,
            network_backend=wire,
            proxy=_proxy(proxy),
        ) as pool:
            response = _answer(pool, request)
            try:
                yield Answer(response.status, httpx.Headers(response.headers), _chunks(response))
            finally:
                response.close()


def _proxy(url: httpx.URL | None) -> httpcore.Proxy | None:
    if url is None:
        return None
    auth = (url.username.encode(), url.password.encode()) if url.userinfo else None
    return httpcore.Proxy(httpcore.URL(scheme=b"http", host=url.raw_host, port=url.port or 80, target=b"/"), auth=auth)


def _answer(pool: httpcore.ConnectionPool, request: httpx.Request) -> httpcore.Response:
    url = request.url
    core = httpcore.Request(
        method=request.method,
        url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
    )
    try:
        return pool.handle_request(core)
    except FetchError:
        raise
    except Exception as error:
        # Not only httpcore's own: what a server sends can make the parsers below it raise ValueError and worse.
        raise _protocol_error(error) from error


def _chunks(response: httpcore.Response) -> Iterator[bytes]:
    try:
        yield from response.iter_stream()
    except FetchError:
        raise
    except Exception as error:  # as above
        raise _protocol_error(error) from error


def _protocol_error(error: Exception) -> FetchError:
    if isinstance(error, httpcore.ProxyError):
        return FetchError("connect", f"the proxy refuses to connect ({str(error)[:100]}); check --proxy")
    # Only what the parser says of the server: an error of our own request could quote a header of the user's.
    why = f" ({str(error)[:120]})" if isinstance(error, httpcore.RemoteProtocolError) else ""
    return FetchError("protocol", f"{_BROKEN}{why}; try again later, or save the page in a browser")


class _Wire(httpcore.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, transport: Transport, deadline: Deadline, proxy: httpx.URL | None) -> None:
        self._transport = transport
        self._deadline = deadline
        self._proxy = proxy

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        seconds = min(CONNECT_LIMIT, self._deadline.remaining())
        found = addresses.resolve(host, port, self._transport.resolver, seconds)
        if not self._transport.allow_private and not self._proxy:
            addresses.refuse_resolved(host, found)
        connection = self._connect(found[:_MAX_ADDRESSES], port)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return _Stream(connection, self._transport.max_wire_bytes, self._deadline)

    def _connect(self, found: list[str], port: int) -> socket.socket:
        """The first address that answers; each gets its share of the time, so that a dead one does not take it all."""
        failure: OSError = TimeoutError()
        for at, address in enumerate(found):
            share = min(CONNECT_LIMIT, self._deadline.remaining()) / (len(found) - at)
            try:
                return socket.create_connection((address, port), timeout=share)
            except OSError as error:
                failure = error
        self._deadline.remaining()
        if isinstance(failure, TimeoutError):
            raise FetchError("timeout", f"port {port} of the host does not answer; check the address and the network")
        why = failure.strerror or "no connection"
        raise FetchError("connect", f"no connection to port {port} of the host ({why}); check the address")


class _Stream(httpcore.NetworkStream):
    """One connection. Every wait ends with the URL's deadline; every byte counts."""

    def __init__(self, connection: socket.socket, max_bytes: int, deadline: Deadline) -> None:
        self._socket = connection
        self._max_bytes = max_bytes
        self._deadline = deadline
        self._received = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline rules
        self._socket.settimeout(min(IDLE_LIMIT, self._deadline.remaining()))
        try:
            data = self._socket.recv(max_bytes)
        except OSError as error:
            raise self._read_failure(error) from None
        if not data and not self._received:
            raise FetchError("connect", "the server closes the connection without an answer; try again later")
        self._received += len(data)
        if self._received > self._max_bytes:
            raise FetchError(
                "too-large", f"the answer is over {self._max_bytes:,} bytes on the wire; raise --max-bytes"
            )
        return data

    def _read_failure(self, error: OSError) -> FetchError:
        if isinstance(error, TimeoutError):
            self._deadline.remaining()
            return FetchError("timeout", f"the server sent nothing for {IDLE_LIMIT:g} s; try again")
        if self._received:
            return FetchError("protocol", "the connection broke in the middle of the answer; try again")
        if isinstance(error, ssl.SSLError):
            return _tls_failure(error)
        return FetchError("connect", "the server breaks the connection without an answer; try again later")

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        try:
            while buffer:
                self._socket.settimeout(min(IDLE_LIMIT, self._deadline.remaining()))
                buffer = buffer[self._socket.send(buffer) :]
        except OSError as error:
            # httpcore reads on after this one: a server may answer before it has read the request.
            raise httpcore.WriteError(str(error)) from None

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        try:
            self._socket.settimeout(min(CONNECT_LIMIT, self._deadline.remaining()))
            self._socket = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except TimeoutError:
            self.close()
            self._deadline.remaining()
            raise FetchError("timeout", "the server does not finish the TLS handshake; try again later") from None
        except ssl.SSLError as error:
            self.close()
            raise _tls_failure(error) from None
        except OSError:
            self.close()
            raise FetchError("connect", "the server breaks the connection in the TLS handshake; try again") from None
        except BaseException:
            self.close()
            raise
        return self

    def get_extra_info(self, info: str) -> Any:
        if info == "ssl_object" and isinstance(self._socket, ssl.SSLSocket):
            return self._socket
        return None


def _tls_failure(error: ssl.SSLError) -> FetchError:
    if isinstance(error, ssl.SSLCertVerificationError):
        why = error.verify_message
        return FetchError("tls", f"the certificate is not trusted ({why}); give its authority with --ca-file")
    why = (error.reason or "handshake failed").replace("_", " ").lower()
    return FetchError("tls", f"no secure connection ({why}); check whether the server speaks https on this port")
