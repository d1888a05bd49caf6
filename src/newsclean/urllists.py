"""Lists of URLs: a URL a line, or JSON lines that hold one in `url`; read as they are needed, however long they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

#: A line of JSON may hold a whole article beside its URL.
_LONGEST = 16 * 1024 * 1024
#: What is shown of a line that holds no URL.
_SHOWN = 80


def read(lines: IO[bytes]) -> Iterator[str]:
    """The URLs of a list, in its order.

    Empty lines and lines that start with `#` do not count. A line that starts with `{` is JSON, of which `url` counts.
    A line without a URL is given as it stands, or its beginning: fetching it tells that it is none. Raises OSError.
    """
    while line := lines.readline(_LONGEST):
        if len(line) == _LONGEST:
            yield _beginning(line)
            while not line.endswith(b"\n") and (line := lines.readline(_LONGEST)):
                continue
            continue
        entry = line.removeprefix(b"\xef\xbb\xbf").strip()
        if entry.startswith(b"{"):
            yield _url_of(entry) or _beginning(entry)
        elif entry and not entry.startswith(b"#"):
            yield entry.decode("utf-8", "surrogateescape")


def _url_of(entry: bytes) -> str | None:
    try:
        url = json.loads(entry).get("url")
    except (ValueError, RecursionError):
        return None
    return url.strip() if isinstance(url, str) else None


def _beginning(line: bytes) -> str:
    return line[:_SHOWN].decode("utf-8", "backslashreplace").strip() + "…"
