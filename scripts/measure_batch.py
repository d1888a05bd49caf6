"""Measure how many pages a second `newsclean clean` does, and how much memory it takes, on the pages of a bench.

    python scripts/measure_batch.py ../shared/bench                    100,000 pages, and 10,000 beside trafilatura
    python scripts/measure_batch.py ../shared/bench --many 2000 --few 500

The pages of `BENCH/pages` are unpacked, and linked under as many names as are asked for. Measured are, start-up
included: FEW pages by one worker and by two, MANY pages by two, and FEW pages by trafilatura's command line with two
processes, if it is installed; and of newsclean the most memory that the parent and any worker had. Tell figures of a
machine that does nothing else: the runs are minutes apart. Needs Linux.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from disturb import children

_LOOK_SECONDS = 0.2
_IN_A_FOLDER = 1000
#: What must hold: pages/s of two workers to one, of newsclean to trafilatura; MiB of a worker, MiB by which the parent
#: may grow.
SPREAD, FASTER, WORKER_MIB, GROWTH_MIB = 1.8, 8.0, 300, 50


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one run."""

    pages: int
    seconds: float
    parent: float = 0.0  # most MiB in memory at once
    worker: float = 0.0  # the same, of the largest worker

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


def main() -> int:
    """Run the command line. Exits 1 where a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("bench", type=Path, help="folder with pages/**/*.html.gz")
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--few", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        pages = unpacked(options.bench, work / "bench")
        few, many = linked(pages, work / "few", options.few), linked(pages, work / "many", options.many)
        one, two, most = cleaned(few, 1), cleaned(few, 2), cleaned(many, 2)
        other = trafilatura(few)
    bounds = [
        (f"two workers to one {two.rate / one.rate:.2f}", two.rate / one.rate >= SPREAD),
        (f"largest worker {max(two.worker, most.worker):.0f} MiB", max(two.worker, most.worker) <= WORKER_MIB),
        (f"parent grows by {most.parent - two.parent:.0f} MiB", most.parent - two.parent <= GROWTH_MIB),
    ]
    if other is not None:
        bounds.append((f"newsclean to trafilatura {two.rate / other.rate:.1f}", two.rate / other.rate >= FASTER))
    for text, holds in bounds:
        print(text if holds else f"{text}: not as it must be")
    return 0 if all(holds for _, holds in bounds) else 1


def unpacked(bench: Path, folder: Path) -> list[Path]:
    """The pages of a bench as plain files."""
    folder.mkdir()
    paths = []
    for number, packed in enumerate(sorted((bench / "pages").rglob("*.html.gz"))):
        path = folder / f"{number:05}.html"
        path.write_bytes(gzip.decompress(packed.read_bytes()))
        paths.append(path)
    return paths


def linked(pages: list[Path], folder: Path, count: int) -> Path:
    """A folder with so many names of the pages, a thousand in each folder below it."""
    for number in range(count):
        path = folder / f"{number // _IN_A_FOLDER:04}" / f"page-{number:06}.html"
        if number % _IN_A_FOLDER == 0:
            path.parent.mkdir(parents=True)
        os.link(pages[number % len(pages)], path)
    return folder


def cleaned(pages: Path, jobs: int) -> Figures:
    """Clean a folder of pages with so many workers, txt and json, and tell how that went."""
    out = pages.with_name("out")
    command = [sys.executable, "-m", "newsclean", "clean", str(pages), "-o", str(out), "-j", str(jobs), "-q"]
    started, parent, worker = time.monotonic(), 0.0, 0.0
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None:
            parent = max(parent, mebibytes(run.pid))
            worker = max([worker, *map(mebibytes, children(run.pid))])
            time.sleep(_LOOK_SECONDS)
    if run.returncode not in (0, 1):  # some pages of a bench hold no article
        raise SystemExit(f"newsclean ended with status {run.returncode}")
    with (out / ".newsclean" / "journal.jsonl").open("rb") as journal:
        count = sum(1 for _ in journal)
    figures = Figures(count, time.monotonic() - started, parent, worker)
    shutil.rmtree(out)
    print(
        f"{figures.pages:,} pages, -j {jobs}: {figures.seconds:.1f} s, {figures.rate:.1f} pages/s, parent "
        f"{figures.parent:.0f} MiB, worker {figures.worker:.0f} MiB", flush=True
    )  # fmt: skip
    return figures


def trafilatura(pages: Path) -> Figures | None:
    """The same by trafilatura's command line with two processes; None where it is not installed."""
    program = shutil.which("trafilatura", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if program is None:
        print("trafilatura is not installed: no comparison")
        return None
    out = pages.with_name("other")
    command = [program, "--input-dir", str(pages), "--output-dir", str(out), "--json", "--with-metadata"]
    started = time.monotonic()
    subprocess.run([*command, "--parallel", "2"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    figures = Figures(sum(1 for path in pages.rglob("*.html")), time.monotonic() - started)
    shutil.rmtree(out)
    print(f"{figures.pages:,} pages, trafilatura: {figures.seconds:.1f} s, {figures.rate:.1f} pages/s", flush=True)
    return figures


def mebibytes(pid: int) -> float:
    """Most memory that a process has had at once, so far; 0 for one that is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


if __name__ == "__main__":
    sys.exit(main())
