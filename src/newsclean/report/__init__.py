"""What a person sees: messages, progress and summary on standard error, `explain`, and the page to review a batch."""

from __future__ import annotations

from pathlib import Path


def report(directory: str | Path, *, saved: str | Path | None = None) -> Path:
    """Write `DIR/report.html`, one self-contained page to review a batch by eye, and give its path.

    The batch must have been written as json or jsonl. Originals are shown beside the articles where the files that
    were cleaned are still where they were, seen from the working folder, or in `saved`, a folder that
    `fetch --save-pages` wrote. Needs the extra `report`.

    Raises:
        InputError: `not-found` where there is no batch, or none of it is json or jsonl.
        OutputError: `write-failed`, `disk-full`.
        NewscleanError: `usage` where the extra is not installed.
    """
    from newsclean.report.review.page import write

    return write(Path(directory), Path(saved) if saved is not None else None)
