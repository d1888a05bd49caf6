"""The report as one HTML file, with all that it needs in it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from newsclean import __version__
from newsclean.errors import InputError, NewscleanError, OutputError
from newsclean.report.escape import shown
from newsclean.report.review.folder import BatchFolder
from newsclean.report.review.pages import Listing, host
from newsclean.report.review.plots import plots
from newsclean.report.review.totals import Totals, ranked
from newsclean.writers.files import write_whole

NAME = "report.html"
#: Pages that one report lists. Of more, it lists every second, third … one, and says so; the numbers count all.
MOST_PAGES = 10_000
#: The script's parts, in their order; together they are one script.
_SCRIPT = ("dom", "pages", "marks", "table", "article", "main")


def write(directory: Path, saved: Path | None = None) -> Path:
    """Write `DIR/report.html`, and give its path; `saved` is a folder of fetched pages.

    Raises:
        InputError: `not-found` where there is no batch, or none of its articles is there as json or jsonl.
        OutputError: `write-failed`, `disk-full`.
        NewscleanError: `usage` where the extra `report` is not installed.
    """
    _check_installed()
    folder = BatchFolder(directory)
    totals, listing = _read(folder, Listing(saved))
    _check_readable(directory, totals)
    path = directory / NAME
    write_whole(path, _rendered(directory, totals, listing).encode("utf-8", "replace"))
    return path


def _read(folder: BatchFolder, listing: Listing) -> tuple[Totals, Listing]:
    """All pages counted, and those that are to be listed."""
    totals = Totals()
    step = -(-len(folder) // MOST_PAGES)
    for place, row in enumerate(folder.rows()):
        if NAME in row.files:
            raise OutputError("write-failed", f"{NAME} in {folder.directory} is the article of {row.input}: rename it")
        record = folder.record(row) if row.status == "done" else None
        site = host(row, record)
        totals.add(row, record, site)
        if place % step == 0:
            listing.add(row, record, site)
    return totals, listing


def _check_readable(directory: Path, totals: Totals) -> None:
    if totals.articles and totals.without_record == totals.articles:
        message = f"{directory} holds no article as json or jsonl, which the report is made of"
        raise InputError("not-found", f"{message}: clean again with -f json or -f jsonl")


def _check_installed() -> None:
    try:
        import jinja2  # noqa: F401
        import nh3  # noqa: F401
    except ImportError as error:
        raise NewscleanError("usage", "the report needs jinja2 and nh3: pip install 'newsclean[report]'") from error


def _rendered(directory: Path, totals: Totals, listing: Listing) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from jinja2.utils import htmlsafe_json_dumps
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("newsclean.report.review", "page"),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"ranked": ranked, "percent": _percent}
    style, frame_style = _file("report.css"), _file("original.css")
    script = "'use strict';\n" + "\n".join(_file(f"script/{name}.js") for name in _SCRIPT)
    index = listing.index() | {"version": __version__, "frameStyle": frame_style}
    return environment.get_template("report.html.j2").render(
        policy=_policy(script, (style, frame_style)),
        style=Markup(style),  # noqa: S704 (our own files)
        script=Markup(script),  # noqa: S704
        index=htmlsafe_json_dumps(index, ensure_ascii=False, separators=(",", ":")),
        chunks=listing.chunks, listed=len(listing), name=shown(directory.resolve().name),
        totals=totals, plots=list(plots(totals)), version=__version__,
    )  # fmt: skip


def _policy(script: str, styles: Sequence[str]) -> str:
    """A Content-Security-Policy that lets the report's own script and styles act, and nothing else (CSP 3)."""
    rules: dict[str, Any] = {
        "default-src": "'none'",
        "script-src": _hashed(script),
        "style-src": " ".join(map(_hashed, styles)),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _file(name: str) -> str:
    return resources.files("newsclean.report.review").joinpath("page", name).read_text("utf-8")


def _percent(part: float, whole: float) -> str:
    """`62 %`; what is more than nothing never shows as nothing."""
    percent = 100 * part / whole if whole else 0
    return "<1 %" if 0 < percent < 0.5 else f"{percent:.0f} %"
