"""`newsclean fetch` and `explain URL` through the real process, against a server on this machine."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_httpserver import HTTPServer

from stories import cleaned, page, title

if TYPE_CHECKING:
    from conftest import Newsclean

QUICK = ("--allow-private", "--no-robots", "--delay", "0", "--retries", "0")


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    """Two stories and nothing else."""
    with HTTPServer(host="127.0.0.1") as server:
        for number in (1, 2):
            server.expect_request(f"/story-{number}").respond_with_data(page(number), content_type="text/html")
        yield server


@pytest.fixture
def nobody() -> str:
    """A URL at which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}/story"


def lines(data: bytes) -> list[str]:
    return data.decode().splitlines()


def test_two_files_for_a_url(newsclean: Newsclean, server: HTTPServer, tmp_path: Path) -> None:
    url = server.url_for("/story-1")
    run = newsclean("fetch", url, *QUICK)
    assert (run.returncode, run.stdout, lines(run.stderr)) == (0, b"", ["newsclean: 2 files written in clean"])
    text, data = sorted((tmp_path / "clean").glob("story-1-*"), reverse=True)
    assert text.read_text("utf-8") == cleaned()
    article = json.loads(data.read_text("utf-8"))
    assert (article["input"], article["url"], article["title"]) == (url, url, title())


def test_standard_output(newsclean: Newsclean, server: HTTPServer, tmp_path: Path) -> None:
    run = newsclean("fetch", server.url_for("/story-1"), "-o", "-", *QUICK)
    assert (run.returncode, run.stdout.decode(), run.stderr) == (0, cleaned(), b"")
    assert not (tmp_path / "clean").exists()


@pytest.mark.parametrize("command", ["fetch", "explain"])
def test_a_failure_has_its_code_and_status(command: str, newsclean: Newsclean, server: HTTPServer, nobody: str) -> None:
    for path, options, code, status in (
        (server.url_for("/none"), QUICK, "http-500", 8),
        (nobody, QUICK, "connect", 4),
        (server.url_for("/story-1"), (), "private-address", 9),
    ):
        run = newsclean(command, path, *options)
        (line,) = lines(run.stderr)
        assert line.startswith(f"newsclean: {path}: {code}: ")
        assert (run.returncode, run.stdout) == (status, b"")


def test_404(newsclean: Newsclean, server: HTTPServer) -> None:
    server.expect_request("/gone").respond_with_data("gone", status=404)
    run = newsclean("fetch", server.url_for("/gone"), *QUICK)
    (line,) = lines(run.stderr)
    assert (run.returncode, ": http-404: " in line) == (8, True)


def test_a_list_gives_what_it_can(newsclean: Newsclean, server: HTTPServer, nobody: str, tmp_path: Path) -> None:
    urls = [server.url_for("/story-1"), nobody, server.url_for("/none"), server.url_for("/story-2")]
    (tmp_path / "urls.txt").write_text("# stories\n\n" + "\n".join(urls), "utf-8")
    run = newsclean("fetch", "-i", "urls.txt", "-f", "txt", "--paths", *QUICK)
    assert run.returncode == 1
    assert [line.rsplit(": ", 2)[0] for line in lines(run.stderr)[:-1]] == [
        f"newsclean: {nobody}",
        f"newsclean: {urls[2]}",
    ]
    assert [(tmp_path / path).read_text("utf-8") for path in lines(run.stdout)] == [cleaned(1), cleaned(2)]


def test_a_list_on_standard_input_changes_nothing(newsclean: Newsclean, server: HTTPServer, tmp_path: Path) -> None:
    run = newsclean("fetch", "-i", "-", *QUICK, data=server.url_for("/story-2").encode())
    assert (run.returncode, run.stdout) == (0, b"")
    assert len(list((tmp_path / "clean").glob("story-2-*"))) == 2


def test_a_list_that_is_not_there(newsclean: Newsclean) -> None:
    run = newsclean("fetch", "-i", "none.txt")
    assert (run.returncode, lines(run.stderr)[0].split(": ")[1]) == (3, "not-found")


def test_headers_and_user_agent_are_sent(newsclean: Newsclean, server: HTTPServer) -> None:
    sent = {"X-Ferry": "night boat", "User-Agent": "tests"}
    server.expect_request("/own", headers=sent).respond_with_data(page(), content_type="text/html")
    options = ("--header", "X-Ferry: night boat", "--user-agent", "tests")
    assert newsclean("fetch", server.url_for("/own"), "-o", "-", *options, *QUICK).stdout.decode() == cleaned()


def test_robots_are_obeyed(newsclean: Newsclean, server: HTTPServer) -> None:
    server.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /story-1\n")
    run = newsclean("fetch", server.url_for("/story-1"), "-o", "-", "--allow-private", "--delay", "0")
    assert (run.returncode, ": robots: " in run.stderr.decode()) == (9, True)


def test_explain_fetches(newsclean: Newsclean, server: HTTPServer) -> None:
    run = newsclean("explain", server.url_for("/story-1"), *QUICK)
    assert run.returncode == 0
    assert b"\n- Leave a Reply\n" in run.stdout
