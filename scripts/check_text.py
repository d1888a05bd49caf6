"""What cleaning does to text that is clean, how often a second cleaning changes it, and what it costs.

    python scripts/check_text.py ../shared/bench             all three, on all sets
    python scripts/check_text.py ../shared/bench twice       texts that are not the same when cleaned again
    python scripts/check_text.py ../shared/bench gold        share of a clean text's four-word runs that is kept
    python scripts/check_text.py ../shared/bench speed       ms for a scraped text of 5 KB, on one core

Exit status 1 where a promise is not held: no text differs, a mean of .997 is kept, 5 KB take one millisecond.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from fitting import module
from newsclean import writers
from newsclean.clean import clean
from newsclean.lines import settled
from newsclean.model import RawPage

LEAST_KEPT = 0.997
MOST_MS = 1.0
BYTES = 5_000
REPEATS = 4
CHECKS = ("twice", "gold", "speed")


class Kept(NamedTuple):
    """What is left of the clean texts of a set: the mean share of their runs, and the worst of them."""

    mean: float
    worst: list[tuple[float, str]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with gold/, pages/, dumps/ and score.py")
    parser.add_argument("check", nargs="?", choices=CHECKS)
    options = parser.parse_args()
    checks = {"twice": _twice, "gold": _gold, "speed": _speed}
    return max([checks[name](options.data) for name in ([options.check] if options.check else CHECKS)])


def rows(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def sets(data: Path, folder: str) -> Iterator[Path]:
    """The files of a folder of the bench, one for each set."""
    return iter(sorted((data / folder).glob("*.jsonl")))


def differing(pages: Iterator[tuple[str, RawPage]]) -> list[str]:
    """Names of the pages whose text, cleaned as text, is not itself byte for byte."""
    found = []
    for name, page in pages:
        once = writers.render(clean(page), "txt")
        if writers.render(clean(once, kind="text"), "txt") != once:
            found.append(name)
    return found


def dumps(path: Path) -> Iterator[tuple[str, RawPage]]:
    """The scraped texts of a set."""
    for row in rows(path):
        yield row["id"], RawPage(row["dirty"].encode("utf-8", "replace"), row.get("url"), kind="text")


def saved(data: Path, path: Path) -> Iterator[tuple[str, RawPage]]:
    """The saved pages of a set."""
    for row in rows(path):
        yield row["id"], RawPage(gzip.decompress((data / row["page"]).read_bytes()), row.get("url"), kind="html")


def kept(path: Path, score: ModuleType) -> Kept:
    """What cleaning leaves of the gold texts of a set, each given as its title, a blank line and the text.

    Letters and their marks are put together in both before they are compared, as cleaning does.
    """
    shares = []
    for row in rows(path):
        if row.get("text"):
            text = "\n\n".join(part for part in (row.get("title"), row["text"]) if part)
            left = writers.render(clean(text, kind="text"), "txt").decode()
            gold, got = score.shingles(settled(text)), score.shingles(settled(left))
            shares.append((sum((gold & got).values()) / sum(gold.values()), row["id"]))
    return Kept(statistics.mean(share for share, _ in shares), sorted(shares)[:5])


def milliseconds(pages: list[RawPage], repeats: int = REPEATS) -> float:
    """Time that scraped texts take, scaled to 5 KB: the median of all, each the best of several rounds.

    A round goes through all texts, so that nothing that is remembered of the last texts helps.
    """
    best = [float("inf")] * len(pages)
    for _ in range(repeats):
        for at, page in enumerate(pages):
            start = time.process_time()
            clean(page)
            best[at] = min(best[at], time.process_time() - start)
    return statistics.median(1000 * t * BYTES / len(page.body) for t, page in zip(best, pages, strict=True))


def _twice(data: Path) -> int:
    different = 0
    for path in sets(data, "dumps"):
        different += _told(f"dumps of {path.stem}", differing(dumps(path)))
    for path in sets(data, "gold"):
        different += _told(f"pages of {path.stem}", differing(saved(data, path)))
    return int(different > 0)


def _told(what: str, names: list[str]) -> int:
    print(f"cleaned twice: {what}: {len(names)} differ {' '.join(names)}", flush=True)
    return len(names)


def _gold(data: Path) -> int:
    score = module(data / "score.py")
    means = []
    for path in sets(data, "dumps"):
        left = kept(data / "gold" / path.name, score)
        means.append(left.mean)
        worst = " ".join(f"{name}={share:.3f}" for share, name in left.worst)
        print(f"clean text kept: {path.stem}: {left.mean:.4f}; least: {worst}", flush=True)
    return int(min(means) < LEAST_KEPT)


def _speed(data: Path) -> int:
    pages = [page for path in sets(data, "dumps") for _, page in dumps(path)]
    took = milliseconds(pages)
    print(f"scraped text: {took:.2f} ms for {BYTES} bytes, the median of {len(pages)} dumps")
    return int(took > MOST_MS)


if __name__ == "__main__":
    sys.exit(main())
