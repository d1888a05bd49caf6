"""What needs a library that is not installed says which, and how to have it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fetching import fetcher
from newsclean import feeds, savedpages
from newsclean.errors import ConfigError


@pytest.mark.parametrize(
    ("library", "extra", "use"),
    [
        ("feedparser", "feeds", lambda _folder: feeds.read(b"<rss/>", "https://example.org/feed")),
        ("hishel", "cache", lambda folder: fetcher(cache=str(folder / "cache"))),
        ("warcio", "warc", lambda folder: savedpages.opened(folder / "kept.warc.gz")),
    ],
)
def test_a_missing_library_is_named(
    library: str, extra: str, use: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ConfigError, match=rf"{library}: pip install 'newsclean\[{extra}\]'") as caught:
        use(tmp_path)
    assert caught.value.code == "config"
