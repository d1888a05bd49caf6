"""Files in other file systems than this machine's (`s3://`, `gs://`, ...), through fsspec (extra `remote`).

`file://` is no other file system: `local` gives its path. What a file system's own library raises can be anything; it
is told as what it says, and costs the input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from newsclean.errors import ConfigError, InputError
from newsclean.reading import read_stream

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.I)


def is_remote(path: str) -> bool:
    """Whether a path is an address in another file system."""
    return _SCHEME.match(path) is not None


def local(path: str) -> str:
    """The path that a `file://` address names; any other path as it is."""
    return unquote(urlsplit(path).path) if path.lower().startswith("file://") else path


def check_usable(path: str) -> None:
    """Raise ValueError for a scheme that nobody knows, ConfigError where what it needs is not installed."""
    found = _SCHEME.match(path)
    scheme = found.group(1).lower() if found else ""
    if "::" in path:
        raise ValueError(f"{path}: an address within an address is not taken; name the outer file")
    try:
        from fsspec import get_filesystem_class

        get_filesystem_class(scheme)
    except ImportError as error:
        raise ConfigError("config", f"{scheme}:// needs pip install 'newsclean[remote]' ({error})") from error
    except ValueError as error:
        raise ValueError(f"{path}: no file system is called {scheme}") from error


def read(path: str, max_bytes: int) -> bytes:
    """The bytes of a file, un-gzipped. Raises InputError: `unreadable`, `too-large`."""
    try:
        system, inner = system_of(path)
        with system.open(inner, "rb") as file:
            return read_stream(file, max_bytes)
    except InputError:
        raise
    except Exception as error:
        raise unreadable(error) from error


@contextmanager
def at_hand(path: str) -> Iterator[str]:
    """A local path with a file's content: its own, or that of a copy for the time being. Raises OSError."""
    if not is_remote(path):
        yield path
        return
    import tempfile  # brings much along

    with tempfile.NamedTemporaryFile() as copy:
        try:
            system, inner = system_of(path)
            system.get_file(inner, copy.name)
        except Exception as error:
            raise OSError(unreadable(error).message) from error
        yield copy.name


def system_of(path: str) -> tuple[Any, str]:
    """The file system of an address, and the address within it. Raises whatever that file system does."""
    from fsspec.core import url_to_fs

    system, inner = url_to_fs(path)
    return system, inner


def unreadable(error: Exception) -> InputError:
    """What a file system says of a failure, for people."""
    reason = str(error) or type(error).__name__
    return InputError("unreadable", f"{reason}; check the address and what may be read with these credentials")
