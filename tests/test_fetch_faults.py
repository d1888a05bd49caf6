"""Whatever a server does, fetching ends in time, with a code of the interface and one line for a person."""

from __future__ import annotations

import contextlib
import datetime
import gzip
import os
import re
import resource
import socket
import stat
import threading
import time
import zlib
from collections.abc import Callable, Iterator

import pytest

import faulty_server as faulty
from faulty_server import PAGE, FaultyServer, answer, packed, redirect
from fetching import failure, fetcher
from newsclean import transport
from newsclean.fetch import Fetcher, FetchOptions
from newsclean.model import FetchError

TIMEOUT = 0.6
LATER = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"

#: What the server does -> its route, the code that must come back, and a word that the line must hold.
CASES: dict[str, tuple[faulty.Route, str, str]] = {
    "byte-drip": (faulty.byte_drip, "timeout", "--timeout"),
    "chunk-drip": (faulty.chunk_drip, "timeout", "--timeout"),
    "endless-headers": (faulty.endless_headers, "timeout", "--timeout"),
    "no-answer": (faulty.no_answer, "timeout", "--timeout"),
    "header-flood": (faulty.header_flood, "protocol", "HTTP"),
    "early-hints-flood": (faulty.early_hints_flood, "too-large", "--max-bytes"),
    "body-flood": (faulty.body_flood, "too-large", "--max-bytes"),
    "closed-at-once": (faulty.closed_at_once, "connect", "without an answer"),
    "reset-at-once": (faulty.reset_at_once, "connect", "without an answer"),
    "reset-in-the-middle": (faulty.reset_in_the_middle, "protocol", "middle"),
    "short-body": (answer(PAGE, length=100000), "protocol", "without sending complete"),
    "announced-too-large": (answer(PAGE, length=50_000_000), "too-large", "--max-bytes"),
    "chunks-that-stop": (faulty.chunks_that_stop, "protocol", "HTTP"),
    "broken-chunk": (CHUNKED + b"zz\r\n<html\r\n", "protocol", "HTTP"),
    "two-lengths": (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "protocol", "HTTP"),
    "http-0.9": (PAGE, "protocol", "HTTP"),
    "noise": (bytes(range(256)) * 20, "protocol", "HTTP"),
    "header-with-noise": (b"HTTP/1.1 200 OK\r\n\x00\xff: \x01\r\n\r\n", "protocol", "HTTP"),
    "switching-protocols": (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", "protocol", "HTTP"),
    "not-gzip": (packed(PAGE, "gzip"), "protocol", "Content-Encoding"),
    "not-deflate": (packed(b"\x78\x9c" + PAGE, "deflate"), "protocol", "Content-Encoding"),
    "not-brotli": (packed(PAGE, "br"), "protocol", "Content-Encoding"),
    "not-zstd": (packed(PAGE, "zstd"), "protocol", "Content-Encoding"),
    "half-a-gzip": (packed(gzip.compress(PAGE)[:-20], "gzip"), "protocol", "early"),
    "half-a-deflate": (packed(zlib.compress(PAGE)[:-20], "deflate"), "protocol", "early"),
    "packed-nine-times": (packed(PAGE, ", ".join(["gzip"] * 9)), "protocol", "9 times"),
    "gzip-in-gzip": (packed(gzip.compress(gzip.compress(PAGE)), "gzip"), "not-text", "gzip"),
    "redirect-loop": (redirect("/redirect-loop"), "redirect-loop", "10 redirects"),
    "redirect-to-file": (redirect("file:///etc/hostname"), "scheme", "file:"),
    "redirect-to-nonsense": (redirect("http://[::1"), "protocol", "cannot be read"),
    "redirect-to-bad-port": (redirect("http://example.org:99999/"), "scheme", "port"),
    "redirect-to-nowhere": (answer(b"", status="302 Found"), "protocol", "302"),
    "not-modified": (answer(b"", status="304 Not Modified"), "protocol", "304"),
    "401": (answer(b"", status="401 Unauthorized"), "http-401", "--cookies"),
    "403": (answer(b"", status="403 Forbidden"), "http-403", "newsclean clean"),
    "404": (answer(b"", status="404 Not Found"), "http-404", "address"),
    "410": (answer(b"", status="410 Gone"), "http-410", "gone"),
    "418": (answer(b"", status="418 I'm a teapot"), "http-418", "refuses"),
    "429-hour": (answer(b"", "Retry-After: 3600", status="429 Too Many"), "http-429", "3,600 s"),
    "429-date": (answer(b"", f"Retry-After: {LATER}", status="429 Too Many"), "http-429", "come back in 3,"),
    "429-nonsense": (answer(b"", "Retry-After: \xb2 soon", status="429 Too Many"), "http-429", "--delay"),
    "500": (answer(b"", status="500 Oops"), "http-500", "later"),
    "503": (answer(b"", status="503 Busy"), "http-503", "later"),
    "999": (answer(b"", status="999 Denied"), "http-999", "newsclean clean"),
    "pdf": (answer(b"%PDF-1.7", kind="application/pdf"), "not-text", "a PDF"),
    "pdf-as-html": (answer(b"%PDF-1.7 \x00\x01"), "not-text", "a PDF"),
    "image": (answer(b"\x89PNG", kind="image/png"), "not-text", "an image"),
    "json": (answer(b"{}", kind="application/json; charset=utf-8"), "not-text", "JSON"),
    "rss": (answer(b"<rss/>", kind="application/rss+xml"), "not-text", "feed"),
    "rss-as-xml": (answer(b"<?xml version='1.0'?><!-- x -->\n<rss/>", kind="text/xml"), "not-text", "feed"),
    "sitemap": (answer(b"<?xml version='1.0'?><urlset/>", kind="application/xml"), "not-text", "site map"),
    "program": (answer(b"\x7fELF\x00", kind="application/octet-stream"), "not-text", "program"),
}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with FaultyServer({f"/{name}": route for name, (route, _, _) in CASES.items()}) as running:
        yield running


@pytest.mark.parametrize("name", CASES)
def test_fault_ends_in_time_with_its_code(server: FaultyServer, name: str) -> None:
    _, code, word = CASES[name]
    began = time.monotonic()
    error = failure(server.url(f"/{name}"), timeout=TIMEOUT)
    assert (error.code, time.monotonic() - began < TIMEOUT + 1.0) == (code, True), error.message
    assert word in error.message
    assert "\n" not in error.message


BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip": lambda: faulty.deflate_bomb(16 + zlib.MAX_WBITS),
    "deflate": lambda: faulty.deflate_bomb(zlib.MAX_WBITS),
    "br": faulty.brotli_bomb,
    "zstd": faulty.zstd_bomb,
    "gzip, gzip": lambda: gzip.compress(faulty.deflate_bomb(16 + zlib.MAX_WBITS), 1),
}


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
