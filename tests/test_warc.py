"""A crawl as another program writes it, some members of it damaged on the way."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from stories import page, title

if TYPE_CHECKING:
    from conftest import Newsclean

RECORDS = 1000
DAMAGED = (0, 7, 499, 640, 999)


def crawl(path: Path) -> list[int]:
    """Write a packed WARC file: its info record, then a request and a response for each page. Gives where each response
    starts; last, where the file ends."""
    places = []
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "invented"}))
        for number in range(RECORDS):
            url = f"https://example.org/{number}/story.html"
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
            places.append(file.tell())
            answered = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            body = io.BytesIO(page(number).encode())
            writer.write_record(writer.create_warc_record(url, "response", body, http_headers=answered))
            places.append(file.tell())
    return places


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # warcio leaves its buffers to the collector
def test_five_damaged_members_cost_five_pages(newsclean: Newsclean, tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    places = crawl(path)
    data = bytearray(path.read_bytes())
    for number in DAMAGED:
        start, end = places[2 * number : 2 * number + 2]
        for at in range((start + end) // 2, (start + end) // 2 + 40):
            data[at] ^= 0x5A
    path.write_bytes(data)
    run = newsclean("clean", "crawl.warc.gz", "-q", "-f", "jsonl")
    assert run.returncode == 1
    told = [line.split(": ")[1:3] for line in run.stderr.decode().splitlines()]
    assert told == [[f"crawl.warc.gz#{places[2 * number]}", "unreadable"] for number in DAMAGED]
    articles = [json.loads(line) for line in (tmp_path / "clean" / "articles.jsonl").read_bytes().splitlines()]
    good = [number for number in range(RECORDS) if number not in DAMAGED]
    assert [article["title"] for article in articles] == [title(number) for number in good]
    assert [article["url"] for article in articles] == [f"https://example.org/{number}/story.html" for number in good]
