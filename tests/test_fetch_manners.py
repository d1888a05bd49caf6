"""Retries where they can heal, the delay between two URLs of a host, and many hosts at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

import faulty_server as faulty
from faulty_server import PAGE, Connection, FaultyServer, Route, answer, packed, redirect
from fetching import failure, fetcher
from newsclean import visit
from newsclean.errors import FetchError


def after(times: int, first: Route, then: Route) -> Callable[[Connection], None]:
    """A route that changes its mind after so many requests."""
    asked = iter(range(100))

    def route(c: Connection) -> None:
        chosen = first if next(asked) < times else then
        if isinstance(chosen, bytes):
            c.send(chosen)
        else:
            chosen(c)

    return route


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit, "BACKOFF", 0.01)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize(
    "first",
    [answer(b"", status="503 Busy"), answer(b"", status="502 Bad"), answer(b"", status="504 Late"), answer(length=999),
     answer(b"", status="429 Slowly"), packed(PAGE, "gzip"), faulty.reset_at_once, faulty.chunks_that_stop]
)  # fmt: skip
def test_what_can_heal_is_asked_again(first: Route) -> None:
    with FaultyServer({"/story": after(2, first, answer())}) as server:
        assert fetcher(retries=2).fetch(server.url("/story")).body == PAGE
        assert len(server.requests) == 3
    with FaultyServer({"/story": after(3, first, answer())}) as server:
        failure(server.url("/story"), retries=2)
        assert len(server.requests) == 3


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("status", ["400 Bad", "401 No", "403 No", "404 No", "410 Gone", "500 Oops", "501 No"])
def test_what_cannot_heal_is_not_asked_again(status: str) -> None:
    with FaultyServer({"/story": answer(b"", status=status)}) as server:
        assert failure(server.url("/story"), retries=2).code == f"http-{status[:3]}"
        assert len(server.requests) == 1


@pytest.mark.usefixtures("hasty")
def test_retry_keeps_the_hosts_delay() -> None:
    with FaultyServer({"/story": after(1, faulty.reset_at_once, answer())}) as server:
        assert fetcher(retries=1, delay=0.3).fetch(server.url("/story")).body == PAGE
        first, second = server.requests
    assert 0.3 <= second.began - first.began < 1.5


def test_retry_after_is_obeyed() -> None:
    busy = answer(b"", "Retry-After: 1", status="429 Too Many")
    with FaultyServer({"/story": after(1, busy, answer())}) as server:
        assert fetcher(retries=1).fetch(server.url("/story")).body == PAGE
        first, second = server.requests
    assert 1.0 <= second.began - first.began < 3


def test_retry_after_as_a_date_counts_by_the_servers_clock() -> None:
    dates = ("Date: Mon, 06 May 2024 10:00:00 GMT", "Retry-After: Mon, 06 May 2024 10:00:01 GMT")
    with FaultyServer({"/story": after(1, answer(b"", *dates, status="503 Busy"), answer())}) as server:
        assert fetcher(retries=1).fetch(server.url("/story")).body == PAGE
        first, second = server.requests
    assert 1.0 <= second.began - first.began < 3


def test_retry_after_past_the_deadline_is_not_waited_for() -> None:
    with FaultyServer({"/story": answer(b"", "Retry-After: 2", status="429 Too Many")}) as server:
        began = time.monotonic()
        assert failure(server.url("/story"), retries=2, timeout=1.0).code == "http-429"
        assert time.monotonic() - began < 0.9
        assert len(server.requests) == 1


def test_host_that_asked_for_a_pause_gets_it_from_the_next_url_too() -> None:
    busy = answer(b"", "Retry-After: 1", status="429 Too Many")
    with FaultyServer({"/a": busy, "/b": answer()}) as server:
        ours = fetcher()
        with pytest.raises(FetchError):
            ours.fetch(server.url("/a"))
        assert ours.fetch(server.url("/b")).body == PAGE
        first, second = server.requests
    assert 1.0 <= second.began - first.began < 3


def test_delay_lies_between_two_urls_of_a_host_and_not_before_the_first() -> None:
    with FaultyServer({"/story": answer()}) as server:
        ours = fetcher(delay=0.3)
        began = time.monotonic()
        for _ in range(3):
            ours.fetch(server.url("/story"))
        times = [request.began for request in server.requests]
    assert times[0] - began < 0.3
    assert all(0.3 <= later - earlier < 1.0 for earlier, later in pairwise(times))


def test_url_that_is_not_asked_for_costs_no_delay() -> None:
    robots = answer(b"User-agent: *\nDisallow: /no\n", kind="text/plain")
    with FaultyServer({"/robots.txt": robots}) as server:
        ours = fetcher(robots=True, delay=0.5)
        began = time.monotonic()
        for at in range(5):
            with pytest.raises(FetchError):
                ours.fetch(server.url(f"/no/{at}"))
        assert time.monotonic() - began < 1.0
        assert server.paths() == ["/robots.txt"]


def test_one_request_at_a_time_to_one_host_whatever_the_threads() -> None:
    at_once, most = 0, 0
    lock = threading.Lock()

    def slow(c: Connection) -> None:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.05)
        with lock:  # before the answer: the next request may come before this thread runs again
            at_once -= 1
        c.send(answer())

    with FaultyServer({"/story": slow}) as server, ThreadPoolExecutor(8) as pool:
        pages = pool.map(fetcher().fetch, [server.url("/story")] * 8)
        assert {page.body for page in pages} == {PAGE}
    assert most == 1


def test_waiting_for_the_hosts_turn_is_not_the_urls_time() -> None:
    with FaultyServer({"/story": answer()}) as server, ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(fetcher(delay=0.3, timeout=0.25).fetch, [server.url("/story")] * 4))
    assert len(pages) == 4


def test_two_hosts_that_redirect_to_each_other_do_not_wait_for_ever() -> None:
    routes: dict[str, Route] = {"/end": answer()}
    with FaultyServer(routes) as server, ThreadPoolExecutor(4) as pool:
        server.routes = {
            "/end": answer(),
            "/a": redirect(server.url("/end", host="b.example.org")),
            "/b": redirect(server.url("/end", host="a.example.org")),
        }
        urls = [server.url("/a", host="a.example.org"), server.url("/b", host="b.example.org")] * 4
        assert len(list(pool.map(fetcher().fetch, urls))) == 8


def test_crawl_delay_is_obeyed() -> None:
    robots = answer(b"User-agent: *\nCrawl-delay: 0.5\n", kind="text/plain")
    with FaultyServer({"/robots.txt": robots, "/a": answer(), "/b": answer()}) as server:
        ours = fetcher(robots=True)
        ours.fetch(server.url("/a"))
        ours.fetch(server.url("/b"))
        first, second = server.requests[1:]
    assert 0.5 <= second.began - first.began < 1.5


def test_many_hosts_some_faulty_end_each_in_its_own_way_and_in_time() -> None:
    faults: list[tuple[Route, str]] = [
        (faulty.byte_drip, "timeout"), (faulty.reset_at_once, "connect"), (answer(length=9999), "protocol"),
        (redirect("/5"), "redirect-loop"), (answer(b"", status="404 No"), "http-404"),
    ]  # fmt: skip
    routes: dict[str, Route] = {f"/{at}": answer() for at in range(10)}
    with FaultyServer(routes) as server:
        urls = [(host, at) for at in range(10) for host in range(20)]
        expected = {}
        served = dict(routes)
        for number, (host, at) in enumerate(urls):
            if number % 10 == 7:
                route, code = faults[number // 10 % len(faults)]
                served[f"/{host}-{at}"] = redirect(f"/{host}-{at}") if code == "redirect-loop" else route
                expected[host, at] = code
        server.routes = served
        ours = fetcher(delay=0.05, timeout=0.5)

        def outcome(url: tuple[int, int]) -> str:
            path = f"/{url[0]}-{url[1]}" if url in expected else f"/{url[1]}"
            try:
                return "page" if ours.fetch(server.url(path, host=f"{url[0]}.example.org")).body == PAGE else "wrong"
            except FetchError as error:
                return error.code

        with ThreadPoolExecutor(20) as pool:
            outcomes = dict(zip(urls, pool.map(outcome, urls), strict=True))
    assert outcomes == {url: expected.get(url, "page") for url in urls}
