"""HTTP/2, proxies, settings that cannot be used, and answers of noise."""

from __future__ import annotations

import base64
import contextlib
import gzip
import pickle
import random
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import h2.config
import h2.connection
import h2.events
import h2.exceptions
import pytest

import faulty_server as faulty
from faulty_server import PAGE, Connection, FaultyServer, answer
from fetching import failure, fetcher
from newsclean.errors import ConfigError, FetchError
from newsclean.fetchoptions import FetchOptions


def test_http2_is_spoken_where_the_server_speaks_it() -> None:
    ours = fetcher(ca_file=str(faulty.CERTIFICATES / "authority.pem"))
    with FaultyServer({"h2": _http2_page}, certificate="good", alpn=("h2", "http/1.1")) as server:
        page = ours.fetch(server.url("/story", host="localhost"))
    assert page.body == PAGE
    with FaultyServer({"/story": answer()}, certificate="good") as server:
        assert ours.fetch(server.url("/story", host="localhost")).body == PAGE


def _goes_away(http2: Any, _stream: int) -> None:
    http2.close_connection(error_code=11)


def _resets(http2: Any, stream: int) -> None:
    http2.send_headers(stream, [(":status", "200")])
    http2.send_data(stream, PAGE)
    http2.reset_stream(stream)


def _breaks_off(http2: Any, stream: int) -> None:
    http2.send_headers(stream, [(":status", "200"), ("content-length", "999")])
    http2.send_data(stream, PAGE, end_stream=True)


def _has_no_number(http2: Any, stream: int) -> None:
    http2.config.validate_outbound_headers = False
    http2.send_headers(stream, [(":status", "\xb2")], end_stream=True)


@pytest.mark.parametrize("ending", [_goes_away, _resets, _breaks_off, _has_no_number])
def test_http2_that_ends_badly_is_protocol(ending: Callable[[Any, int], None]) -> None:
    route = partial(_http2, ending=ending)
    with FaultyServer({"h2": route}, certificate="good", alpn=("h2",)) as server:
        url = server.url("/story", host="localhost")
        assert failure(url, ca_file=str(faulty.CERTIFICATES / "authority.pem"), timeout=1.0).code == "protocol"


@pytest.mark.parametrize("noise", [b"", b"\0" * 100, b"HTTP/1.1 200 OK\r\n\r\n", b"\xff" * 5000])
def test_http2_that_is_none_ends_with_a_code(noise: bytes) -> None:
    with FaultyServer({"h2": lambda c: c.send(noise)}, certificate="good", alpn=("h2",)) as server:
        error = failure(server.url(host="localhost"), ca_file=str(faulty.CERTIFICATES / "authority.pem"), timeout=1.0)
    assert error.code in ("protocol", "connect")


def _http2_page(c: Connection) -> None:
    _http2(c, _whole)


def _whole(http2: Any, stream: int) -> None:
    http2.send_headers(stream, [(":status", "200"), ("content-type", "text/html")])
    http2.send_data(stream, PAGE, end_stream=True)


def _http2(c: Connection, ending: Callable[[Any, int], None]) -> None:
    """Speaks HTTP/2 until the request has come, and then does what it is told."""
    http2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    http2.initiate_connection()
    c.send(http2.data_to_send())
    with contextlib.suppress(h2.exceptions.ProtocolError):  # of what the client still says to one that went away
        while data := c.socket.recv(65536):
            for event in http2.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    ending(http2, event.stream_id)
            c.send(http2.data_to_send())


def test_proxy_is_used_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultyServer({"http://news.example.org/story": answer(b"by proxy")}) as proxy:
        address = proxy.url().replace("//", "//u:s3cret@")
        monkeypatch.setenv("http_proxy", address)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("REQUEST_METHOD", raising=False)
        page = fetcher(proxy=address).fetch("http://news.example.org/story")
        assert page.body == b"by proxy"
        assert proxy.requests[0].headers["proxy-authorization"] == "Basic " + base64.b64encode(b"u:s3cret").decode()
        assert fetcher(trust_env=True).fetch("http://news.example.org/story").body == b"by proxy"
        assert len(proxy.requests) == 2
        with FaultyServer({"/story": answer()}) as server:
            assert fetcher().fetch(server.url("/story")).body == PAGE
            monkeypatch.setenv("no_proxy", "127.0.0.1")
            assert fetcher(trust_env=True).fetch(server.url("/story")).body == PAGE
        assert len(proxy.requests) == 2
        refused = failure("http://127.1/story", proxy=address, allow_private=False)
    assert refused.code == "private-address"


def test_proxy_that_refuses_a_tunnel_is_connect() -> None:
    with FaultyServer({"news.example.org:443": answer(b"", status="407 Login")}) as proxy:
        error = failure("https://news.example.org/", proxy=proxy.url().replace("//", "//u:s3cret@"))
    assert error.code == "connect"
    assert "s3cret" not in error.message


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"cookies": "missing.txt"}, "No such file"),
        ({"cookies": __file__}, "Netscape"),
        ({"ca_file": "missing.pem"}, "No such file"),
        ({"ca_file": __file__}, "PEM"),
        ({"proxy": "socks5://u:s3cret@localhost"}, "http://"),
        ({"proxy": "https://u:s3cret@localhost"}, "http://"),
        ({"proxy": "http://u:s3cret@"}, "host:port"),
        ({"headers": (("X-A", "s3cret\r\nX-B: c"),)}, "X-A"),
        ({"headers": (("X A", "s3cret"),)}, "NAME:VALUE"),
        ({"headers": (("Host", "s3cret"),)}, "Host"),
        ({"user_agent": "a\nb"}, "user agent"),
    ],
)
def test_settings_that_cannot_be_used_are_said_at_once(options: dict[str, object], word: str) -> None:
    with pytest.raises(ConfigError) as caught:
        fetcher(**options)
    assert caught.value.code == "config"
    assert word in caught.value.message
    assert "s3cret" not in caught.value.message


@pytest.mark.parametrize("bound", [{"timeout": 0}, {"timeout": -1}, {"max_bytes": 0}, {"retries": -1}, {"delay": -0.1}])
def test_bounds_that_leave_nothing_to_do_are_a_wrong_call(bound: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="above 0"):
        FetchOptions(**bound)


def test_failure_is_a_value_that_can_go_to_another_process() -> None:
    with FaultyServer({}) as server:
        error = failure(server.url("/story"))
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (copy.code, copy.message) == (error.code, error.message) == ("http-404", error.message)


def test_answers_of_noise_give_nothing_but_fetch_errors() -> None:
    """Hundreds of answers broken at random places, half of them ones that a client's parsers read."""
    dice = random.Random(7)  # noqa: S311 - the same every time
    whole = answer(
        gzip.compress(PAGE), "Content-Encoding: gzip", "Set-Cookie: a=b; Expires=Mon, 06 May 2024 10:00:00 GMT"
    )
    broken = []
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        broken.append(bytes(data[: dice.randrange(len(data))] if dice.random() < 0.3 else data))
    answers = iter(broken)
    lock = threading.Lock()

    def route(c: Connection) -> None:
        with lock:
            data = next(answers)
        c.send(data)

    with FaultyServer({"/story": route}) as server:
        ours = fetcher(timeout=0.5)
        codes = set()
        for _ in broken:
            try:
                ours.fetch(server.url("/story"))
            except FetchError as error:
                codes.add(error.code)
    assert {"protocol"} <= codes
