"""No spelling of an address that is not public gets through, every public one does. Nothing is connected to here."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from newsclean import addresses, transport
from newsclean.errors import FetchError
from newsclean.fetch import Fetcher, FetchOptions

PRIVATE = """
127.0.0.1 127.0.0.1. 127.1 127.0.1 127.255.255.254 127.0.0.1:8080 2130706433 0x7f000001 0X7F.0.0.1 0x7f.1 017700000001
0177.0.0.1 0177.1 00000177.0.0.1 0x7f.0x0.0x0.0x1 127.0x1 0 0.0.0.0 0x0 00 0.1.2.3
localhost LOCALHOST localhost. a.localhost 10.0.0.1 10.255.255.255 0xa.0.0.1 012.1 167772161 172.16.0.1 172.31.255.255
192.168.0.1 192.168.257 0xc0a80001 3232235521 169.254.169.254 0xa9fea9fe 2852039166 169.254.43518 100.64.0.1
192.0.0.8 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1
255.255.255.255 0xffffffff [::] [::1] [0:0:0:0:0:0:0:1] [0::1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:10.0.0.1]
[::ffff:8.8.8.8] [::127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::a00:1] [64:ff9b::808:808] [64:ff9b:1::1]
[2002:7f00:1::] [2002:a00:1::1] [2002:808:808::1] [2001::1] [2001:db8::1] [fc00::1] [fd12:3456::1]
[fe80::1] [fe80::1%25eth0] [fec0::1] [ff02::1] [100::1] [4000::1] [3fff::1] [5f00::1]
%31%32%37.0.0.1 127%2E0.0.1 １２７.０.０.１ 127。0。0。1 ①②⑦.⓪.⓪.① ⑩.0.0.1 ｌｏｃａｌｈｏｓｔ
user:pw@127.0.0.1 example.org@10.0.0.1
"""
PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255 169.255.0.0
172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.88.98.1 192.88.100.1 192.167.255.255 192.169.0.0
198.17.255.255 198.20.0.0 198.51.99.1 198.51.101.1 203.0.112.1 203.0.114.1 223.255.255.255 134744072 0x08080808
010.8.8.8 8.8.2056 [2000::1] [2001:200::1] [2001:4860:4860::8888] [2003::1] [2606:4700::1111] [2a00:1450::1] [3ffe::1]
"""
NO_NAMES = [
    "exa mple.org", "a..example.org", "256.1.1.1", "1.2.3.4.5", "example.1", "08.1.1.1", "i\u2764.example.org",
    "\u0430\u0300\u200d.example", "a" * 64 + ".example.org", "\u00ad.example.org", "%ff.example.org",
]  # fmt: skip


def resolver(**answers: Sequence[str]) -> addresses.Resolver:
    """Knows these names, and fails the test when it is asked for anything else."""

    def resolve(host: str, _port: int) -> Sequence[str]:
        return answers[host.split(".")[0]]

    return resolve


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Addresses that would have been connected to; no packet leaves."""
    tried: list[tuple[str, int]] = []

    def refuse(address: tuple[str, int], timeout: float) -> None:
        assert timeout > 0
        tried.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(transport.socket, "create_connection", refuse)
    return tried


def failure(url: str, resolve: addresses.Resolver, **options: bool) -> FetchError:
    with pytest.raises(FetchError) as caught:
        Fetcher(FetchOptions(retries=0, delay=0.0, robots=False, **options), resolver=resolve).fetch(url)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize("spelling", PRIVATE.split())
def test_private_address_is_refused_however_it_is_spelled(spelling: str, connected: list[tuple[str, int]]) -> None:
    for scheme in ("http", "HTTPS"):
        error = failure(f"{scheme}://{spelling}/story", resolver())
        assert error.code == "private-address", error.message
        assert "--allow-private" in error.message
    assert connected == []


def test_there_are_sixty_spellings_and_more() -> None:
    assert len(set(PRIVATE.split())) >= 60


@pytest.mark.parametrize("spelling", PUBLIC.split())
def test_public_address_is_connected_to(spelling: str, connected: list[tuple[str, int]]) -> None:
    error = failure(f"http://{spelling}/story", resolver())
    assert error.code == "connect", error.message
    assert [addresses.refusal(ip_address(address)) for address, _ in connected] == [None]


@pytest.mark.parametrize(
    "answers",
    [["127.0.0.1"], ["10.1.2.3"], ["::1"], ["8.8.8.8", "192.168.1.1"], ["2606:4700::1111", "fe80::1%eth0"],
     ["8.8.8.8", "8.8.4.4", "::ffff:10.0.0.1"], ["64:ff9b::a00:1"]],
)  # fmt: skip
def test_name_that_leads_to_a_private_address_is_refused(answers: list[str], connected: list[tuple[str, int]]) -> None:
    error = failure("https://news.example.org/", resolver(news=answers))
    assert error.code == "private-address"
    assert answers[-1] in error.message
    assert connected == []


def test_name_is_looked_up_once_and_what_was_checked_is_connected_to(connected: list[tuple[str, int]]) -> None:
    """A name whose next answer is private gains nothing: nobody asks again."""
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    error = failure("http://rebind.example.org/", lambda _host, _port: next(answers))
    assert error.code == "connect"
    assert connected == [("8.8.8.8", 80)]
    assert next(answers) == ["127.0.0.1"]


def test_all_addresses_of_a_name_are_tried_in_order(connected: list[tuple[str, int]]) -> None:
    failure("http://news.example.org:8080/", resolver(news=["2606:4700::1111", "8.8.8.8", "8.8.8.8"]))
    assert connected == [("2606:4700::1111", 8080), ("8.8.8.8", 8080)]


def test_dead_address_does_not_take_the_time_of_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    shares: list[float] = []

    def lost(_address: tuple[str, int], timeout: float) -> None:
        shares.append(timeout)
        raise TimeoutError

    monkeypatch.setattr(transport.socket, "create_connection", lost)
    error = failure("http://news.example.org/", resolver(news=["2606:4700::1111", "8.8.8.8"]))
    assert error.code == "timeout"
    assert shares[0] <= transport.CONNECT_LIMIT / 2
    assert shares[1] <= transport.CONNECT_LIMIT


def test_public_name_seen_through_nat64_is_public(connected: list[tuple[str, int]]) -> None:
    """So do all IPv4 hosts look from a network that has IPv6 only."""
    assert failure("http://news.example.org/", resolver(news=["64:ff9b::808:808"])).code == "connect"
    assert connected == [("64:ff9b::808:808", 80)]


def test_allow_private_lets_them_through(connected: list[tuple[str, int]]) -> None:
    assert failure("http://127.1/", resolver(), allow_private=True).code == "connect"
    assert connected == [("127.0.0.1", 80)]


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "ftp://example.org/", "data:text/html,x", "example.org/story", "//example.org/",
            "http:///story", "http://", "https://example.org:99999/", "http://[::1", "", "javascript:alert(1)"]
)  # fmt: skip
def test_what_is_no_http_url_is_scheme(url: str) -> None:
    assert failure(url, resolver()).code == "scheme"


@pytest.mark.parametrize("host", NO_NAMES)
def test_host_that_can_be_no_name_is_dns(host: str) -> None:
    assert failure(f"http://{host}/", resolver()).code == "dns"


def test_idn_is_asked_for_in_ascii(connected: list[tuple[str, int]]) -> None:
    asked: list[str] = []

    def resolve(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["8.8.8.8"]

    failure("http://Bücher.Example。org/", resolve)
    failure("http://xn--a.example.org/", resolve)  # what IDNA does not know may be in the DNS all the same
    assert asked == ["xn--bcher-kva.example.org", "xn--a.example.org"]
    assert len(connected) == 2


def test_name_without_an_address_is_dns() -> None:
    assert failure("http://news.example.org/", resolver(news=[])).code == "dns"
