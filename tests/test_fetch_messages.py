"""What a person reads when a fetch fails, through the real process: one line a URL, to act on, without a secret."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

import faulty_server as faulty
from fault_cases import CASES
from faulty_server import FaultyServer, Route, answer, packed

if TYPE_CHECKING:
    from conftest import Newsclean

CONSENT = b"<title>Before you continue</title><p>We and our partners use cookies. Accept all, or manage options.</p>"
BLOCKED = b"<title>Just a moment...</title><p>Checking your browser before you go on to the page.</p>"
SAVED = "newsclean clean"

#: More that a page can be, besides what servers do wrong: its route, the code, a word that the line must hold.
PAGES: dict[str, tuple[Route, str, str]] = {
    "consent": (answer(CONSENT), "consent", SAVED),
    "blocked": (answer(BLOCKED), "blocked", SAVED),
    "empty": (answer(b""), "no-article", "no text"),
    "no-content": (b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", "no-article", "no text"),
    "secret/path": (answer(), "robots", "Disallow: /secret/"),
    "brotli-bomb": (packed(faulty.brotli_bomb(), "br"), "too-large", "--max-bytes"),
    "other-host": (faulty.redirect("http://else:s3cret@localhost:1/"), "connect", "port 1"),
    "https-to-file": (faulty.redirect("file://else:s3cret@localhost/etc"), "scheme", "file:"),
}
#: A server's certificate -> a word of the reason. None: it does not speak TLS at all.
CERTIFICATES = {"selfsigned": "self-signed", "expired": "expired", "elsewhere": "mismatch", None: ""}


@dataclass
class Told:
    """What each URL must end with, and the lines that were printed."""

    expected: dict[str, tuple[str, str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    status: int = 0


@pytest.fixture(scope="module")
def urls() -> Iterator[dict[str, tuple[str, str]]]:
    """Every fault, at an address of its own."""
    cases = CASES | PAGES
    routes: dict[str, Route] = {f"/{name}": route for name, (route, _, _) in cases.items()}
    routes["/robots.txt"] = answer(b"User-agent: *\nDisallow: /secret/\n", kind="text/plain")
    with contextlib.ExitStack() as running:
        server = running.enter_context(FaultyServer(routes))
        found = {server.url(f"/{name}"): (code, word) for name, (_, code, word) in cases.items()}
        for certificate, word in CERTIFICATES.items():
            secure = running.enter_context(FaultyServer({"/": answer()}, certificate=certificate))
            found[f"https://localhost:{secure.port}/"] = ("tls", word) if certificate else ("tls|timeout", "")
        found |= {"gopher://example.org/": ("scheme", "http"), "http://[::1/": ("scheme", "read")}
        yield found


def test_every_failure_is_one_line_to_act_on(urls: dict[str, tuple[str, str]], newsclean: Newsclean) -> None:
    asked = [re.sub("^http(s?)://(?=1|l)", r"http\1://ada:s3cret@", url) for url in urls]
    quick = ("--allow-private", "--delay", "0", "--retries", "0", "--timeout", "0.8", "--header", "X-Key: s3cret")
    authority = ("--ca-file", str(faulty.CERTIFICATES / "authority.pem"))
    run = newsclean("fetch", "-i", "-", "-f", "txt", *quick, *authority, data="\n".join(asked).encode())
    assert (run.returncode, run.stdout) == (1, b"")
    lines = run.stderr.decode().splitlines()
    assert "s3cret" not in run.stderr.decode()
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", run.stderr)
    told = dict(re.fullmatch(r"newsclean: (\S+): (\S+: .+)", line).groups() for line in lines)  # type: ignore[union-attr]
    assert set(told) == set(urls)
    assert len(lines) == len(urls)
    for url, (code, word) in urls.items():
        given, _, message = told[url].partition(": ")
        assert given in code.split("|"), (url, told[url])
        assert word in message, (url, message)


def test_the_log_file_holds_no_secret_either(newsclean: Newsclean, tmp_path) -> None:  # type: ignore[no-untyped-def]
    with FaultyServer({"/story": answer(b"", status="403 No")}) as server:
        url = server.url("/story").replace("//", "//ada:s3cret@")
        quick = ("--allow-private", "--no-robots", "--retries", "0", "--header", "X-Key: s3cret", "--log-file", "log")
        run = newsclean("fetch", url, "-v", *quick)
    log = (tmp_path / "log").read_text("utf-8")
    assert ": http-403: " in log
    assert "s3cret" not in log + run.stderr.decode()


@pytest.mark.parametrize("command", ["fetch", "explain", "discover"])
def test_no_command_shows_a_password(command: str, newsclean: Newsclean) -> None:
    with FaultyServer({}) as closed:
        url = closed.url("/story")
    quick = ("--allow-private", "--retries", "0", "--header", "X-Key: s3cret")
    run = newsclean(command, url.replace("//", "//ada:s3cret@"), *quick)
    (line,) = run.stderr.decode().splitlines()
    assert line.startswith(f"newsclean: {url}: connect: ")
    assert "s3cret" not in line
