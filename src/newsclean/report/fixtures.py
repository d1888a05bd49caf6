"""Marks that a reviewer made in the report -> drafts of fixtures: the page, and what newsclean makes of it now.

A draft stands under a first line that no output of newsclean has, so nothing becomes the truth before a person has
read and corrected it; a second line says what was found wrong.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsclean import writers
from newsclean.clean import clean
from newsclean.errors import InputError, NewscleanError, OutputError
from newsclean.job import no_article
from newsclean.model import RawPage, Result
from newsclean.naming import page_stem, record_stem
from newsclean.reading import read_file
from newsclean.report.escape import shown
from newsclean.report.review.original import file_of

FOLDER = Path("fixtures")
MARKER = "DRAFT: correct what follows, then run: python scripts/add_fixture.py --accept "
WRONG = "WRONG: "
FORMATS = ("txt", "json")
SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".text", ".mhtml")


@dataclass(frozen=True, slots=True)
class Draft:
    """A fixture that is to be corrected."""

    input: str
    files: tuple[Path, ...]  # what is expected, one for each format


def drafts(marks: Path, saved: Path | None = None) -> Iterator[Draft | Result]:
    """Make a draft of each marked page below `FOLDER`; a page that gives none is a Result with its code and message.

    `saved` is a folder of fetched pages. Raises InputError for a file that holds no marks.
    """
    for mark in _marks(marks):
        name = mark["input"]
        try:
            page = _original(name, mark["digest"], saved)
            yield Draft(name, tuple(draft(page, _name(name), FOLDER, mark["note"])))
        except NewscleanError as error:
            yield Result(name, code=error.code, message=error.message)


def draft(page: Path, name: str, folder: Path, wrong: str = "") -> list[Path]:
    """Copy a page to `folder`/pages and write the draft of what is expected of it, a file for each format.

    `wrong` is a note that the draft bears. Raises InputError for a page of another kind, a name that is taken, and a
    page that newsclean makes no article of; OutputError.
    """
    target = folder / "pages" / f"{name}{page_suffix(page)}"
    expected = expected_files(name, folder)
    in_place = target.exists() and target.samefile(page)
    if not in_place and (target.exists() or any(path.exists() for path in expected)):
        message = f"a fixture is called {name} already; choose another name, or give its own page to draft anew"
        raise InputError("unreadable", message)
    head = f"{MARKER}{name}\n" + (f"{WRONG}{shown(wrong)}\n" if wrong else "")
    outputs = cleaned(page, name)
    try:
        for path, output in zip(expected, outputs, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(head.encode("utf-8", "replace") + output)
        if not in_place:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(page, target)
    except OSError as error:
        raise OutputError("write-failed", f"cannot write the fixture {name}: {error.strerror or error}") from error
    return expected


def accepted(text: bytes, name: str) -> bytes | None:
    """A draft without the lines that make it one, or None for a text that is no draft of that name."""
    marker = f"{MARKER}{name}\n".encode()
    if not text.startswith(marker):
        return None
    text = text.removeprefix(marker)
    return text.partition(b"\n")[2] if text.startswith(WRONG.encode()) else text


def page_suffix(page: Path) -> str:
    """The suffix that newsclean replaces, `.gz` included. Raises InputError where the file has none of them."""
    packed = page.suffix.lower() == ".gz"
    suffix = (page.with_suffix("") if packed else page).suffix.lower()
    if suffix not in SUFFIXES:
        message = f"{page}: a fixture's page ends in one of {' '.join(SUFFIXES)}, with or without .gz"
        raise InputError("unreadable", message)
    return suffix + ".gz" * packed


def expected_files(name: str, folder: Path) -> list[Path]:
    """Where the expectations of a fixture stand, one file for each format."""
    return [folder / "expected" / f"{name}.{suffix}" for suffix in FORMATS]


def cleaned(page: Path, name: str) -> Sequence[bytes]:
    """What `newsclean clean fixtures/pages` writes for the page as a fixture of that name, one for each format.

    Raises InputError for a page that cannot be read, or that newsclean makes no article of.
    """
    raw = RawPage(read_file(str(page)), input=f"fixtures/pages/{name}{page_suffix(page)}")
    article = clean(raw)
    if flag := no_article(article):
        raise InputError(flag.name, f"{flag.seen}; if that is right, the page belongs to fixtures/refused")
    return [writers.render(article, name) for name in FORMATS]


def _marks(path: Path) -> list[dict[str, str]]:
    try:
        marks = json.loads(path.read_bytes())["marks"]
        return [{key: str(mark[key]) for key in ("input", "digest", "note")} for mark in marks]
    except OSError as error:
        raise InputError("not-found", f"{path}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        message = f"{path} holds no marks; export them in the page that `newsclean report` writes"
        raise InputError("unreadable", message) from error


def _original(name: str, digest: str, saved: Path | None) -> Path:
    """The file of a marked page. Raises InputError where it is not at hand, or not the one that was marked."""
    path = file_of(name, saved)
    if path is None:
        message = "the page is not at hand: run this where it was cleaned, or name the folder of fetch --save-pages"
        raise InputError("not-found", message)
    if hashlib.sha256(read_file(str(path))).hexdigest() != digest:
        raise InputError("unreadable", "the page has changed since it was marked; make a new report")
    return path


def _name(name: str) -> str:
    """Name of the fixture: of letters, digits and hyphens, for it becomes a file's; the same page gives the same."""
    slug = re.sub(r"[^a-z0-9]+", "-", page_stem(Path(name).name).lower()).strip("-")
    return slug or record_stem("", name)
