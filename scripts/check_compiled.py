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
TIMED = 12  # pages of each set
MOST_PARSES = 11  # bare parses of CPU time that a page may cost; 7 to 8 are measured, other machines and days differ
MOST_OF_PLAIN = 0.9  # of the time that the same takes in plain Python; .75 is measured


def main() -> int:
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measured(Path(sys.argv[2]))))
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
    compiled, plain = _run(data, {}), _run(data, {"PYTHONPATH": str(ROOT / "src")})
    if not plain["file"].startswith(str(ROOT / "src")):
        return [f"the plain module should be the one in src, not {plain['file']}"]
    faults = [f"{page} gives another article" for page, said in plain["said"].items() if compiled["said"][page] != said]
    print(f"{len(plain['said'])} pages; {compiled['parses']:.1f} bare parses each, plain {plain['parses']:.1f}")
    if compiled["parses"] > min(MOST_PARSES, MOST_OF_PLAIN * plain["parses"]):
        faults.append(f"too slow: at most {MOST_PARSES} bare parses, and {MOST_OF_PLAIN} of what plain Python takes")
    return faults


def _run(data: Path, more: dict[str, str]) -> dict[str, Any]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, __file__, "--measure", str(data)]
    run = subprocess.run(command, env=kept | more, stdout=subprocess.PIPE, check=True)
    said: dict[str, Any] = json.loads(run.stdout)
    return said


def measured(data: Path) -> dict[str, Any]:
    """What the newsclean that is imported says of every page, as a digest, and the bare parses that a page costs."""
    import newsclean

    paths = sorted((data / "pages").rglob("*.gz"))
    said = {str(path.relative_to(data)): _digest(newsclean.clean(_page(path), kind="html").to_dict()) for path in paths}
    timed = [path for name in SETS for path in sorted((data / "pages" / name).glob("*.gz"))[:TIMED]]
    return {"file": import_module("newsclean.content").__file__, "said": said, "parses": _parses(timed)}


def _page(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def _digest(article: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(article).encode()).hexdigest()


def _parses(paths: list[Path]) -> float:
    from selectolax.lexbor import LexborHTMLParser

    import newsclean

    def least(job: Callable[[bytes], object], page: bytes) -> float:
        return min(timeit.repeat(lambda: job(page), timer=time.process_time, number=1, repeat=6))

    def whole(page: bytes) -> object:
        return newsclean.clean(page, kind="html").to_dict()

    pages = [_page(path) for path in paths]
    return sum([least(whole, page) for page in pages]) / sum([least(LexborHTMLParser, page) for page in pages])


if __name__ == "__main__":
    sys.exit(main())
