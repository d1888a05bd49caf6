"""Fetched pages kept in a WARC file (ISO 28500), by warcio: a response record for each, written whole or not at all.

What a record cannot say in the standard's own fields stands in one more, `Newsclean-Page`, as JSON. The further pages
of an article stand before its first one: who reads the file has them when it needs them.
"""

from __future__ import annotations

import io
import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from newsclean import __version__
from newsclean.errors import ConfigError
from newsclean.naming import shown
from newsclean.writers.files import output_error

if TYPE_CHECKING:
    from newsclean.model import RawPage

NOTE_FIELD = "Newsclean-Page"


class WarcPages:
    """A WARC file that is added to. A page that is fetched again stands in it twice, and the first one counts."""

    def __init__(self, path: Path) -> None:
        """Raises ConfigError where warcio is missing, OutputError."""
        try:
            import warcio  # type: ignore[import-untyped]  # noqa: F401 (is it there?)
        except ImportError:
            raise ConfigError("config", "writing WARC needs warcio: pip install 'newsclean[warc]'") from None
        self._path = path
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("ab", buffering=0)
            if self._file.tell() == 0:
                self._append(self._information())
        except OSError as error:
            raise output_error(error, path) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def keep(self, page: RawPage) -> None:
        """Add a page and its further ones. Raises OutputError."""
        name = shown(page.input)
        note = {"input": name, "archived": page.archived, "cut": page.cut}
        parts = [self._response(more, {"input": name, "further": True}) for more in page.further]
        data = b"".join([*parts, self._response(page, note)])
        try:
            with self._lock:
                self._append(data)
        except OSError as error:
            raise output_error(error, self._path) from error

    def _append(self, data: bytes) -> None:
        end = self._file.seek(0, os.SEEK_END)
        try:
            while data:
                data = data[self._file.write(data) :]
        except OSError:
            self._file.truncate(end)  # half a record would be in the way of the next one
            raise

    def _information(self) -> bytes:
        writer, out = self._writer()
        software = {"software": f"newsclean/{__version__}", "format": "WARC File Format 1.0"}
        writer.write_record(writer.create_warcinfo_record(self._path.name, software))
        return out.getvalue()

    def _response(self, page: RawPage, note: dict[str, Any]) -> bytes:
        from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]

        writer, out = self._writer()
        headers = [("Content-Type", page.content_type)] if page.content_type is not None else []
        headers.append(("Content-Length", str(len(page.body))))
        record = writer.create_warc_record(
            page.url or "",
            "response",
            payload=io.BytesIO(page.body),
            length=len(page.body),
            http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": _date(page.fetched), NOTE_FIELD: json.dumps(note)},
        )
        writer.write_record(record)
        return out.getvalue()

    def _writer(self) -> tuple[Any, io.BytesIO]:
        from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

        out = io.BytesIO()
        return WARCWriter(out, gzip=self._path.name.lower().endswith(".gz")), out


def _date(fetched: str | None) -> str:
    """As the standard wants it: UTC, with a Z."""
    moment = datetime.fromisoformat(fetched) if fetched else datetime.now(UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
