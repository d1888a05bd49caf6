"""Kill runs of `newsclean clean` at random moments, run them again, and compare with a run that nobody disturbed.

    python scripts/disturb.py                            20 moments each: the parent, a worker, all
    python scripts/disturb.py --pages 60 --moments 2     a small version

After each kill the same command runs again; then the output folder, `.newsclean` aside, must have the digest of the
undisturbed run's, and what the killed parent left must be gone within 5 seconds. Exits 1 where that is not so.
Needs Linux: processes are found in /proc.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WHOM = ("parent", "worker", "all")
ORPHAN_SECONDS = 5.0
#: Files of single articles and shards of many: both must survive.
OPTIONS = ("-j", "2", "-f", "txt", "-f", "json", "-f", "jsonl", "-f", "csv", "--shard-size", "25", "-q")
SENTENCE = (
    "On day {day} the keeper of the light at Tarn Point counted {count} ships, wrote each of them into the harbour’s "
    "log, and told the council of Port Ennor that the bay had not been so full since the new lens was lit."
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one disturbed run left behind."""

    whom: str
    seconds: float  # after which it was killed
    status: int  # of the run that was disturbed
    differing: tuple[str, ...]  # files that are not as in the undisturbed run after the next run
    orphans: float  # seconds until the last process was gone

    @property
    def good(self) -> bool:
        """Whether that is as it must be."""
        return not self.differing and self.orphans <= ORPHAN_SECONDS


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--moments", type=int, default=20, help="for each of: parent, worker, all")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        verdicts = disturbed(Path(folder), options.pages, options.moments, random.Random(options.seed))  # noqa: S311
    for whom in WHOM:
        mine = [verdict for verdict in verdicts if verdict.whom == whom]
        print(
            f"{whom:7} {len(mine)} kills after {min(v.seconds for v in mine):.2f} to {max(v.seconds for v in mine):.2f}"
            f" s: {sum(not v.differing for v in mine)} with the same digest, the last process gone after at most "
            f"{max(v.orphans for v in mine):.2f} s, statuses {sorted({v.status for v in mine})}"
        )
        for verdict in mine:
            if verdict.differing:
                print(f"  after {verdict.seconds:.2f} s: {', '.join(verdict.differing[:5])}")
    return 0 if all(verdict.good for verdict in verdicts) else 1


def disturbed(folder: Path, pages: int, moments: int, chance: random.Random) -> list[Verdict]:
    """Make pages in a folder, clean them undisturbed, then kill that many runs for each of WHOM."""
    make_pages(folder / "pages", pages)
    started = time.monotonic()
    subprocess.run(command(folder, "undisturbed"), check=True, cwd=folder)
    seconds = time.monotonic() - started
    return [one(folder, whom, chance.uniform(0, seconds), chance) for whom in WHOM for _ in range(moments)]


def one(folder: Path, whom: str, seconds: float, chance: random.Random) -> Verdict:
    """Disturb one run after so many seconds, and run it again."""
    with subprocess.Popen(command(folder, "out"), cwd=folder, stderr=subprocess.DEVNULL) as run:
        time.sleep(seconds)
        workers = children(run.pid)
        if whom == "worker":
            kill(chance.sample(workers, min(1, len(workers))))
        else:
            kill([run.pid, *(workers if whom == "all" else ())])
        status = run.wait()
    gone = seconds_until_gone(workers)
    # The run whose worker was killed has mended that itself.
    if whom != "worker":
        subprocess.run(command(folder, "out"), cwd=folder, check=True)
    expected, found = digests_of(folder / "undisturbed"), digests_of(folder / "out")
    shutil.rmtree(folder / "out")
    differing = tuple(sorted(name for name, _ in expected.items() ^ found.items()))
    return Verdict(whom, seconds, status, differing, gone)


def command(folder: Path, output: str) -> list[str]:
    """The command that is disturbed."""
    return [sys.executable, "-m", "newsclean", "clean", str(folder / "pages"), "-o", output, *OPTIONS]


def make_pages(folder: Path, count: int) -> None:
    """Pages of invented news, in folders of a hundred."""
    for number in range(count):
        path = folder / f"{number // 100:03}" / f"log-{number:05}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(number), "utf-8")


def page(number: int, paragraphs: int = 40) -> str:
    """A page with a menu, a story and a comment form."""
    story = "\n".join(f"<p>{SENTENCE.format(day=number, count=number + n)}</p>" for n in range(paragraphs))
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Log of day {number}</title></head><body>"
        f"<nav><a href=/>Home</a> <a href=/sea>Sea</a></nav><article><h1>Log of day {number}</h1>\n{story}</article>"
        "<div id=respond><h3>Leave a Reply</h3><p>Your email address will not be published.</p></div></body></html>"
    )


def digests_of(directory: Path) -> dict[str, str]:
    """Digest of each file in a folder, `.newsclean` aside."""
    files = (path for path in directory.rglob("*") if path.is_file() and ".newsclean" not in path.parts)
    return {path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in path.read_text().split()]
        except OSError:  # the thread or the process has ended
            continue
    return found


def kill(processes: Iterable[int]) -> None:
    """End processes at once, those that are gone already aside."""
    for pid in processes:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def seconds_until_gone(processes: Iterable[int]) -> float:
    """How long it takes until none of the processes runs; looked at for twice the time that it may take."""
    started = time.monotonic()
    while any(map(runs, processes)) and time.monotonic() - started < 2 * ORPHAN_SECONDS:
        time.sleep(0.01)
    return time.monotonic() - started


def runs(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


if __name__ == "__main__":
    sys.exit(main())
