"""URLs over hosts: no two at once to one, no thread for a host that is to be left in peace, results in order."""

from __future__ import annotations

import threading
import time
from collections import Counter

import pytest

from faulty_server import FaultyServer, answer
from fetching import fetcher
from newsclean.hosts import by_host
from newsclean.turns import Stopped, Turns


def host(task: str) -> str:
    return task[0]


def test_results_come_in_the_order_of_tasks_and_no_host_is_asked_twice_at_once() -> None:
    busy: Counter[str] = Counter()
    lock = threading.Lock()

    def do(task: str) -> str:
        with lock:
            busy[host(task)] += 1
            assert busy[host(task)] == 1
        time.sleep(0.001 * (7 - len(task)))
        with lock:
            busy[host(task)] -= 1
        return task

    tasks = [name + "x" * number for number in range(6) for name in "abcaab"]
    assert list(by_host(tasks, host, do, 3, threading.Event())) == tasks


def test_a_host_that_pauses_takes_no_thread() -> None:
    """One thread serves three hosts in the time of one."""
    turns = Turns(0.2)

    def do(task: str) -> str:
        assert turns.take(host(task)) < 0.15  # of the 0.2 that it would have to wait at worst
        turns.give_back(host(task))
        return task

    began = time.monotonic()
    tasks = [f"{name}{number}" for number in range(3) for name in "abc"]
    assert list(by_host(tasks, host, do, 1, threading.Event(), turns.pause)) == tasks
    assert 0.4 <= time.monotonic() - began < 1.15


def test_after_a_stop_nothing_is_begun() -> None:
    stop = threading.Event()
    begun = []

    def do(task: str) -> str:
        begun.append(task)
        stop.set()
        return task

    assert list(by_host("abcdef", host, do, 1, stop)) == begun == ["a"]


def test_a_stop_ends_the_wait_for_a_pause() -> None:
    stop = threading.Event()
    threading.Timer(0.1, stop.set).start()
    began = time.monotonic()
    assert list(by_host("ab", host, str, 1, stop, lambda _host: 60.0)) == []
    assert time.monotonic() - began < 5


def test_what_fails_in_a_task_is_raised() -> None:
    def do(task: str) -> str:
        raise KeyError(task)

    with pytest.raises(KeyError):
        list(by_host("a", host, do, 1, threading.Event()))


def test_stop_wakes_who_waits_for_a_turn_and_lets_begin_what_need_not_wait() -> None:
    turns = Turns(60.0)
    turns.take("a")
    threading.Timer(0.1, turns.stop).start()
    began = time.monotonic()
    with pytest.raises(Stopped):
        turns.take("a")
    with pytest.raises(Stopped):
        turns.sleep(60.0)
    assert time.monotonic() - began < 5
    turns.take("b")


def test_stop_ends_a_wait_for_a_retry() -> None:
    with FaultyServer({"/story": answer(b"", "Retry-After: 20", status="503 Busy")}) as server:
        ours = fetcher(retries=1, timeout=60.0)
        threading.Timer(0.3, ours.stop).start()
        began = time.monotonic()
        with pytest.raises(Stopped):
            ours.fetch(server.url("/story"))
    assert time.monotonic() - began < 5


def test_pause_is_what_is_left_of_a_hosts_delay() -> None:
    with FaultyServer({"/story": answer()}) as server:
        ours = fetcher(delay=5.0)
        assert ours.pause("127.0.0.1") == 0
        ours.fetch(server.url("/story"))
        assert 4 < ours.pause("127.0.0.1") <= 5
        assert ours.pause("127.0.0.2") == 0
