"""Fetchers for tests: quick, and let through to this machine, for loopback is private."""

from __future__ import annotations

import pytest

from newsclean.errors import FetchError
from newsclean.fetch import Fetcher, FetchOptions

QUICK = {"timeout": 3.0, "retries": 0, "delay": 0.0, "robots": False, "allow_private": True}


def fetcher(**options: object) -> Fetcher:
    """Every name is on this machine."""
    return Fetcher(FetchOptions(**{**QUICK, **options}), resolver=lambda _host, _port: ["127.0.0.1"])  # type: ignore[arg-type]


def failure(url: str, **options: object) -> FetchError:
    """What fetching a URL must end with."""
    with pytest.raises(FetchError) as caught:
        fetcher(**options).fetch(url)
    return caught.value
