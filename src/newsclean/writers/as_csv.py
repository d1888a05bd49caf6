"""csv: an article a row, RFC 4180 but with `\\n` between rows, UTF-8, the columns of `COLUMNS` in their order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from newsclean.writers.format import Format

if TYPE_CHECKING:
    from newsclean.model import Article

#: As in json, but without `removals` and `sources`. Lists are joined by "; "; of a flag its name is given.
COLUMNS = (
    "input", "url", "canonical_url", "title", "authors", "published", "modified", "site", "language", "description",
    "image", "tags", "section", "text", "flags",
)  # fmt: skip
#: A cell that starts with one of these is run as a formula by spreadsheets (OWASP, "CSV injection").
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def render(article: Article) -> bytes:
    """One row."""
    fields = article.to_dict() | {"flags": [flag.name for flag in article.flags]}
    return _row(_safe(_cell(fields[column])) for column in COLUMNS)


def _cell(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else value or ""


def _safe(cell: str) -> str:
    return "'" + cell if cell.startswith(_RUN_BY_SPREADSHEETS) else cell


def _row(cells: Iterable[str]) -> bytes:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)  # the writer quotes what is in it, a lone CR too
    return (out.getvalue().removesuffix("\r\n") + "\n").encode("utf-8", "replace")


FORMAT = Format(".csv", render, head=(",".join(COLUMNS) + "\n").encode(), collected=True)
