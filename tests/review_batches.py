"""Folders of batches for tests of the report, as `newsclean clean -f jsonl` leaves them, without the time it takes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from random import Random
from string import ascii_lowercase
from typing import Any

import newsclean
from conftest import ROOT
from newsclean.journal import Row, line_of

Record = dict[str, Any]
SITES = ("gazette.example.org", "www.tribune.example.com", "weirnotes.example.net", "harbour.example.org")


@cache
def fixture_records() -> tuple[Record, ...]:
    """What the json format holds of some fixtures."""
    pages = sorted((ROOT / "fixtures" / "pages").glob("*.html"))[:8]
    return tuple(newsclean.clean(page.read_bytes()).to_dict() for page in pages)


def many_records(count: int) -> Iterator[Record]:
    """Records of that many pages, no two of them the same: their letters are exchanged, so they pack no better."""
    for number, record in enumerate(islice(cycle(fixture_records()), count)):
        site = SITES[number % len(SITES)]
        letters = list(ascii_lowercase)
        Random(number).shuffle(letters)  # noqa: S311 (no secret)
        words = str.maketrans(ascii_lowercase, "".join(letters))
        removals = [removal | {"text": removal["text"].translate(words)} for removal in record["removals"]]
        yield record | {
            "text": record["text"].translate(words),
            "removals": removals,
            "input": f"pages/story-{number:05}.html",
            "url": f"https://{site}/{number}",
            "title": f"{record['title']} ({number})",
            "published": f"{2015 + number % 10}-{number % 12 + 1:02}-{number % 28 + 1:02}",
        }


def write_batch(directory: Path, records: Iterable[Record], failures: Iterable[Row] = ()) -> Path:
    """A folder with these articles in one jsonl file, and these failures behind them."""
    state = directory / ".newsclean"
    state.mkdir(parents=True)
    at = 0
    with (state / "journal.jsonl").open("wb") as journal, (directory / "articles.jsonl").open("wb") as articles:
        for record in records:
            line = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
            articles.write(line)
            place = {"articles.jsonl": (at, len(line), hashlib.sha256(line).hexdigest())}
            digest = hashlib.sha256(line).hexdigest()
            flags = tuple(flag["flag"] for flag in record["flags"])
            journal.write(line_of(Row(record["input"], digest, len(line), "done", rows=place, flags=flags)))
            at += len(line)
        for row in failures:
            journal.write(line_of(row))
    return directory


def failure(number: int, code: str = "http-404") -> Row:
    """The row of a page that gave no article."""
    blank = Row(f"https://{SITES[number % 2]}/gone/{number}", None, None, "failed")
    return replace(blank, code=code, message=f"the server said {code}; look at the address")


def index_of(report: Path) -> Record:
    """The table that a report holds."""
    found = re.search(r'id="index">(.*?)</script>', report.read_text("utf-8"), re.S)
    assert found
    index: Record = json.loads(found[1])
    return index


def pages_of(report: Path) -> list[Record]:
    """The pages that a report holds packed."""
    chunks = re.findall(r'id="chunk-\d+">(.*?)</script>', report.read_text("utf-8"))
    return [page for chunk in chunks for page in json.loads(zlib.decompress(base64.b64decode(chunk)))]
