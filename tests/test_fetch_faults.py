"""Whatever a server does, fetching ends in time, with a code of the interface and one line for a person."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import socket
import stat
import threading
import time
from collections.abc import Iterator

import pytest

import faulty_server as faulty
from fault_cases import BOMBS, CASES
from faulty_server import FaultyServer, answer, packed
from fetching import failure, fetcher
from newsclean import transport
from newsclean.errors import FetchError
from newsclean.fetch import Fetcher, FetchOptions

TIMEOUT = 0.6
MIB = 1 << 20


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with FaultyServer({f"/{name}": route for name, (route, _, _) in CASES.items()}) as running:
        yield running


@pytest.mark.parametrize("name", CASES)
def test_fault_ends_in_time_with_its_code(server: FaultyServer, name: str) -> None:
    _, code, word = CASES[name]
    began = time.monotonic()
    error = failure(server.url(f"/{name}"), timeout=TIMEOUT, max_bytes=4 * MIB)
    assert (error.code, time.monotonic() - began < TIMEOUT + 1.0) == (code, True), error.message
    assert word in error.message
    assert "\n" not in error.message


@pytest.mark.parametrize("encoding", BOMBS)
def test_bomb_of_a_gibibyte_is_noticed_before_it_fills_the_memory(encoding: str) -> None:
    bomb = BOMBS[encoding]()
    assert len(bomb) < 2_000_000
    with FaultyServer({"/bomb": packed(bomb, encoding)}) as server:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.monotonic()
        error = failure(server.url("/bomb"), timeout=5.0)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert error.code == "too-large", error.message
    assert time.monotonic() - began < 2
    assert grown < 80  # MiB; the limit of a page is 20


def test_closed_port_is_connect() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    error = failure(f"http://127.0.0.1:{port}/")
    assert (error.code, str(port) in error.message) == ("connect", True)


@pytest.mark.parametrize(
    ("certificate", "host", "word"),
    [
        ("selfsigned", "localhost", "self-signed"),
        ("expired", "localhost", "expired"),
        ("elsewhere", "localhost", "mismatch"),
        ("good", "127.0.0.1", "unable to get local issuer"),  # the authority is not given
    ],
)
def test_certificates_that_do_not_hold(certificate: str, host: str, word: str) -> None:
    ours = None if word.startswith("unable") else str(faulty.CERTIFICATES / "authority.pem")
    with FaultyServer({"/": answer()}, certificate=certificate) as server:
        error = failure(server.url(host=host), ca_file=ours)
    assert error.code == "tls"
    assert word in error.message


def test_plain_text_on_the_tls_port_is_tls() -> None:
    with FaultyServer({"/": answer()}) as server:
        began = time.monotonic()
        error = failure(f"https://127.0.0.1:{server.port}/", timeout=TIMEOUT)
    # The server waits for a request's end while the client waits for the handshake's: either may lose patience.
    assert error.code in ("tls", "timeout")
    assert time.monotonic() - began < TIMEOUT + 1.0


def test_tls_port_that_speaks_first_in_plain_text_is_tls() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_greet, args=(listener,))
        thread.start()
        error = failure(f"https://127.0.0.1:{listener.getsockname()[1]}/")
        thread.join()
    assert error.code == "tls"
    assert "wrong version" in error.message


def _greet(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\nThis is a plain HTTP port")
        connection.recv(65536)


def test_plain_request_to_a_tls_port_is_no_page() -> None:
    with FaultyServer({"/": answer()}, certificate="good") as server:
        error = failure(f"http://localhost:{server.port}/")
    assert error.code in ("connect", "protocol")


def test_server_that_falls_silent_is_not_waited_for_until_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "IDLE_LIMIT", 0.2)
    with FaultyServer({"/silent": faulty.no_answer, "/drip": faulty.byte_drip}) as server:
        error = failure(server.url("/silent"), timeout=5.0)
        assert failure(server.url("/drip"), timeout=0.5).message.startswith("no whole answer")
    assert error.code == "timeout"
    assert "sent nothing" in error.message


def test_handshake_that_does_not_end_is_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        error = failure(f"https://127.0.0.1:{listener.getsockname()[1]}/", timeout=0.3)
    assert error.code == "timeout"


def test_name_that_is_not_looked_up_in_time_is_timeout() -> None:
    stopped = threading.Event()

    def slow(_host: str, _port: int) -> list[str]:
        stopped.wait(5)
        return []

    began = time.monotonic()
    with (
        pytest.raises(FetchError) as caught,
        Fetcher(FetchOptions(timeout=0.2, robots=False), resolver=slow) as fetcher,
    ):
        fetcher.fetch("https://news.example.org/")
    stopped.set()
    assert caught.value.code == "timeout"
    assert time.monotonic() - began < 1.5


def test_name_that_does_not_exist_is_dns() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(FetchError) as caught, Fetcher(FetchOptions(), resolver=unknown) as fetcher:
        fetcher.fetch("https://nowhere.example.org/story")
    assert caught.value.code == "dns"
    assert "not known" in caught.value.message


def test_no_socket_is_left_open(server: FaultyServer) -> None:
    """A socket that is only forgotten gives a ResourceWarning, which ends a test; this one counts them too."""
    ours = fetcher(timeout=0.2)
    time.sleep(0.1)
    before = len(_open_sockets())
    for name in ("byte-drip", "short-body", "redirect-loop", "404", "pdf", "noise", "reset-at-once"):
        with pytest.raises(FetchError):
            ours.fetch(server.url(f"/{name}"))
    time.sleep(0.1)
    assert len(_open_sockets()) <= before


def _open_sockets() -> list[int]:
    """File descriptors of this process that are sockets, those of the server included."""
    found = []
    for descriptor in range(256):
        with contextlib.suppress(OSError):  # not open
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                found.append(descriptor)
    return found


def test_messages_show_no_control_characters_of_the_server(server: FaultyServer) -> None:
    for name in ("noise", "header-with-noise"):
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", failure(server.url(f"/{name}")).message)
