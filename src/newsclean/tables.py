"""The pages in the rows of a table, CSV (RFC 4180, with a head) or Parquet: a row is an input, `FILE#NUMBER` from 1."""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newsclean.filesystems import at_hand
from newsclean.items import Item, Reading, not_installed, unreadable
from newsclean.naming import GivenNames, shown
from newsclean.records import FIELDS, URL_FIELD, of_fields, opened

if TYPE_CHECKING:
    from newsclean.model import Result

_ROWS_AT_ONCE = 64  # of Parquet; a row may hold the largest page


def csv_rows(path: str, asked: Reading, given: GivenNames) -> Iterator[Item]:
    """A page of each row, from the column that is asked for, else from `html` or `text`."""
    # The bound on a cell is the whole process's. One that a page cannot fill tells of a quote that is never closed.
    csv.field_size_limit(max(csv.field_size_limit(), 4 * asked.max_bytes))
    try:
        # What is not UTF-8 is kept as it is, so that the page can still be read in its own encoding.
        with opened(path) as file, io.TextIOWrapper(file, "utf-8-sig", "surrogateescape", newline="") as lines:
            rows = csv.DictReader(lines)
            columns = rows.fieldnames or []
            if missing := _missing(path, columns, asked):
                yield missing
                return
            for number, row in enumerate(rows, 1):
                fields = {name: _as_read(value) for name, value in row.items() if isinstance(value, str)}
                yield of_fields(f"{shown(path)}#{number}", fields, asked, given)
    except (OSError, EOFError, zlib.error, csv.Error) as error:
        yield unreadable(shown(path), f"it cannot be read to its end: {error}")


def _as_read(value: str) -> str | bytes:
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogateescape")
    return value


def parquet_rows(path: str, asked: Reading, given: GivenNames) -> Iterator[Item]:
    """A page of each row, from the column of strings or bytes that is asked for, else from `html` or `text`."""
    try:
        from pyarrow.lib import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        yield not_installed(shown(path), "Parquet", "pyarrow", "parquet")
        return
    try:
        with at_hand(path) as local, ParquetFile(local, memory_map=True) as file:
            columns = file.schema_arrow.names
            if missing := _missing(path, columns, asked):
                yield missing
                return
            wanted = {*((asked.field,) if asked.field else FIELDS), asked.url_field or URL_FIELD}
            number = 0
            for batch in file.iter_batches(_ROWS_AT_ONCE, columns=[name for name in columns if name in wanted]):
                for fields in batch.to_pylist():
                    number += 1
                    yield of_fields(f"{shown(path)}#{number}", fields, asked, given)
    except (OSError, ArrowException) as error:
        yield unreadable(shown(path), f"it cannot be read to its end: {error}")


def _missing(path: str, columns: Sequence[str], asked: Reading) -> Result | None:
    """The failure of a table without the column that holds the page."""
    wanted = (asked.field,) if asked.field else FIELDS
    if any(name in columns for name in wanted):
        return None
    there = ", ".join(columns) if columns else "none"
    names = " or ".join(repr(name) for name in wanted)
    return unreadable(
        shown(path), f"it has no column {names}; name the one that holds the page with --field. Columns: {there}"
    )
