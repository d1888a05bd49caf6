"""The pages in a file of many: each record is an input of its own, `FILE#RECORD`.

Here is who reads which file, what all records with fields have in common, and JSON lines.
"""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from newsclean.filesystems import at_hand
from newsclean.items import Item, Reading, Source, unreadable
from newsclean.model import Kind, Result
from newsclean.naming import GivenNames, record_stem, shown

#: Reads the records of a file, by its path.
Reader = Callable[[str, Reading, GivenNames], Iterator[Item]]

#: Where the page and its address are, if no other fields are asked for.
FIELDS = ("html", "text")
URL_FIELD = "url"


def reader_of(file_name: str) -> Reader | None:
    """What reads the records of a file of that name, or None where it is no file of many."""
    name = file_name.lower()
    if name.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")):
        return json_lines
    if name.endswith((".csv", ".csv.gz", ".parquet")):
        from newsclean.tables import csv_rows, parquet_rows

        return parquet_rows if name.endswith(".parquet") else csv_rows
    if name.endswith((".warc", ".warc.gz")):
        from newsclean.warc import warc_records

        return warc_records
    if name.endswith(".zip"):
        from newsclean.archives import zip_members

        return zip_members
    if name.endswith((".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")):
        from newsclean.archives import tar_members

        return tar_members
    return None


def json_lines(path: str, asked: Reading, given: GivenNames) -> Iterator[Item]:
    """A page of each line, from the field that is asked for, else from `html` or `text`."""
    try:
        with opened(path) as lines:
            longest = 4 * asked.max_bytes  # escaped, a page is longer than it is
            number = 0
            while line := lines.readline(longest):
                number += 1
                name = f"{shown(path)}#{number}"
                if len(line) < longest:
                    yield _of_line(name, line, asked, given)
                else:
                    yield _too_large(name, asked)
                    while not line.endswith(b"\n") and (line := lines.readline(longest)):
                        continue
    except (OSError, EOFError, zlib.error) as error:
        yield unreadable(shown(path), f"it cannot be read to its end: {error}")


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """A file, unpacked where its name ends in `.gz`. Raises OSError."""
    import gzip

    with at_hand(path) as local, open(local, "rb") as file:
        if path.lower().endswith(".gz"):
            with gzip.open(file) as unpacked:
                yield unpacked  # type: ignore[misc] # it has all that is asked of a file
        else:
            yield file


def _of_line(name: str, line: bytes, asked: Reading, given: GivenNames) -> Item:
    try:
        record = json.loads(line)
    except ValueError as error:
        return unreadable(name, f"this line is no JSON: {error}")
    return of_fields(name, record if isinstance(record, dict) else {}, asked, given)


def of_fields(name: str, fields: Mapping[str, Any], asked: Reading, given: GivenNames) -> Item:
    """The page in the field that is asked for, else in `html` or `text`: a str, or bytes in whatever encoding."""
    field = asked.field or next((field for field in FIELDS if field in fields), FIELDS[0])
    value = fields.get(field)
    if not isinstance(value, str | bytes):
        return unreadable(name, f"it has no text in a field {field!r}; name the field that holds the page with --field")
    # The byte order mark says UTF-8 louder than any <meta> in the page.
    body = codecs.BOM_UTF8 + value.encode("utf-8", "replace") if isinstance(value, str) else value
    if len(body) > asked.max_bytes:
        return _too_large(name, asked)
    url = _text(fields.get(asked.url_field or URL_FIELD))
    stem = given.stem_of(name) or record_stem(url or name.partition("#")[0], name)
    return Source(name, stem, body=body, url=url, kind=_kind(asked, field))


def _too_large(name: str, asked: Reading) -> Result:
    return Result(
        name, code="too-large", message=f"it has more than {asked.max_bytes:,} bytes; --max-bytes allows more"
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _kind(asked: Reading, field: str) -> Kind:
    if asked.kind != "auto":
        return asked.kind
    return "html" if field == "html" else "text" if field == "text" else "auto"
