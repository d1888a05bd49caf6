"""`newsclean report`: a page to review a batch by eye, and what becomes of the marks made in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from newsclean.cli.options import Telling  # noqa: TC001 (typer reads it)
from newsclean.cli.streams import write_output
from newsclean.errors import NewscleanError, exit_status


def report(
    telling: Telling,
    directory: Annotated[
        Path | None, Argument(metavar="DIR", help="The folder that clean or fetch wrote, in json or jsonl.")
    ] = None,
    fixtures: Annotated[
        Path | None,
        Option(metavar="MARKS.json", help="Turn marks that were exported from the page into drafts of fixtures."),
    ] = None,
    save_pages: Annotated[
        Path | None,
        Option(metavar="DIR", help="The folder that fetch --save-pages wrote, to take originals from."),
    ] = None,
) -> int:
    """Write DIR/report.html, one page to review a batch by eye.

    \b
    newsclean report clean
    newsclean report --fixtures marks.json
    """
    if (directory is None) == (fixtures is None):
        raise NewscleanError("usage", "give the folder of a batch, or --fixtures MARKS.json")
    if fixtures is not None:
        return _draft(fixtures, save_pages, telling)
    from newsclean.report import report as write_report

    with telling.messages():
        write_output(f"{write_report(directory or Path(), saved=save_pages)}\n".encode("utf-8", "surrogateescape"))
    return 0


def _draft(marks: Path, saved: Path | None, telling: Telling) -> int:
    from newsclean.report.fixtures import Draft, drafts

    status = 0
    with telling.messages() as messages:
        for draft in drafts(marks, saved):
            if isinstance(draft, Draft):
                write_output("".join(f"{path}\n" for path in draft.files).encode("utf-8", "surrogateescape"))
            else:
                messages.failure(draft.input, draft.code or "internal", draft.message or "")
                status = status or exit_status(draft.code or "internal")
    return status
