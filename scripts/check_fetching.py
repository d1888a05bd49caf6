"""Fetching at full size, against hosts of this machine: `check_fetching.py many` and `check_fetching.py interrupts`.

`many`: 2,000 URLs over 50 hosts, one in ten of them faulty. Every URL must have one row with its code; the time must be
within 1.5 times of what the delay of the hosts forces, memory flat, and no socket left open.
`interrupts`: a run that is interrupted by Ctrl-C at 20 random moments and run again must give the files of one that was
not, without asking twice for what was done. Each takes some minutes. Linux only.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import fetchruns

HOSTS, URLS, SHARE = 50, 2000, 0.1  # SHARE of them is faulty
DELAY = 1.0  # seconds; what newsclean does unless it is told otherwise
MOMENTS = 20


def many(seed: int) -> bool:
    """2,000 URLs over 50 hosts."""
    with (
        tempfile.TemporaryDirectory() as name,
        fetchruns.farm(HOSTS, URLS, SHARE, fetchruns.all_faults(), seed) as farm,
    ):
        run = fetchruns.fetch(Path(name), farm, "--delay", str(DELAY), "--timeout", "3")
        rows = fetchruns.journal(Path(name))
        visits = max(len(server.routes) - 1 for server in farm.servers)
        requests = max(sum(request.path != "/robots.txt" for request in server.requests) for server in farm.servers)
    forced = (visits - 1) * DELAY  # retries not counted, which wait for as long
    settled = run.resident[len(run.resident) // 5 :]  # what it imports comes first
    middle = statistics.median(settled)
    faulty = sum(code is not None for code in farm.codes.values())
    print(f"{URLS} URLs, {HOSTS} hosts, {faulty} faulty; {len(rows)} rows; {len(run.stderr)} lines on standard error")
    print(f"{run.seconds:.1f} s, forced by the delay {forced:.1f} s: {run.seconds / forced:.2f} times")
    print(f"at most {requests} requests to a host, retries and redirects among them")
    low, high, most = min(settled), max(settled), max(run.sockets)
    print(f"memory {low:.0f} to {high:.0f} MiB, {middle:.0f} in the middle; sockets at most {most}")
    checks = (
        _said(dict(rows) == farm.codes, "a row for each URL, with its code"),
        _said(len(rows) == len(farm.codes), "no URL has two rows"),
        _said(run.seconds <= 1.5 * forced, "within 1.5 times of what the delay forces"),
        _said(high - middle <= 20 and middle - low <= 20, "memory is flat, to 20 MiB"),
        _said(run.sockets[-1] <= 4 and most <= 16 + 4, "no socket is left open"),
    )
    return all(checks)


def interrupts(seed: int) -> bool:
    """Ctrl-C at random moments."""
    chance = random.Random(seed)  # noqa: S311 (the same draw each time)
    options = ("--delay", "0.05", "--timeout", "1", "-f", "txt", "-f", "json", "-f", "jsonl")
    good = True
    with tempfile.TemporaryDirectory() as name, fetchruns.farm(8, 160, SHARE, fetchruns.quick_faults(), seed) as farm:
        whole = Path(name, "whole")
        whole.mkdir()
        fetchruns.fetch(whole, farm, *options)
        expected, requests = fetchruns.files(whole), farm.count()
        for number in range(MOMENTS):
            folder = Path(name, str(number))
            folder.mkdir()
            at = farm.count() + chance.randrange(1, requests)
            first = fetchruns.fetch(folder, farm, *options, when=lambda _seconds, at=at: farm.count() >= at)  # type: ignore[misc]
            done = {url for url, _ in fetchruns.journal(folder)}
            before = farm.asked()
            fetchruns.fetch(folder, farm, *options)
            twice = set(farm.asked() - before) & done
            same = fetchruns.files(folder) == expected and not any("Traceback" in line for line in first.stderr)
            told = f"status {first.status}, {len(done)} of {len(farm.codes)} done, {len(twice)} asked for twice"
            good &= _said(same and not twice, f"{number + 1}: {told}")
    return good


def _said(is_so: bool, what: str) -> bool:
    print(f"{'ok  ' if is_so else 'FAIL'} {what}", flush=True)
    return is_so


def main() -> int:
    """Status 1 where something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("check", choices=("many", "interrupts"))
    parser.add_argument("--seed", type=int, default=1, help="of what is drawn: faults, order, moments")
    options = parser.parse_args()
    return 0 if (many if options.check == "many" else interrupts)(options.seed) else 1


if __name__ == "__main__":
    sys.exit(main())
