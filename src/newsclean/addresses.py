"""Which network addresses a page may be fetched from: those of the public internet, however they are spelled."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from newsclean.errors import FetchError

#: Host and port -> addresses as text, in the order in which they are to be tried. Raises OSError or UnicodeError.
Resolver = Callable[[str, int], Sequence[str]]

#: IANA's special-purpose registries (RFC 6890 and later) and multicast. IPv6 is public inside 2000::/3 only.
_NOT_PUBLIC = tuple(
    (ip_network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "of this host itself"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a provider's customers"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "for documentation"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "of this host itself"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("2001::/32", "Teredo"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "for documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
)
_PUBLIC_IPV6 = ip_network("2000::/3")
_WELL_KNOWN_NAT64 = ip_network("64:ff9b::/96")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")


def refusal(address: IPv4Address | IPv6Address) -> str | None:
    """What kind of address it is when it is none of the public internet, else None."""
    for network, kind in _NOT_PUBLIC:
        if address in network:
            return kind
    if isinstance(address, IPv6Address) and address not in _PUBLIC_IPV6:
        return "reserved"
    return None


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """Address that a host spells out, in any of the spellings that C libraries and browsers read; None for a name.

    IPv4 as the WHATWG's URL standard parses it: decimal, octal and hexadecimal, one to four parts.
    Raises ValueError for a host that ends in a number and is no address, for it can be no name either.
    """
    if ":" in host:
        return ip_address(host)
    labels = host.removesuffix(".").lower().split(".")
    if not _NUMBER.fullmatch(labels[-1]):
        return None
    if len(labels) > 4:
        raise ValueError("an IPv4 address has four parts at most")
    *first, last = [_number(label) for label in labels]
    if any(part > 255 for part in first) or last >= 256 ** (4 - len(first)):
        raise ValueError("a part of the IPv4 address is too large")
    return IPv4Address(last + sum(part << (24 - 8 * at) for at, part in enumerate(first)))


def _number(label: str) -> int:
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    if not label.isascii() or not label.isdigit():
        raise ValueError("a part of the IPv4 address is no number")
    return int(label, 8 if label.startswith("0") else 10)


def refuse_spelled(host: str) -> None:
    """Raise FetchError `private-address` for a host that says without a look-up that it is not public."""
    spelled = literal(host)
    kind = refusal(spelled) if spelled else None
    if host == "localhost" or host.endswith(".localhost"):
        kind = "loopback"
    if kind:
        raise _refused(host, None, kind)


def resolve(host: str, port: int, resolver: Resolver, seconds: float) -> list[str]:
    """Addresses of a host, looked up once. Raises FetchError `dns`, or `timeout` after so many seconds."""
    spelled = literal(host)
    if spelled:
        return [str(spelled)]
    found = _within(seconds, lambda: resolver(host, port))
    if not found:
        raise FetchError("dns", f"the name {host} has no address; check the spelling of the address")
    return list(dict.fromkeys(found))


def refuse_resolved(host: str, addresses: Sequence[str]) -> None:
    """Raise FetchError `private-address` when any of a name's addresses is not of the public internet.

    One is enough: a name that mixes both kinds is how a page is made to reach into a private network. NAT64 counts as
    what it stands for, since a public IPv4 host looks so from a network that has IPv6 only; who spells such an address
    out is refused by `refuse_spelled`.
    """
    for text in addresses:
        address = ip_address(text)
        kind = refusal(address)
        if kind and address in _WELL_KNOWN_NAT64:
            kind = refusal(IPv4Address(int(address) & 0xFFFFFFFF))
        if kind:
            raise _refused(host, text, kind)


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Addresses by the system's resolver, in its order of preference (RFC 6724)."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _refused(host: str, address: str | None, kind: str) -> FetchError:
    where = f"{host} leads to {address}, which is" if address and address != host else f"{host} is an address that is"
    return FetchError("private-address", f"{where} {kind}, not public; --allow-private fetches it all the same")


def _within(seconds: float, look_up: Callable[[], Sequence[str]]) -> Sequence[str]:
    """The system's resolver knows no deadline, so it runs in a thread that is left behind when it is late."""
    found: list[Sequence[str]] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(look_up())
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="newsclean-dns", daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise FetchError("dns", f"the name cannot be looked up ({_reason(failed[0])}); check it and the network")
    if not found:
        raise FetchError("timeout", f"the name was not looked up within {seconds:.0f} s; check the network")
    return found[0]


def _reason(error: BaseException) -> str:
    return error.strerror or "unknown" if isinstance(error, OSError) else "not a valid name"
