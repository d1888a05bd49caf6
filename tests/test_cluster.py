"""A batch on a Dask cluster of two workers, one of which is killed, gives what one worker here gives."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest
from pytest_httpserver import HTTPServer

from conftest import clean_environment
from disturb import digests_of, make_pages
from stories import page

if TYPE_CHECKING:
    from conftest import Newsclean

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

#: Prints the scheduler's address, then for each line that it reads the processes of the workers.
CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        print(cluster.scheduler_address, flush=True)
        for _ in sys.stdin:
            print(*(nanny.pid for nanny in cluster.workers.values()), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Two workers in processes of their own."""

    address: str
    stdin: IO[str]
    stdout: IO[str]

    def workers(self) -> list[int]:
        """Their processes."""
        self.stdin.write("\n")
        self.stdin.flush()
        return [int(pid) for pid in self.stdout.readline().split()]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Runs in a working folder of its own."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    (folder / "cluster.py").write_text(CLUSTER)
    with subprocess.Popen(
        [sys.executable, "cluster.py"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, env=clean_environment(folder),
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        yield Cluster(process.stdout.readline().strip(), process.stdin, process.stdout)
        process.stdin.close()
        process.wait(30)


def start(folder: Path, output: str, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "newsclean", "clean", "pages", "-o", output, "-q", "--page-timeout", "5"]
    formats = ("-f", "txt", "-f", "json", "-f", "jsonl", "--shard-size", "70")
    return subprocess.Popen([*command, *formats, *more], cwd=folder, stderr=subprocess.PIPE)


def ended(run: subprocess.Popen[bytes]) -> tuple[int, list[str]]:
    """Status, and what was told of failures: input and code."""
    _, errors = run.communicate(timeout=60)
    assert b"Traceback" not in errors, errors.decode()
    return run.returncode, [": ".join(line.split(": ")[1:3]) for line in errors.decode().splitlines()]


def statuses(out: Path) -> list[tuple[str, str]]:
    rows = map(json.loads, (out / ".newsclean" / "journal.jsonl").read_bytes().splitlines())
    return [(row["input"], row["status"]) for row in rows]


def test_a_killed_worker_costs_nothing(tmp_path: Path, cluster: Cluster) -> None:
    make_pages(tmp_path / "pages", 450)
    (tmp_path / "pages" / "000" / "bad.html").write_bytes(b"")
    run = start(tmp_path, "out", "--scheduler", cluster.address)
    while not any((tmp_path / "out").glob("*/*.txt")):
        assert run.poll() is None, ended(run)
        time.sleep(0.01)
    os.kill(cluster.workers()[0], signal.SIGKILL)
    assert ended(run) == (1, ["pages/000/bad.html: no-article"])
    assert ended(start(tmp_path, "here", "-j", "1")) == (1, ["pages/000/bad.html: no-article"])
    assert digests_of(tmp_path / "out") == digests_of(tmp_path / "here")
    assert statuses(tmp_path / "out") == statuses(tmp_path / "here")
    # A second run does what is missing or has changed, and no more.
    (tmp_path / "out" / "001" / "log-00101.txt").unlink()
    (tmp_path / "pages" / "002" / "log-00201.html").write_bytes(b"")
    ended(start(tmp_path, "out", "--scheduler", cluster.address))
    summary = json.loads((tmp_path / "out" / ".newsclean" / "summary.json").read_bytes())
    assert (summary["done"], summary["unchanged"], summary["failed"]) == (1, 448, {"no-article": 2})
    assert (tmp_path / "out" / "001" / "log-00101.txt").exists()
    assert not (tmp_path / "out" / "002" / "log-00201.txt").exists()


def test_what_is_fetched_here_is_cleaned_there(tmp_path: Path, cluster: Cluster, newsclean: Newsclean) -> None:
    quick = ("--allow-private", "--no-robots", "--delay", "0", "--retries", "0", "-q")
    with HTTPServer(host="127.0.0.1") as server:
        for number in range(3):
            server.expect_request(f"/story-{number}").respond_with_data(page(number), content_type="text/html")
        server.expect_request("/empty").respond_with_data("", content_type="text/html")
        urls = [server.url_for(path) for path in ("/story-0", "/empty", "/story-1", "/missing", "/story-2")]
        there = newsclean("fetch", *urls, "-o", "there", "--scheduler", cluster.address, *quick)
        # What is known is not asked for again, not even of the cluster.
        again = newsclean("fetch", urls[0], "-o", "there", "--scheduler", cluster.address, *quick[:-1])
        here = newsclean("fetch", *urls, "-o", "here", *quick)
        nobody = newsclean("fetch", urls[0], "-o", "none", "--scheduler", "no-address", *quick)
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr)
    assert b"http-500" in there.stderr
    assert len(digests_of(tmp_path / "there")) == 6
    assert digests_of(tmp_path / "there") == digests_of(tmp_path / "here")
    assert statuses(tmp_path / "there") == statuses(tmp_path / "here")
    assert b"1 unchanged" in again.stderr
    assert (nobody.returncode, b"no Dask scheduler answers at no-address" in nobody.stderr) == (4, True)


@pytest.mark.parametrize("address", ["nothing-of-the-kind", "127.0.0.1:1"])
def test_no_scheduler_is_said(address: str, tmp_path: Path) -> None:
    make_pages(tmp_path / "pages", 1)
    code = (
        "import sys; from newsclean import cluster; from newsclean.cli import main\n"
        "cluster._CONNECT_SECONDS = 0.5; sys.exit(main(sys.argv[1:]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "clean", "pages", "--scheduler", address],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    (line,) = run.stderr.splitlines()
    assert (run.returncode, line.partition(": ")[2].partition(":")[0]) == (4, "connect")
