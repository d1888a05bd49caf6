"""Files of many: every record is an input of its own, and a broken one costs itself."""

from __future__ import annotations

import gzip
import io
import json
import sys
import tarfile
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from newsclean.model import Result
from newsclean.sources import Skipped, Source, expand, load

PAGE = b"<p>The ferry sailed at dawn.</p>"


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(path: str, **more: str | int) -> tuple[list[Source], dict[str, str | None], set[str]]:
    """Sources, codes of failures by name, and names of what was skipped."""
    items = list(expand([path], **more))  # type: ignore[arg-type]
    return (
        [item for item in items if isinstance(item, Source)],
        {item.input: item.code for item in items if isinstance(item, Result)},
        {item.name for item in items if isinstance(item, Skipped)},
    )


def hex_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_json_lines_give_a_page_each() -> None:
    url = "https://example.org/2024/ferry-sails.html"
    Path("dump.jsonl").write_bytes(lines({"html": "<p>é</p>", "url": url}, {"text": "Just text."}))
    (first, second), failures, _ = found("dump.jsonl")
    assert failures == {}
    assert (first.name, first.url, first.kind) == ("dump.jsonl#1", url, "html")
    assert first.stem == f"ferry-sails-{hex_of('dump.jsonl#1')}"
    assert load(first).body.decode("utf-8-sig") == "<p>é</p>"
    assert (second.url, second.kind, second.stem) == (None, "text", f"dump-jsonl-{hex_of('dump.jsonl#2')}")


def test_json_lines_have_the_fields_that_are_named() -> None:
    Path("dump.ndjson.gz").write_bytes(
        gzip.compress(lines({"raw": "<p>x</p>", "html": "no", "link": "https://e.org/a"}))
    )
    ((source,), _, _) = found("dump.ndjson.gz", field="raw", url_field="link")
    assert (load(source).body[3:], source.url, source.kind) == (b"<p>x</p>", "https://e.org/a", "auto")


def test_a_broken_line_costs_itself() -> None:
    broken = [b"{no json\n", b'{"other": 1}\n', b"[]\n", lines({"html": "x" * 200}), b'"' + b"y" * 5000 + b'"\n']
    Path("dump.jsonl").write_bytes(lines({"html": "a"}) + b"".join(broken) + lines({"html": "z"}).rstrip())
    sources, failures, _ = found("dump.jsonl", max_bytes=100)
    assert [source.name for source in sources] == ["dump.jsonl#1", "dump.jsonl#7"]
    assert failures == {
        **{f"dump.jsonl#{n}": "unreadable" for n in (2, 3, 4)},
        **{f"dump.jsonl#{n}": "too-large" for n in (5, 6)},
    }


def test_rows_of_csv_give_a_page_each() -> None:
    url = "https://example.org/2024/ferry-sails.html"
    Path("dump.csv").write_text(f'id,html,url\r\n1,"<p>""é"",\n1</p>",{url}\r\n2,<p>two</p>,\r\n', "utf-8-sig")
    (first, second), failures, _ = found("dump.csv")
    assert failures == {}
    assert (first.name, first.url, first.kind) == ("dump.csv#1", url, "html")
    assert first.stem == f"ferry-sails-{hex_of('dump.csv#1')}"
    assert load(first).body.decode("utf-8-sig") == '<p>"é",\n1</p>'
    assert (second.name, second.stem) == ("dump.csv#2", f"dump-csv-{hex_of('dump.csv#2')}")


def test_a_csv_in_another_encoding_keeps_its_bytes() -> None:
    Path("dump.csv.gz").write_bytes(gzip.compress("raw,link\n<p>Łódź</p>,x\n".encode("iso-8859-2")))
    ((source,), _, _) = found("dump.csv.gz", field="raw", url_field="link")
    assert (load(source).body, source.url, source.kind) == ("<p>Łódź</p>".encode("iso-8859-2"), "x", "auto")


def test_broken_rows_of_csv_cost_themselves() -> None:
    large = "x" * 200_000  # more than Python's own bound on a cell
    Path("dump.csv").write_text(f"url,html\na,<p>1\nonly\nb,{large}\nc,<p>2\n")
    sources, failures, _ = found("dump.csv", max_bytes=100_000)
    assert [source.name for source in sources] == ["dump.csv#1", "dump.csv#4"]
    assert failures == {"dump.csv#2": "unreadable", "dump.csv#3": "too-large"}
    Path("dump.csv").write_text(f'html\n<p>1\n"<p>never closed\n{large}')
    sources, failures, _ = found("dump.csv", max_bytes=1000)
    assert ([source.name for source in sources], set(failures.values())) == (["dump.csv#1"], {"too-large"})


@pytest.mark.parametrize(("name", "data"), [("a.csv", b"url,page\n,x\n,y\n"), ("a.csv", b""), ("a.parquet", None)])
def test_a_table_without_its_column_is_said_once(name: str, data: bytes | None) -> None:
    if data is None:
        parquet.write_table(pa.table({"url": ["x", "y"], "page": ["x", "y"]}), name)
    else:
        Path(name).write_bytes(data)
    (result,) = expand([name])
    assert isinstance(result, Result)
    assert (result.input, result.code) == (name, "unreadable")
    assert "--field" in (result.message or "")


def test_rows_of_parquet_give_a_page_each() -> None:
    pages = ["<p>é</p>", None, "x" * 2000, *["<p>x</p>"] * 100]
    columns = {
        "id": range(103),
        "html": pages,
        "raw": [b"\xe9"] * 103,
        "url": [f"https://e.org/{n}" for n in range(103)],
    }
    parquet.write_table(pa.table(columns), "dump.parquet", row_group_size=10)
    sources, failures, _ = found("dump.parquet", max_bytes=1000)
    assert [source.name for source in sources] == [f"dump.parquet#{n}" for n in (1, *range(4, 104))]
    assert (sources[0].url, sources[0].kind, load(sources[0]).body[3:].decode()) == (
        "https://e.org/0",
        "html",
        "<p>é</p>",
    )
    assert failures == {"dump.parquet#2": "unreadable", "dump.parquet#3": "too-large"}
    sources, failures, _ = found("dump.parquet", field="raw", url_field="html")
    assert (len(sources), load(sources[0]).body, sources[0].url) == (103, b"\xe9", "<p>é</p>")


def test_a_parquet_file_that_is_none_is_said() -> None:
    Path("a.parquet").write_bytes(PAGE)
    assert found("a.parquet")[1] == {"a.parquet": "unreadable"}


def test_json_lines_in_a_folder_are_data_beside_pages() -> None:
    Path("p").mkdir()
    Path("p/a.html").write_bytes(PAGE)
    Path("p/dump.jsonl").write_bytes(lines({"html": "a"}))
    sources, _, skipped = found("p")
    assert ([source.name for source in sources], skipped) == (["p/a.html"], {"p/dump.jsonl"})


def warc_record(url: str, body: bytes, status: str = "200 OK", media: str = "text/html; charset=utf-8") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-01T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{hex_of(url)}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def noise(seed: int) -> bytes:
    """A page that does not compress well, so that damage hits it."""
    return b"<p>" + b"".join(sha256(bytes([seed, n])).hexdigest().encode() for n in range(60)) + b"</p>"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_warc_records_of_pages_are_inputs(pack: Callable[[bytes], bytes]) -> None:
    pytest.importorskip("fastwarc")
    url = "https://example.org/news/ferry.html"
    members = [
        pack(warc_record(url, PAGE)), pack(warc_record(url + "?gone", PAGE, status="404 Not Found")),
        pack(warc_record(url + "?png", b"x", media="image/png")), pack(warc_record(url + "?big", b"x" * 2000)),
        pack(warc_record(url + "?2", PAGE)),
    ]  # fmt: skip
    path = "crawl.warc.gz" if pack is gzip.compress else "crawl.warc"
    Path(path).write_bytes(b"".join(members))
    places = [sum(map(len, members[:n])) for n in range(5)]
    (first, second), failures, skipped = found(path, max_bytes=1000)
    assert [first.name, second.name] == [f"{path}#{places[0]}", f"{path}#{places[4]}"]
    assert (first.url, first.body, first.content_type) == (url, PAGE, "text/html; charset=utf-8")
    assert first.fetched == "2024-05-01T08:00:00Z"
    assert first.stem == f"ferry-{hex_of(first.name)}"
    assert failures == {f"{path}#{places[3]}": "too-large"}
    assert skipped == {f"{path}#{places[1]}", f"{path}#{places[2]}"}


def test_damaged_members_of_a_warc_cost_themselves() -> None:
    pytest.importorskip("fastwarc")
    members = [gzip.compress(warc_record(f"https://example.org/{n}", noise(n))) for n in range(9)]
    middle = bytearray(members[2])
    middle[500:520] = bytes(byte ^ 0x5A for byte in middle[500:520])
    members[2] = bytes(middle)  # data
    members[4] = b"\0\0\0" + members[4][3:]  # its very start
    members[6] = members[6][:300]  # cut
    members[8] = members[8][:-30]  # the file's end
    Path("crawl.warc.gz").write_bytes(b"".join(members))
    sources, failures, _ = found("crawl.warc.gz")
    assert [source.url for source in sources] == [f"https://example.org/{n}" for n in (0, 1, 3, 5, 7)]
    places = [sum(map(len, members[:n])) for n in (2, 4, 6, 8)]
    assert failures == {f"crawl.warc.gz#{place}": "unreadable" for place in places}


@pytest.mark.parametrize(
    ("name", "library", "extra"), [("a.warc", "fastwarc", "warc"), ("a.parquet", "pyarrow.lib", "parquet")]
)
def test_a_missing_extra_is_said(name: str, library: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    Path(name).write_bytes(warc_record("https://example.org/", PAGE))
    (result,) = expand([name])
    assert isinstance(result, Result)
    assert (result.code, f"newsclean[{extra}]" in (result.message or "")) == ("config", True)


MEMBERS = {
    "site/a.html": PAGE, "site/b.html.gz": gzip.compress(PAGE), "../../evil.html": PAGE, "site/style.css": b"",
    "site/big.html": b"x" * 2000, "site/.hidden.html": PAGE,
}  # fmt: skip


def make_zip(path: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.mkdir("site")
        for name, data in MEMBERS.items():
            archive.writestr(name, data)


def make_tar(path: str) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in MEMBERS.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("site/link.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)


@pytest.mark.parametrize(("path", "make"), [("p/pages.zip", make_zip), ("p/pages.tar.gz", make_tar)])
def test_archives_give_their_members(path: str, make: type) -> None:
    Path("p").mkdir()
    make(path)
    for named in (path, "p"):
        sources, failures, skipped = found(named, max_bytes=1000)
        assert [source.name for source in sources] == [f"{path}#{name}" for name in list(MEMBERS)[:3]]
        assert all(load(source).body == PAGE for source in sources)
        assert sources[0].stem == f"a-{hex_of(path + '#site/a.html')}"
        assert all("/" not in source.stem for source in sources)
        assert failures == {f"{path}#site/big.html": "too-large"}
        assert skipped == {f"{path}#site/style.css", f"{path}#site/.hidden.html"}


@pytest.mark.parametrize(("path", "make"), [("pages.zip", make_zip), ("pages.tar.gz", make_tar)])
def test_a_cut_archive_is_said(path: str, make: type) -> None:
    make(path)
    Path(path).write_bytes(Path(path).read_bytes()[:200])
    _, failures, _ = found(path)
    assert "unreadable" in failures.values()
