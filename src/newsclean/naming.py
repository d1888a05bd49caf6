"""Names of output files: like their inputs', safe on every system, and no two alike when case is folded."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from typing import Protocol
from urllib.parse import unquote, urlsplit

#: Replaced by the format's suffix. What other names end in stays: `story.php` gives `story.php.txt`.
PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".text", ".mhtml", ".mht")
#: What outputs can end in. A folder of such a name would be in the way of a file.
_OUTPUT_SUFFIXES = (".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".xml", ".parquet")
#: Device names of Windows, with any suffix and in any case (Microsoft, "Naming Files, Paths, and Namespaces").
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\s*(?:\.|$))", re.I)
#: File systems allow 255 bytes in a name; the longest suffix needs some of them.
_MOST_BYTES = 240
_SLUG_BYTES = 80


class GivenNames(Protocol):
    """Which output names are given already (the journal knows): a name once given stays."""

    def stem_of(self, name: str) -> str | None:
        """The stem that the input of this name has been given, or None."""

    def is_given(self, stem: str) -> bool:
        """Whether an input has been given this stem, case folded."""


class NothingGiven:
    """The names of a folder that nothing was written into."""

    def stem_of(self, name: str) -> str | None:  # noqa: ARG002
        """None."""
        return None

    def is_given(self, stem: str) -> bool:  # noqa: ARG002
        """False."""
        return False


class Claims:
    """The names given in one output folder (`prefix`, empty or ending in `/`) during one run."""

    def __init__(self, given: GivenNames, prefix: str = "") -> None:
        self.given = given
        self.prefix = prefix
        self._taken: set[str] = set()

    def file(self, name: str, file_name: str, path: str, *, same_name: bool = False) -> str:
        """Stem of the input `name`, a file of that file name: plain, else its whole name, else with a hash of `path`.

        With `same_name`, another input has the very same file name, which would tell nobody which is which.
        """
        known = self.given.stem_of(name)
        if known is not None:
            self._taken.add(folded(known.removeprefix(self.prefix)))
            return known
        plain = page_stem(file_name)
        whole = () if same_name else (file_name,)
        for candidate in map(safe, (plain, *whole)):
            if self._is_free(candidate):
                break
        else:
            candidate = hashed(plain, path)
        self._taken.add(folded(candidate))
        return self.prefix + candidate

    def folder(self, folder_name: str, path: str) -> Claims:
        """The claims of a folder of that name in this one."""
        candidate = safe(folder_name)
        if not self._is_free_folder(candidate):
            candidate = hashed(folder_name, path)
        self._taken.add(folded(candidate) + "/")
        if hidden := _hidden_file(candidate):
            self._taken.add(hidden)
        return Claims(self.given, f"{self.prefix}{candidate}/")

    def _is_free(self, candidate: str) -> bool:
        return folded(candidate) not in self._taken and not self.given.is_given(self.prefix + candidate)

    def _is_free_folder(self, candidate: str) -> bool:
        return folded(candidate) + "/" not in self._taken and _hidden_file(candidate) not in self._taken


def _hidden_file(folder: str) -> str | None:
    """Folded stem of the file that could not be written beside a folder called like one of its outputs."""
    stem, suffix = os.path.splitext(folded(folder))
    return stem if suffix in _OUTPUT_SUFFIXES else None


def folded(name: str) -> str:
    """As file systems that do not tell case or Unicode's forms apart see a name."""
    return unicodedata.normalize("NFC", name.casefold())


def page_stem(file_name: str) -> str:
    """File name without `.gz` and without the suffix of a page."""
    stem = file_name[:-3] if file_name.lower().endswith(".gz") else file_name
    root, suffix = os.path.splitext(stem)
    return (root if suffix.lower() in PAGE_SUFFIXES else stem) or file_name


def safe(name: str) -> str:
    """One part of a path as every system takes it: valid UTF-8, no device, not too long."""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if name in (".", "..") or _RESERVED.match(name):
        name = "_" + name
    if name.endswith((" ", ".")):  # Windows leaves them out
        name += "_"
    if len(name.encode()) > _MOST_BYTES:
        return hashed(name, name)
    return name


def hashed(name: str, key: str) -> str:
    """Name with the hash of a key at its end, within the bytes that a name can have."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    head = name.encode("utf-8", "surrogateescape")[: _MOST_BYTES - 13].decode("utf-8", "ignore")
    return safe(f"{head}-{digest}")


def url_stem(url: str) -> str:
    """Slug of a URL's last path part, and the hash of the URL as asked."""
    return record_stem(url, url)


def record_stem(address: str, key: str) -> str:
    """Slug of the last path part of a record's URL or path, and the hash of what tells the record from all others."""
    try:
        parts = [part for part in urlsplit(address).path.split("/") if part]
    except ValueError:  # no URL at all; what fetches it will say so
        parts = []
    plain = page_stem(unquote(parts[-1])) if parts else ""
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:_SLUG_BYTES].strip("-")
    return hashed(slug or "page", key)


def shown(path: str) -> str:
    """A path as UTF-8 can hold it: bytes that are none are shown as `\\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
