"""Articles written to another file system: a real S3 server on loopback, and fsspec's own in memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fsspec
import pytest

from conftest import clean_environment
from disturb import digests_of, make_pages
from newsclean import mirror
from newsclean.batch import Options, Summary, clean_paths
from newsclean.errors import ConfigError, OutputError
from stories import page

if TYPE_CHECKING:
    from conftest import Newsclean

KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
SHARDS = ("-f", "jsonl", "-f", "csv", "-f", "parquet", "--shard-size", "7", "-q")


@pytest.fixture(scope="module")
def s3() -> Iterator[dict[str, str]]:
    """The environment in which `s3://` is the server of this test."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield KEYS | {"AWS_ENDPOINT_URL": f"http://{host}:{port}"}
    server.stop()


@pytest.fixture
def bucket(s3: dict[str, str], tmp_path: Path) -> Bucket:
    return Bucket(s3, tmp_path.name.replace("_", "-"))


class Bucket:
    """One bucket, as another client sees it."""

    def __init__(self, environment: dict[str, str], name: str) -> None:
        self.environment = environment
        self.name = name
        self.system: Any = fsspec.filesystem(
            "s3",
            key="key",
            secret="secret",  # noqa: S106
            endpoint_url=environment["AWS_ENDPOINT_URL"],
            skip_instance_cache=True,
        )
        self.system.mkdir(name)

    def files(self) -> dict[str, bytes]:
        """All below `out`, newsclean's own included."""
        return {name: self.system.cat_file(f"{self.name}/out/{name}") for name in self.names()}

    def names(self) -> list[str]:
        """Their names. The whole bucket is listed: a folder that is not yet there would be taken for a file."""
        self.system.invalidate_cache()
        return [path.partition("/out/")[2] for path in self.system.find(self.name) if "/out/" in path]

    def article_names(self) -> list[str]:
        """Those of the files that are the user's."""
        return [name for name in self.names() if not name.startswith(".newsclean/")]

    def articles(self) -> dict[str, bytes]:
        """The files that are the user's."""
        return {name: data for name, data in self.files().items() if not name.startswith(".newsclean/")}

    def written(self) -> dict[str, object]:
        """When each file was written."""
        self.system.invalidate_cache()
        found = self.system.find(f"{self.name}/out", detail=True)
        return {name.partition("/out/")[2]: about["LastModified"] for name, about in found.items()}


def local_files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in digests_of(folder)}


def test_shards_go_to_a_bucket_and_are_gone_on_with(newsclean: Newsclean, bucket: Bucket, tmp_path: Path) -> None:
    make_pages(tmp_path / "pages", 20)
    (tmp_path / "pages" / "000" / "bad.html").write_bytes(b"")
    out = f"s3://{bucket.name}/out"
    assert newsclean("clean", "pages", "-o", "here", *SHARDS).returncode == 1
    first = newsclean("clean", "pages", "-o", f"{out}/", "--paths", *SHARDS, env=bucket.environment)
    assert (first.returncode, len(first.stderr.splitlines())) == (1, 1)
    articles = bucket.articles()
    assert len(articles) == 9
    assert articles == local_files(tmp_path / "here")
    assert set(first.stdout.decode().split()) == {f"{out}/{name}" for name in articles}
    written = bucket.written()
    # Another machine knows what is done.
    away = bucket.environment | {"HOME": str(tmp_path / "other")}
    again = newsclean("clean", "pages", "-o", out, *SHARDS[:-1], "-v", env=away)
    assert b"20 unchanged in " + out.encode() in again.stderr
    assert {name for name, when in bucket.written().items() if when != written[name]} <= {
        ".newsclean/newsclean", ".newsclean/summary.json",
    }  # fmt: skip
    # What has changed is done, and what is no longer needed goes.
    (tmp_path / "pages" / "000" / "log-00003.html").write_text(page(3), "utf-8")
    for number in range(4, 12):
        (tmp_path / "pages" / "000" / f"log-{number:05}.html").write_bytes(b"")
    for place, env in (("here", {}), (out, bucket.environment)):
        newsclean("clean", "pages", "-o", place, *SHARDS, env=env)
    assert len(bucket.articles()) == 6
    assert bucket.articles() == local_files(tmp_path / "here")
    assert not any("/before/" in name for name in bucket.files())
    summary = json.loads(bucket.files()[".newsclean/summary.json"])
    assert (summary["done"], summary["unchanged"]) == (1, 11)
    assert not list((tmp_path / "home" / ".cache").rglob("*.jsonl")), "the working folder is not left behind"


def test_a_killed_run_leaves_whole_shards(newsclean: Newsclean, bucket: Bucket, tmp_path: Path) -> None:
    make_pages(tmp_path / "pages", 300)
    command = ["clean", "pages", "-f", "jsonl", "--shard-size", "20", "-q", "-o"]
    out = f"s3://{bucket.name}/out"
    environment = clean_environment(tmp_path / "home") | bucket.environment
    with subprocess.Popen([sys.executable, "-m", "newsclean", *command, out], cwd=tmp_path, env=environment) as run:
        while len(bucket.article_names()) < 2:  # nothing is read: what is being written may be gone again
            assert run.poll() is None
            time.sleep(0.01)
        os.kill(run.pid, signal.SIGKILL)
    left = bucket.articles()
    assert 2 <= len(left) < 15
    assert all(len(data.splitlines()) == 20 and data.endswith(b"\n") for data in left.values())
    finished = newsclean(*command, out, env=bucket.environment)
    assert (finished.returncode, finished.stderr) == (0, b"")
    newsclean(*command, "here")
    assert bucket.articles() == local_files(tmp_path / "here")
    summary = json.loads(bucket.files()[".newsclean/summary.json"])
    assert summary["unchanged"] >= 20
    assert summary["done"] + summary["unchanged"] == 300


def test_a_bucket_that_is_not_there_is_said_at_once_and_not_made(
    newsclean: Newsclean, s3: dict[str, str], tmp_path: Path
) -> None:
    make_pages(tmp_path / "pages", 2)
    run = newsclean("clean", "pages", "-o", "s3://no-such-bucket/out", *SHARDS, env=s3)
    (line,) = run.stderr.splitlines()
    assert (run.returncode, line.startswith(b"newsclean: write-failed: cannot write s3://no-such-bucket/out")) == (
        3,
        True,
    )
    again = newsclean("clean", "pages", "-o", "s3://no-such-bucket/out", *SHARDS, env=s3)
    assert again.returncode == 3


@pytest.mark.parametrize(
    ("output", "formats", "said"),
    [
        ("s3://bucket/out", (), b"txt, json: files of one article are written to folders of this machine only"),
        ("s3://bucket/out", ("-f", "jsonl", "-f", "md"), b"md: files of one article"),
        ("https://example.org/out", ("-f", "jsonl"), b"the web is not written to"),
        ("frob://bucket/out", ("-f", "jsonl"), b"no file system is called frob"),
    ],
)
def test_what_cannot_be_written_there_is_a_wrong_call(
    output: str, formats: tuple[str, ...], said: bytes, newsclean: Newsclean, tmp_path: Path
) -> None:
    make_pages(tmp_path / "pages", 1)
    for command in (("clean", "pages"), ("fetch", "https://example.org/a")):
        run = newsclean(*command, "-o", output, *formats)
        assert run.returncode == 2
        assert said in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_a_file_address_is_a_folder_of_this_machine(newsclean: Newsclean, tmp_path: Path) -> None:
    make_pages(tmp_path / "pages", 1)
    run = newsclean("clean", "pages", "-o", f"file://{tmp_path}/my%20out", "-q")
    assert (run.returncode, run.stderr) == (0, b"")
    assert len(digests_of(tmp_path / "my out")) == 2


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The file system in this process's memory, with nothing in it; working folders are below `tmp_path`."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    return system


def cleaned(*paths: str, output: str | Path = "memory://bucket/out", **asked: Any) -> Summary:
    return clean_paths(paths, Options(output, ("jsonl",), shard_size=4, **asked))


def lines(system: Any) -> list[str]:
    """Inputs of the articles that are there, in the order of the shards."""
    names = sorted(name for name in system.find("/bucket/out") if "/.newsclean/" not in name)
    return [json.loads(line)["input"] for name in names for line in system.cat_file(name).splitlines()]


def test_one_file_and_no_shards(memory: Any, tmp_path: Path) -> None:
    make_pages(tmp_path / "pages", 3)
    clean_paths(["pages"], Options("memory://bucket/out", ("jsonl",)))
    clean_paths(["pages"], Options(tmp_path / "here", ("jsonl",)))
    assert memory.cat_file("/bucket/out/articles.jsonl") == (tmp_path / "here" / "articles.jsonl").read_bytes()


def test_rows_of_inputs_that_are_not_in_a_run_stay(memory: Any, tmp_path: Path) -> None:
    make_pages(tmp_path / "a", 6)
    make_pages(tmp_path / "b", 6)
    cleaned("a")
    before = lines(memory)
    assert cleaned("b").done == 6
    assert lines(memory)[6:] == before


@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_nothing_is_lost_wherever_a_run_ends(
    nth: int, memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second run rewrites shards that hold the only rows of inputs that it does not see."""
    make_pages(tmp_path / "a", 6)
    make_pages(tmp_path / "b", 6)
    cleaned("a")
    with monkeypatch.context() as patch:
        patch.setattr(mirror.Mirror, "_write", failing_at(nth + 1, mirror.Mirror._write))
        with pytest.raises(OutputError, match="cannot write memory://bucket/out: the line is dead") as caught:
            cleaned("b")
    assert caught.value.code == "write-failed"
    summary = cleaned("b")
    assert summary.done + summary.unchanged == 6
    assert sorted(lines(memory)) == [f"{folder}/000/log-{number:05}.html" for folder in "ab" for number in range(6)]
    assert cleaned("a", "b").unchanged == 12


def failing_at(nth: int, write: Any) -> Any:
    calls = 0

    def failing(self: mirror.Mirror, path: str, content: Any) -> None:
        nonlocal calls
        calls += 1
        if calls >= nth:
            raise ConnectionError("the line is dead")
        write(self, path, content)

    return failing


def test_names_there_are_not_trusted(memory: Any, tmp_path: Path) -> None:
    make_pages(tmp_path / "pages", 2)
    cleaned("pages")
    for name in (
        "../x/articles.jsonl",
        ".newsclean/../../articles.jsonl",
        "articles-1.jsonl/../../x.jsonl",
        "my.jsonl",
    ):
        memory.store[f"/bucket/out/{name}"] = memory.store["/bucket/out/articles-00001.jsonl"]
    seen: list[str] = []
    with watched(seen):
        assert cleaned("pages").unchanged == 2
    assert seen == ["articles-00001.jsonl"]
    assert memory.exists("/bucket/out/my.jsonl"), "what is not newsclean's stays"


@contextmanager
def watched(seen: list[str]) -> Iterator[None]:
    """Names of the files that are brought here."""
    system: Any = fsspec.filesystem("memory")
    get_file = type(system).get_file

    def get(self: Any, name: str, path: str, **more: Any) -> None:
        seen.append(Path(path).relative_to(mirror.working_folder("memory://bucket/out")).as_posix())
        get_file(self, name, path, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(system), "get_file", get)
        yield


def test_a_second_run_of_this_machine_is_refused(memory: Any, tmp_path: Path) -> None:  # noqa: ARG001
    address = "memory://bucket/out"
    folder = mirror.working_folder(address)
    with mirror.RemoteFolder(address, folder, ("jsonl",), None):
        make_pages(tmp_path / "pages", 1)
        with pytest.raises(OutputError, match="memory://bucket/out is in use by another run") as caught:
            cleaned("pages")
        assert caught.value.code == "locked"
    assert cleaned("pages").done == 1


def test_a_missing_extra_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(ConfigError, match=r"newsclean\[remote\]"):
        clean_paths([], Options("s3://bucket/out", ("jsonl",)))
