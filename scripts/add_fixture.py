"""Turn a page into a fixture: `add_fixture.py PAGE NAME` drafts it, `add_fixture.py --accept NAME` accepts the draft.

The draft is what newsclean makes of the page now, under a first line that no output of newsclean has. The fixture test
fails on that line, so nothing becomes the truth before a person has read and corrected it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
MARKER = "DRAFT: correct what follows, then run: python scripts/add_fixture.py --accept "
FORMATS = ("txt", "json")
SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".text", ".mhtml")


def main() -> int:
    """Run the command line. Gives the exit status; what went wrong is one line on standard error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("page", nargs="?", type=Path, help="the page or scraped text (a copy goes to fixtures/pages)")
    parser.add_argument("name", nargs="?", help="name of the fixture, without suffix, such as world/danish")
    parser.add_argument("--accept", metavar="NAME", help="take the draft's marker away: it has been read and corrected")
    options = parser.parse_args()
    if bool(options.accept) == bool(options.name):
        parser.error("give PAGE and NAME, or --accept NAME")
    try:
        if options.accept:
            accept(options.accept)
        else:
            draft(options.page, options.name)
    except (OSError, ValueError) as error:
        print(f"add_fixture: {error}", file=sys.stderr)
        return 1
    return 0


def draft(page: Path, name: str) -> None:
    """Copy the page to fixtures/pages and write the draft of what is expected.

    Raises ValueError for a page of another kind, a name that is taken, and a page that newsclean makes no article of.
    """
    target = FIXTURES / "pages" / f"{name}{page_suffix(page)}"
    in_place = target.exists() and target.samefile(page)
    taken = [path for path in expected_files(name) if path.exists()]
    if not in_place and (target.exists() or taken):
        raise ValueError(f"a fixture is called {name} already; choose another name, or give its own page to draft anew")
    outputs = clean_alone(page, name)
    for path, output in zip(expected_files(name), outputs, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"{MARKER}{name}\n".encode() + output)
        print(path.relative_to(FIXTURES.parent))
    if not in_place:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, target)


def accept(name: str) -> None:
    """Take the marker off both files of a draft. Raises ValueError where neither is a draft."""
    marker = f"{MARKER}{name}\n".encode()
    drafts = [path for path in expected_files(name) if path.exists() and path.read_bytes().startswith(marker)]
    if not drafts:
        raise ValueError(f"there is no draft called {name} in {FIXTURES / 'expected'}")
    for path in drafts:
        path.write_bytes(path.read_bytes().removeprefix(marker))
        print(path.relative_to(FIXTURES.parent))


def page_suffix(page: Path) -> str:
    """The suffix that newsclean replaces, `.gz` included. Raises ValueError where the file has none of them."""
    packed = page.suffix.lower() == ".gz"
    suffix = (page.with_suffix("") if packed else page).suffix.lower()
    if suffix not in SUFFIXES:
        raise ValueError(f"{page}: a fixture's page ends in one of {' '.join(SUFFIXES)}, with or without .gz")
    return suffix + ".gz" * packed


def expected_files(name: str) -> list[Path]:
    """Where the expectations of a fixture stand, one file for each format."""
    return [FIXTURES / "expected" / f"{name}.{suffix}" for suffix in FORMATS]


def clean_alone(page: Path, name: str) -> list[bytes]:
    """What `newsclean clean fixtures/pages` writes for the page as a fixture of that name, one for each format."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "fixtures", "pages", f"{name}{page_suffix(page)}")
        copy.parent.mkdir(parents=True)
        shutil.copyfile(page, copy)
        command = [sys.executable, "-m", "newsclean", "clean", "fixtures/pages", "-o", "clean", "-q"]
        run = subprocess.run(command, cwd=folder, stderr=subprocess.PIPE, encoding="utf-8", check=False)
        if run.returncode:
            raise ValueError(f"{run.stderr.strip()}\nIf that is right, the page belongs to fixtures/refused")
        return [Path(folder, "clean", f"{name}.{suffix}").read_bytes() for suffix in FORMATS]


if __name__ == "__main__":
    sys.exit(main())
