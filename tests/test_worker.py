"""A page that hangs, kills or fills its worker costs itself and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from newsclean.bounds import Lost
from newsclean.forked import in_copy
from newsclean.worker import Pool


def shape(task: str) -> str:
    """Does what its task says."""
    if task == "hang":
        time.sleep(60)
    if task == "die":
        os.abort()
    if task == "be-killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "fill":
        bytearray(4 << 30)
    if task.startswith("die-once:"):
        marker = Path(task.removeprefix("die-once:"))
        if not marker.exists():
            marker.touch()
            os.abort()
    if task == "print":
        print("noise on standard output", flush=True)
        os.write(1, b"more noise")
    return task.upper() if len(task) < 20 else "long"


def codes(replies: list[str | Lost]) -> list[str]:
    return [reply.code if isinstance(reply, Lost) else reply for reply in replies]


def test_lost_pages_cost_themselves_only() -> None:
    with Pool[str, str](shape, 1, 1.0) as pool:
        replies = pool.run(["a", "die", "b", "hang", "print", "c"])
        assert codes(replies) == ["A", "crashed", "B", "page-timeout", "PRINT", "C"]
        assert codes(pool.run(["d"])) == ["D"]
    assert isinstance(replies[1], Lost)
    assert "signal 6" in replies[1].message


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory")
def test_memory_is_bounded() -> None:
    with Pool[str, str](shape, 1, 20.0) as pool:
        assert codes(pool.run(["fill", "a"])) == ["memory", "A"]


def test_a_lost_page_is_tried_once_more(tmp_path: Path) -> None:
    with Pool[str, str](shape, 1, 20.0) as pool:
        assert codes(pool.run(["a", f"die-once:{tmp_path / 'marker-of-the-first-try'}", "b"])) == ["A", "long", "B"]


@pytest.mark.skipif(sys.platform != "linux", reason="a copy of the process is for Linux")
def test_a_copy_of_the_process_is_bounded_too() -> None:
    tasks = ("a", "hang", "be-killed", "fill", "print")
    replies = [in_copy(partial(shape, task), 1.0) for task in tasks]
    assert codes(replies) == ["A", "page-timeout", "crashed", "memory", "PRINT"]


def test_a_pool_leaves_no_process() -> None:
    with Pool[str, str](shape, 2, 20.0) as pool:
        pool.run(["a"])
        processes = [worker._process for worker in pool._workers if worker._process]
        assert processes
    assert all(process.wait(5) is not None for process in processes)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends orphans")
def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    code = (
        "import sys, threading; sys.path.insert(0, sys.argv[1])\n"
        "from test_worker import shape; from newsclean.worker import Pool\n"
        "with Pool(shape, 1, 60.0) as pool:\n"
        "    pool.run(['a']); print(pool._workers[0]._process.pid, flush=True); pool.run(['hang'])\n"
    )
    here = str(Path(__file__).parent)
    with subprocess.Popen([sys.executable, "-c", code, here], stdout=subprocess.PIPE, cwd=tmp_path) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + 5
    while _runs(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(worker)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
