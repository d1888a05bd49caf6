"""Lists of URLs: what a line may be, what is one URL, and how far ahead a long list is read."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsclean import urllists, weburl
from newsclean.batch import Options, Outcome, fetch_urls
from newsclean.errors import FetchError
from newsclean.model import RawPage
from newsclean.turns import Stopped

PAGE = b"<title>Rain in Tarn Point</title>" + b"".join(
    b"<p>It rained in Tarn Point on Friday, the harbour master said, and the ferry stayed in port for day %d.</p>" % day
    for day in range(5)
)


def listed(*lines: bytes) -> list[str]:
    return list(urllists.read(io.BytesIO(b"\n".join(lines))))


def test_comments_empty_lines_and_the_byte_order_mark_do_not_count() -> None:
    lines = (b"\xef\xbb\xbfhttps://example.org/a\r", b"", b"# later", b"  https://example.org/b  ")
    assert listed(*lines) == ["https://example.org/a", "https://example.org/b"]


def test_json_lines_hold_a_url() -> None:
    record = json.dumps({"title": "Rain", "url": "https://example.org/\u00e4", "date": None}).encode()
    assert listed(record, b"https://example.org/b") == ["https://example.org/\u00e4", "https://example.org/b"]


@pytest.mark.parametrize("line", [b'{"title": "no url"}', b'{"url": 7}', b'{"url": "https://exa', b"{" * 9000])
def test_a_line_without_a_url_is_an_input_that_fails(line: bytes) -> None:
    (entry,) = listed(line)
    assert entry == line[:80].decode() + "\u2026"
    with pytest.raises(FetchError, match="no http"):
        weburl.parse(entry)


def test_a_line_without_end_costs_one_input_and_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(urllists, "_LONGEST", 1000)
    assert listed(b"x" * 2_500, b"https://example.org/b") == ["x" * 80 + "\u2026", "https://example.org/b"]


@pytest.mark.parametrize(
    "spelling",
    [
        "HTTP://Example.org:80/a/../b%7e%2f%c3%a9",
        "http://example.org./b~%2F%C3%A9#end",
        "http://ada:x@example.org/b~%2Fé",
    ],
)
def test_spellings_of_one_url(spelling: str) -> None:
    assert weburl.normalised(spelling) == "http://example.org/b~%2F%C3%A9"


@pytest.mark.parametrize(
    "other", ["https://example.org/b", "http://example.org/B", "http://example.org/b?", "http://example.org/b/"]
)
def test_what_may_be_another_page_is_another_url(other: str) -> None:
    # An empty query is dropped by what asks for the page, too.
    assert (weburl.normalised(other) == weburl.normalised("http://example.org/b")) == other.endswith("?")


def test_one_url_is_fetched_once_and_journalled_once(tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(url: str) -> RawPage:
        asked.append(url)
        return RawPage(PAGE, url, "text/html", input=url)

    outcomes: list[Outcome] = []
    urls = ["http://example.org/a", "HTTP://example.org:80/a#top", "http://example.org/b", "http://example.org/%61"]
    fetch_urls(urls, fetch, Options(tmp_path, jobs=2), report=outcomes.append)
    assert sorted(asked) == ["http://example.org/a", "http://example.org/b"]
    assert [outcome.status for outcome in outcomes] == ["done", "skipped", "done", "skipped"]
    rows = [json.loads(line)["input"] for line in (tmp_path / ".newsclean/journal.jsonl").read_bytes().splitlines()]
    assert rows == ["http://example.org/a", "http://example.org/b"]


def test_a_list_is_read_as_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsclean.hosts._URLS_AHEAD", 50)
    read = 0
    furthest: list[int] = []

    def urls() -> Iterator[str]:
        nonlocal read
        for number in range(400):
            read += 1
            yield f"http://example.org/{number}"

    def fetch(url: str) -> RawPage:
        furthest.append(read - int(url.rpartition("/")[2]))
        raise FetchError("http-404", "gone")

    assert fetch_urls(urls(), fetch, Options(None, jobs=2)).failed == {"http-404": 400}
    assert max(furthest) <= 55


def test_what_a_signal_kept_from_its_turn_has_no_row(tmp_path: Path) -> None:
    def fetch(url: str) -> RawPage:
        if url.endswith("late"):
            raise Stopped
        return RawPage(PAGE, url, "text/html", input=url)

    outcomes: list[Outcome] = []
    fetch_urls(
        ["http://a.example/late", "http://b.example/x"], fetch, Options(tmp_path, jobs=2), report=outcomes.append
    )
    assert [outcome.input for outcome in outcomes] == ["http://b.example/x"]
    assert fetch_urls(["http://a.example/late"], fetch, Options(tmp_path)).failed == {}
    assert len((tmp_path / ".newsclean/journal.jsonl").read_bytes().splitlines()) == 1
