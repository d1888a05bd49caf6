"""Runs of `newsclean fetch` as a real process against many hosts of this machine (127.0.1.1 and on).

Linux has all of 127.0.0.0/8; other systems have its first address only.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from conftest import clean_environment
from fault_cases import BOMBS, CASES
from faulty_server import FaultyServer, Route, answer, packed
from stories import page

TIMEOUT = 600  # seconds, after which a run is killed


#: What a server does wrong (None: its certificate, which the fault is named for), and the code that must come of it.
Fault = tuple[Route | None, str]
CERTIFICATES = ("selfsigned", "expired", "elsewhere", "good")  # the authority of the last is not given


@dataclass
class Farm:
    """Hosts that listen, and the URLs of a list, each with the code that it must end with (None: an article)."""

    servers: list[FaultyServer]
    codes: dict[str, str | None]

    def asked(self) -> Counter[str]:
        """How often each URL was asked for."""
        return Counter(server.url(request.path) for server in self.servers for request in list(server.requests))

    def count(self) -> int:
        """Requests so far."""
        return sum(len(server.requests) for server in self.servers)


def quick_faults() -> dict[str, Fault]:
    """Those that take neither a busy machine long to send nor to read."""
    slow = ("header-flood", "early-hints-flood", "body-flood")
    return {name: (route, code) for name, (route, code, _) in CASES.items() if name not in slow}


def all_faults() -> dict[str, Fault]:
    """All that a server can do wrong, bombs and certificates among it."""
    bombs = {f"bomb-{at}": packed(make(), encoding) for at, (encoding, make) in enumerate(BOMBS.items())}
    faults: dict[str, Fault] = {name: (route, code) for name, (route, code, _) in CASES.items()}
    faults |= {name: (bomb, "too-large") for name, bomb in bombs.items()}
    return faults | dict.fromkeys(CERTIFICATES, (None, "tls"))


@contextlib.contextmanager
def farm(hosts: int, urls: int, share: float, faults: Mapping[str, Fault], seed: int = 1) -> Iterator[Farm]:
    """So many hosts with so many URLs among them, of which a share has one of the faults, in a shuffled order."""
    chance = random.Random(seed)  # noqa: S311 (the same draw each time)
    with contextlib.ExitStack() as running:
        servers = []
        codes: dict[str, str | None] = {}
        for host in range(hosts):
            routes: dict[str, Route] = {"/robots.txt": answer(b"User-agent: *\nDisallow: /no/\n", kind="text/plain")}
            server = running.enter_context(FaultyServer(routes, address=f"127.0.1.{host + 1}"))
            servers.append(server)
            for number in range(host, urls, hosts):
                if chance.random() < share:
                    name = chance.choice(list(faults))
                    route, code = faults[name]
                    if route is None:
                        faulty = running.enter_context(FaultyServer({}, address=server.address, certificate=name))
                    else:
                        faulty = server
                        routes[f"/{name}-{number}"] = _named(route, f"/{name}-{number}")
                    codes[faulty.url(f"/{name}-{number}")] = code
                else:
                    routes[f"/story-{number}"] = answer(page(number).encode())
                    codes[server.url(f"/story-{number}")] = None
        order = list(codes)
        chance.shuffle(order)
        yield Farm(servers, {url: codes[url] for url in order})


def _named(route: Route, path: str) -> Route:
    """A route that leads to itself, at its new path."""
    return route.replace(b"/redirect-loop", path.encode()) if isinstance(route, bytes) else route


@dataclass
class Run:
    """What a process did, and what was seen of it meanwhile."""

    status: int
    seconds: float
    stderr: list[str]
    resident: list[float] = field(default_factory=list)  # MiB, each quarter of a second
    sockets: list[int] = field(default_factory=list)


def fetch(folder: Path, farm: Farm, *options: str, when: Callable[[float], bool] = lambda _seconds: False) -> Run:
    """Fetch the farm's list into `folder/out`; a SIGINT is sent once, when `when` (asked with the time) says so."""
    listed = folder / "urls.txt"
    listed.write_text("\n".join(farm.codes), "utf-8")
    command = [
        sys.executable,
        "-m",
        "newsclean",
        "fetch",
        "-i",
        str(listed),
        "-o",
        str(folder / "out"),
        "--allow-private",
    ]
    began = time.monotonic()
    run = Run(0, 0.0, [])
    with (folder / "stderr").open("w+b") as stderr:
        process = subprocess.Popen([*command, *options], env=clean_environment(folder), stderr=stderr, stdout=stderr)
        is_sent = False
        looked = 0.0
        while process.poll() is None:
            seconds = time.monotonic() - began
            if not is_sent and when(seconds):
                process.send_signal(signal.SIGINT)
                is_sent = True
            if seconds - looked >= 0.25:
                looked = seconds
                _look(process.pid, run)
            if seconds > TIMEOUT:
                process.kill()
            time.sleep(0.002)
        stderr.seek(0)
        run.stderr = stderr.read().decode("utf-8", "replace").splitlines()
    run.status, run.seconds = process.returncode, time.monotonic() - began
    return run


def _look(pid: int, run: Run) -> None:
    """How much memory a process has, and how many sockets; nothing once it has ended."""
    with contextlib.suppress(OSError):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        descriptors = list(os.scandir(f"/proc/{pid}/fd"))
        if not pages:
            return
        run.resident.append(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)
        run.sockets.append(sum(_is_socket(entry.path) for entry in descriptors))


def _is_socket(path: str) -> bool:
    try:
        return stat.S_ISSOCK(os.stat(path).st_mode)
    except OSError:  # closed meanwhile
        return False


def journal(folder: Path) -> list[tuple[str, str | None]]:
    """Input and code of each row that a run wrote."""
    path = folder / "out" / ".newsclean" / "journal.jsonl"
    rows = [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []
    return [(row["input"], row["code"]) for row in rows]


def files(folder: Path) -> dict[str, str]:
    """Digest of each file that a run wrote, newsclean's own aside."""
    found = (path for path in (folder / "out").rglob("*") if path.is_file() and ".newsclean" not in path.parts)
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found}
