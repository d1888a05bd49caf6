"""That the compiled newsclean which is installed says what its source says, and says it faster.

    PYTHON scripts/check_compiled.py [../shared/bench]

with a Python that `pip install .` has put newsclean into, where there is a C compiler. It looks whether compiled
modules are what runs, cleans the fixtures through the command line, and cleans every page of the bench, where it is
there, with the installed modules and with those in `src`. Exit status 1 where a page's article differs, or the time
gained is small.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
import timeit
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
EXPECTED = ROOT / "fixtures" / "expected"
SETS = ("news_en", "news_world", "articles_en")
COMPILED: dict[str, str] = {}  # added to the environment: what is installed runs
PLAIN = {"PYTHONPATH": str(ROOT / "src")}
TIMED = 12  # pages of each set
ROUNDS = 5
MOST_PARSES = 11  # bare parses of CPU time that a page may cost; 4 to 8 are measured, other machines and days differ
MOST_OF_PLAIN = 0.9  # of the time that the same takes in plain Python; .55 to .75 is measured


def main() -> int:
    if sys.argv[1:2] == ["--digests"]:
        print(json.dumps(digests(Path(sys.argv[2]))))
        return 0
    if sys.argv[1:2] == ["--times"]:
        answer_times()
        return 0
    faults = [*uncompiled(), *wrong_fixtures()]
    if len(sys.argv) > 1 and Path(sys.argv[1], "pages").is_dir():
        faults += differences(Path(sys.argv[1]))
    else:
        print("no pages of a bench: only the fixtures were tried")
    for fault in faults:
        print(f"check_compiled: {fault}", file=sys.stderr)
    return 1 if faults else 0


def uncompiled() -> list[str]:
    """Modules that should be compiled, and are not what is imported."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = table["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]["modules"]
    files = {name: str(import_module(f"newsclean.{name}").__file__) for name in names}
    suffix = str(sysconfig.get_config_var("EXT_SUFFIX"))
    return [f"newsclean.{name} is {file}" for name, file in files.items() if not file.endswith(suffix)]


def wrong_fixtures() -> list[str]:
    """Files of fixtures/expected that `newsclean clean fixtures/pages` does not write so."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "newsclean", "clean", "fixtures/pages", "-o", folder, "-q"]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        names = [path.relative_to(EXPECTED) for path in sorted(EXPECTED.rglob("*")) if path.is_file()]
        wrong = [name for name in names if not _same(EXPECTED / name, Path(folder, name))]
    print(f"{len(names)} files of the fixtures")
    said = [run.stderr.decode("utf-8", "replace")] if run.returncode else []
    return [*said, *(f"fixtures/expected/{name} is not what is written" for name in wrong)]


def _same(expected: Path, written: Path) -> bool:
    return written.exists() and written.read_bytes() == expected.read_bytes()


def differences(data: Path) -> list[str]:
    """Pages whose article depends on what runs, and time that was not gained."""
    compiled, plain = (json.loads(_output("--digests", data, more)) for more in (COMPILED, PLAIN))
    if not plain["file"].startswith(PLAIN["PYTHONPATH"]):
        return [f"the plain module should be the one in src, not {plain['file']}"]
    faults = [f"{page} gives another article" for page, said in plain["said"].items() if compiled["said"][page] != said]
    print(f"{len(plain['said'])} pages, {len(faults)} of which give another article")
    # The share of time is what one round in a quiet moment shows; a busy machine is given several.
    for _ in range(ROUNDS):
        of_compiled, of_plain = _parses(data)
        print(f"{of_compiled:.1f} bare parses a page, plain {of_plain:.1f}")
        if of_compiled <= min(MOST_PARSES, MOST_OF_PLAIN * of_plain):
            return faults
    return [*faults, f"too slow: at most {MOST_PARSES} bare parses, and {MOST_OF_PLAIN} of what plain Python takes"]


def _parses(data: Path) -> tuple[float, float]:
    """The bare parses that a page costs, compiled and plain, page by page in turn: both have the same machine."""
    paths = [path for name in SETS for path in sorted((data / "pages" / name).glob("*.gz"))[:TIMED]]
    with _timer(COMPILED) as compiled, _timer(PLAIN) as plain:
        rows = [(_asked(compiled, path), _asked(plain, path)) for path in paths]
    of_compiled, of_plain = (list(map(sum, zip(*times, strict=True))) for times in zip(*rows, strict=True))
    return of_compiled[0] / of_compiled[1], of_plain[0] / of_plain[1]


def _timer(more: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--times"]
    return subprocess.Popen(command, env=_environment(more), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _asked(timer: subprocess.Popen[str], path: Path) -> list[float]:
    print(path, file=timer.stdin, flush=True)
    times: list[float] = json.loads(timer.stdout.readline() if timer.stdout else "")
    return times


def _output(what: str, data: Path, more: dict[str, str]) -> bytes:
    command = [sys.executable, __file__, what, str(data)]
    return subprocess.run(command, env=_environment(more), stdout=subprocess.PIPE, check=True).stdout


def _environment(more: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | more


def digests(data: Path) -> dict[str, Any]:
    """What the newsclean that is imported says of every page, as a digest."""
    import newsclean

    paths = sorted((data / "pages").rglob("*.gz"))
    said = {str(path.relative_to(data)): _digest(newsclean.clean(_page(path), kind="html").to_dict()) for path in paths}
    return {"file": import_module("newsclean.content").__file__, "said": said}


def answer_times() -> None:
    """For each page named on standard input the least CPU time of cleaning and of parsing it, in seconds."""
    from selectolax.lexbor import LexborHTMLParser

    import newsclean

    def whole(page: bytes) -> object:
        return newsclean.clean(page, kind="html").to_dict()

    for line in sys.stdin:
        page = _page(Path(line.removesuffix("\n")))
        print(json.dumps([_least(whole, page), _least(LexborHTMLParser, page)]), flush=True)


def _least(job: Callable[[bytes], object], page: bytes) -> float:
    return min(timeit.repeat(lambda: job(page), timer=time.process_time, number=1, repeat=6))


def _page(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def _digest(article: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(article).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
