"""Many pages in, every one accounted for: what is written, what is journalled, and what is not done twice."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyarrow import parquet

from newsclean.batch import Options, Outcome, Summary, _clean_engine, clean_many, clean_paths, fetch_urls
from newsclean.engines import one_by_one
from newsclean.errors import SAVE_IT, FetchError, OutputError, RulesError
from newsclean.job import Done, process
from newsclean.journal import Journal
from newsclean.model import Article, Flag, RawPage
from newsclean.report.summary import rows as rows_of_summary

if TYPE_CHECKING:
    from newsclean.job import Job, Task

STORY = (
    "The council of Veldhaven voted on Tuesday to reopen the old harbour, {n} years after the last ferry left it. "
    "Work on the northern quay is to begin in spring, the mayor said after the meeting."
)


def page(n: int) -> str:
    paragraphs = "".join(f"<p>{STORY.format(n=n)} Report {n}, part {part}.</p>" for part in range(4))
    return (
        f"<html><head><title>Harbour {n} reopens</title></head><body><article><h1>Harbour {n} reopens</h1>{paragraphs}"
    )


def one_here(job: Job, options: Options, tasks: Iterator[Task | Done], stop: threading.Event) -> Iterator[Done]:
    """Saves the start of a worker where a test is not about workers."""
    if options.jobs > 1:
        yield from _clean_engine(job, options, tasks, stop)
    else:
        yield from one_by_one(tasks, lambda task: task if isinstance(task, Done) else process(job, task), stop)


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("newsclean.batch._clean_engine", one_here)
    folder = Path("pages")
    for n in range(6):
        path = folder / ("sub" if n % 2 else ".") / f"story{n}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(n))
    return folder


def run(*paths: str, **options: object) -> tuple[Summary, list[Outcome]]:
    outcomes: list[Outcome] = []
    asked = {"output": Path("out"), **options}
    summary = clean_paths(paths, Options(**asked), report=outcomes.append)  # type: ignore[arg-type]
    return summary, outcomes


def tree(directory: Path | str = "out") -> dict[str, str]:
    """Digest of each file, .newsclean aside."""
    files = (path for path in Path(directory).rglob("*") if path.is_file() and ".newsclean" not in path.parts)
    return {path.relative_to(directory).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def rows(directory: str = "out") -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(directory, ".newsclean/journal.jsonl").read_bytes().splitlines()]


def statuses(outcomes: Sequence[Outcome]) -> dict[str, int]:
    return dict(Counter(outcome.status for outcome in outcomes))


@pytest.mark.usefixtures("pages")
def test_each_page_gives_its_files_and_its_row() -> None:
    summary, outcomes = run("pages")
    assert sorted(tree()) == sorted(
        f"{'sub/' if n % 2 else ''}story{n}.{suffix}" for n in range(6) for suffix in ("txt", "json")
    )
    assert Path("out/story0.txt").read_text().startswith("Harbour 0 reopens\n\nThe council of Veldhaven")
    assert json.loads(Path("out/story0.json").read_text())["input"] == "pages/story0.html"
    assert (summary.done, summary.files, summary.exit_status()) == (6, 12, 0)
    assert [outcome.input for outcome in outcomes] == [
        *(f"pages/story{n}.html" for n in (0, 2, 4)), *(f"pages/sub/story{n}.html" for n in (1, 3, 5)),
    ]  # fmt: skip
    assert outcomes[0].files == ("story0.txt", "story0.json")
    first = rows()[0]
    body = Path("pages/story0.html").read_bytes()
    assert (first["digest"], first["size"]) == (sha256(body).hexdigest(), len(body))
    kept = json.loads(Path("out/.newsclean/summary.json").read_text())
    assert (kept["done"], kept["files"], kept["failed"]) == (6, 12, {})
    assert first["files"] == {name: tree()[name] for name in ("story0.txt", "story0.json")}


@pytest.mark.usefixtures("pages")
def test_the_same_bytes_whatever_the_number_of_workers() -> None:
    formats = ("txt", "md", "html", "json", "jsonl", "csv", "parquet")
    run("pages", output=Path("one"), formats=formats)
    run("pages", output=Path("two"), formats=formats, jobs=3)
    assert len(tree("one")) == 6 * 4 + 3
    assert tree("one") == tree("two")


@pytest.mark.usefixtures("pages")
def test_nothing_is_done_twice() -> None:
    run("pages")
    before, times = rows(), {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.txt")}
    summary, outcomes = run("pages")
    assert statuses(outcomes) == {"unchanged": 6}
    assert (summary.unchanged, summary.files, summary.exit_status()) == (6, 0, 0)
    assert rows() == before
    assert {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.txt")} == times


def test_what_changed_is_done_again(pages: Path) -> None:
    run("pages")
    good = tree()
    (pages / "story0.html").write_text(page(99))
    Path("out/story2.txt").unlink()
    Path("out/story4.json").write_text("spoilt")
    _, outcomes = run("pages")
    done = {outcome.input for outcome in outcomes if outcome.status == "done"}
    assert done == {f"pages/story{n}.html" for n in (0, 2, 4)}
    now = tree()
    assert {name for name in good if now[name] != good[name]} == {"story0.txt", "story0.json"}
    assert statuses(run("pages", keep=("nav",))[1]) == {"done": 6}, "other options"
    assert statuses(run("pages", keep=("nav",), formats=("md",))[1]) == {"done": 6}, "other formats"
    assert statuses(run("pages", keep=("nav",), formats=("md",), force=True)[1]) == {"done": 6}


@pytest.mark.usefixtures("pages")
def test_other_rules_are_other_options() -> None:
    rule = (
        '[[rule]]\nid = "{id}"\ncategory = "promo"\naction = "drop-block"\nwhere = "anywhere"\nmatch = "exact"\n'
        'text = ["{text}"]\nwhy = "test"\nexamples = ["{text}"]\nkeeps = ["Nobody."]\n'
    )
    Path("my.toml").write_text(rule.format(id="promo.one", text="One nobody says"))
    run("pages", rules=("my.toml",))
    assert statuses(run("pages", rules=("my.toml",))[1]) == {"unchanged": 6}
    Path("my.toml").write_text(rule.format(id="promo.one", text="Two nobody says"))
    assert statuses(run("pages", rules=("my.toml",))[1]) == {"done": 6}
    Path("my.toml").write_text("[[rule")
    with pytest.raises(RulesError):
        run("pages", rules=("my.toml",))


def test_bad_inputs_cost_themselves_and_are_told_again(pages: Path) -> None:
    (pages / "empty.html").write_bytes(b"")
    (pages / "image.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (pages / "link.html").symlink_to("nowhere")
    for attempt in range(2):
        summary, outcomes = run("pages", jobs=2)
        failures = {outcome.input: outcome.code for outcome in outcomes if outcome.status == "failed"}
        assert failures == {
            "pages/empty.html": "no-article", "pages/image.html": "not-text", "pages/link.html": "unreadable",
        }  # fmt: skip
        assert summary.failed == {"no-article": 1, "not-text": 1, "unreadable": 1}
        assert summary.exit_status() == 1
        assert summary.exit_status("never") == 0
        assert (summary.done, summary.unchanged) == ((0, 6) if attempt else (6, 0))
    assert len(rows()) == 9
    assert not list(Path("out").glob("empty*"))
    run("pages", retry_failed=True)
    assert Counter(row["input"] for row in rows())["pages/empty.html"] == 2


def test_an_article_that_is_gone_leaves_no_files(pages: Path) -> None:
    run("pages")
    (pages / "story0.html").write_bytes(b"")
    run("pages")
    assert "story0.txt" not in tree()
    assert "story2.txt" in tree()


@pytest.mark.usefixtures("pages")
def test_a_working_folder_does_not_eat_its_own_output() -> None:
    first, _ = run(".", output=Path("clean"))
    second, outcomes = run(".", output=Path("clean"))
    assert (first.done, second.done, second.unchanged) == (6, 0, 6)
    assert [outcome.input for outcome in outcomes if outcome.status == "skipped"] == ["clean"]


def test_one_failure_has_its_own_status(pages: Path) -> None:
    (pages / "bad.html").write_bytes(b"%PDF-1.7 ")
    assert run("pages/bad.html")[0].exit_status() == 7
    assert run("pages/bad.html", "pages/story0.html")[0].exit_status() == 1
    assert run("pages", "missing")[0].exit_status() == 3, "a named path that is not there, however many inputs"


def test_flags_fail_when_asked() -> None:
    summary = Summary(done=3, flags={"paywall": 1})
    assert [summary.exit_status(on) for on in ("any", "never", "paywall", "short")] == [0, 0, 1, 0]
    assert Summary(done=1, failed={"http-404": 1}).exit_status() == 1
    assert Summary(failed={"http-404": 1}).exit_status() == 8
    assert Summary(done=1, failed={"internal": 1}).exit_status() == 1
    assert Summary(done=1, signal=signal.SIGTERM).exit_status() == 143


@pytest.mark.usefixtures("pages")
def test_what_is_named_twice_is_one_input() -> None:
    _, outcomes = run("pages/story0.html", "pages/story0.html")
    assert statuses(outcomes) == {"done": 1, "skipped": 1}


@pytest.mark.usefixtures("pages")
def test_a_stream_holds_articles_parted_by_form_feeds() -> None:
    stream = io.BytesIO()
    run("pages/story0.html", "pages/story2.html", output=stream)
    first, second = stream.getvalue().split(b"\n\f\n")
    assert first.startswith(b"Harbour 0 reopens\n\n")
    assert second.startswith(b"Harbour 2 reopens\n\n")
    assert second.endswith(b"\n")


@pytest.mark.usefixtures("pages")
def test_other_formats_on_a_stream() -> None:
    names = ("pages/story0.html", "pages/story2.html")
    streams = {name: io.BytesIO() for name in ("json", "jsonl", "csv", "html")}
    for name in ("json", "jsonl", "csv"):
        run(*names, output=streams[name], formats=(name,))
    decoder, text = json.JSONDecoder(), streams["json"].getvalue().decode()
    _, end = decoder.raw_decode(text)
    assert decoder.raw_decode(text[end:].lstrip())[0]["input"] == names[1]
    assert [json.loads(line)["input"] for line in streams["jsonl"].getvalue().splitlines()] == list(names)
    assert [row[0] for row in csv.reader(io.StringIO(streams["csv"].getvalue().decode()))] == ["input", *names]
    with pytest.raises(OutputError) as caught:
        run(*names, output=streams["html"], formats=("html",))
    assert caught.value.code == "usage"
    assert streams["html"].getvalue() == b"", "nothing of what cannot be complete"
    run(names[0], output=streams["html"], formats=("html",))
    assert streams["html"].getvalue().startswith(b"<!DOCTYPE html>")


@pytest.mark.usefixtures("pages")
def test_a_dry_run_writes_nothing() -> None:
    summary, _ = run("pages", output=None)
    assert summary.done == 6
    assert not Path("out").exists()


@pytest.mark.usefixtures("pages")
def test_wrong_calls_raise_before_anything_is_written() -> None:
    for wrong in ({"formats": ("docx",)}, {"keep": ("title",)}, {"drop": ("nonsense",)}):
        with pytest.raises(ValueError, match="is called"):
            run("pages", **wrong)
    with pytest.raises(ValueError, match="one format"):
        run("pages", output=io.BytesIO(), formats=("txt", "md"))
    assert not Path("out").exists()


@pytest.mark.usefixtures("pages")
def test_a_second_run_is_locked_out() -> None:
    with Journal(Path("out")), pytest.raises(OutputError, match="in use"):
        run("pages")


@pytest.mark.usefixtures("pages")
def test_nothing_is_written_outside_the_folder() -> None:
    Path("elsewhere").mkdir()
    Path("out").mkdir()
    Path("out/sub").symlink_to(Path("elsewhere").resolve())
    summary, _ = run("pages")
    assert summary.failed == {"write-failed": 3}
    assert summary.exit_status() == 3
    assert not list(Path("elsewhere").iterdir())


def article_lines(path: str = "out/articles.jsonl") -> list[str]:
    return [json.loads(line)["input"] for line in Path(path).read_bytes().splitlines()]


IN_ORDER = [*(f"pages/story{n}.html" for n in (0, 2, 4)), *(f"pages/sub/story{n}.html" for n in (1, 3, 5))]


@pytest.mark.usefixtures("pages")
def test_a_collected_file_has_rows_in_order_and_is_not_made_twice() -> None:
    summary, _ = run("pages", formats=("jsonl", "csv"), jobs=2)
    assert summary.collected == ("articles.jsonl", "articles.csv")
    assert article_lines() == IN_ORDER
    before, journal = Path("out/articles.jsonl").stat().st_mtime_ns, rows()
    _, outcomes = run("pages", formats=("jsonl", "csv"))
    assert statuses(outcomes) == {"unchanged": 6}
    assert Path("out/articles.jsonl").stat().st_mtime_ns == before
    assert rows() == journal


def test_a_new_page_takes_its_place_in_a_collected_file(pages: Path) -> None:
    run("pages", formats=("jsonl",))
    (pages / "a-first.html").write_text(page(7))
    _, outcomes = run("pages", formats=("jsonl",))
    assert statuses(outcomes) == {"done": 1, "unchanged": 6}
    assert article_lines() == ["pages/a-first.html", *IN_ORDER]
    (pages / "a-first.html").write_bytes(b"")
    run("pages", formats=("jsonl",))
    assert article_lines() == IN_ORDER


@pytest.mark.usefixtures("pages")
def test_another_run_keeps_the_rows_of_earlier_ones() -> None:
    run("pages/sub", formats=("jsonl",))
    run("pages/story0.html", formats=("jsonl",))
    assert article_lines() == ["pages/story0.html", *IN_ORDER[3:]]
    assert statuses(run("pages/sub", "pages/story0.html", formats=("jsonl",))[1]) == {"unchanged": 4}


def test_shards_are_whole_and_follow_the_order(pages: Path) -> None:
    summary, _ = run("pages", formats=("jsonl",), shard_size=4, jobs=2)
    assert summary.collected == ("articles-00001.jsonl", "articles-00002.jsonl")
    assert article_lines("out/articles-00001.jsonl") == IN_ORDER[:4]
    assert article_lines("out/articles-00002.jsonl") == IN_ORDER[4:]
    (pages / "a-first.html").write_text(page(7))
    _, outcomes = run("pages", formats=("jsonl",), shard_size=2)
    assert statuses(outcomes) == {"done": 1, "unchanged": 6}
    assert sorted(tree()) == [f"articles-0000{n}.jsonl" for n in (1, 2, 3, 4)]
    run("pages", formats=("jsonl",), shard_size=10)
    assert sorted(tree()) == ["articles-00001.jsonl"]
    assert article_lines("out/articles-00001.jsonl") == ["pages/a-first.html", *IN_ORDER]


def parquet_inputs() -> dict[str, list[str]]:
    return {path.name: parquet.read_table(path).column("input").to_pylist() for path in Path("out").glob("*.parquet")}


def test_parquet_is_written_as_other_files_of_many_are(pages: Path) -> None:
    summary, _ = run("pages", formats=("parquet",), shard_size=4, jobs=2)
    assert summary.collected == ("articles-00001.parquet", "articles-00002.parquet")
    assert parquet_inputs() == {"articles-00001.parquet": IN_ORDER[:4], "articles-00002.parquet": IN_ORDER[4:]}
    before = tree()
    Path("out/articles-00002.parquet").unlink()
    assert statuses(run("pages", formats=("parquet",), shard_size=4)[1]) == {"unchanged": 6}
    assert tree() == before
    (pages / "a-first.html").write_text(page(7))
    assert statuses(run("pages", formats=("parquet",), shard_size=2)[1]) == {"done": 1, "unchanged": 6}
    in_order = ["pages/a-first.html", *IN_ORDER]
    assert parquet_inputs() == {f"articles-0000{n + 1}.parquet": in_order[2 * n : 2 * n + 2] for n in range(4)}
    assert statuses(run("pages", formats=("parquet",), shard_size=10)[1]) == {"unchanged": 7}
    assert parquet_inputs() == {"articles-00001.parquet": in_order}
    stream = io.BytesIO()
    run("pages/story0.html", output=stream, formats=("parquet",))
    assert parquet.read_table(stream).column("input").to_pylist() == ["pages/story0.html"]


@pytest.mark.usefixtures("pages")
def test_a_full_disk_ends_the_run_with_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, _: bytes, beside: Path) -> None:  # noqa: ARG001 (called by name)
        raise OutputError("disk-full", f"no room on the disk for {path}")

    monkeypatch.setattr("newsclean.job.write_whole", full)
    summary, _ = run("pages/story0.html")
    assert (dict(summary.failed), summary.exit_status()) == ({"disk-full": 1}, 3)


@pytest.mark.usefixtures("pages")
def test_a_bug_costs_the_page_it_shows_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Article:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("newsclean.job._clean", broken)
    summary, outcomes = run("pages/story0.html")
    assert outcomes[0].code == "internal"
    assert "ZeroDivisionError: oops" in (outcomes[0].message or "")
    assert summary.exit_status() == 70


@pytest.mark.usefixtures("pages")
def test_a_flag_that_says_no_article_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = Article("", flags=(Flag("blocked", "a bot wall", "title"),))
    monkeypatch.setattr("newsclean.job._clean", lambda *_: blocked)
    _, (outcome,) = run("pages/story0.html")
    assert (outcome.code, outcome.message) == ("blocked", f"a bot wall (title); {SAVE_IT}")
    assert tree() == {}


class Web:
    """Stands in for the fetcher; notes how many of one host and of all it was asked for at once."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.most_of_a_host = self.most_hosts = 0
        self._busy: Counter[str] = Counter()
        self._lock = threading.Lock()

    def fetch(self, url: str) -> RawPage:
        host = url.split("/")[2]
        with self._lock:
            self.asked.append(url)
            self._busy[host] += 1
            self.most_of_a_host = max(self.most_of_a_host, self._busy[host])
            self.most_hosts = max(self.most_hosts, sum(1 for count in self._busy.values() if count))
        time.sleep(0.02)
        with self._lock:
            self._busy[host] -= 1
        if url.endswith("404"):
            raise FetchError("http-404", "the server has no such page")
        return RawPage(page(len(url)).encode(), url + "?final", "text/html; charset=utf-8", input=url)


def test_hosts_are_fetched_side_by_side_and_results_are_in_order(tmp_path: Path) -> None:
    web, outcomes = Web(), []
    urls = [f"https://{host}.example.org/story-{n}" for host in ("a", "b", "c") for n in range(3)]
    urls.insert(4, "https://a.example.org/404")
    options = Options(tmp_path / "out", jobs=2)
    summary = fetch_urls([*urls, urls[0]], web.fetch, options, report=outcomes.append)
    assert [outcome.input for outcome in outcomes] == [*urls, urls[0]]
    assert (summary.done, dict(summary.failed), summary.skipped) == (9, {"http-404": 1}, 1)
    assert (web.most_of_a_host, web.most_hosts) == (1, 2)
    fields = json.loads(next((tmp_path / "out").glob("story-0-*.json")).read_text())
    assert fields["input"] + "?final" == fields["url"]
    again = Web()
    summary = fetch_urls(urls, again.fetch, options)
    assert (summary.unchanged, again.asked, summary.exit_status()) == (9, [], 1)
    summary = fetch_urls(urls, again.fetch, Options(tmp_path / "out", jobs=2, retry_failed=True))
    assert again.asked == ["https://a.example.org/404"]


def test_a_failed_fetch_keeps_the_article_of_an_earlier_one(tmp_path: Path) -> None:
    url = "https://a.example.org/story"
    fetch_urls([url], Web().fetch, Options(tmp_path))

    def gone(_: str) -> RawPage:
        raise FetchError("timeout", "no answer")

    assert fetch_urls([url], gone, Options(tmp_path, force=True)).exit_status() == 4
    assert list(tmp_path.glob("story-*.txt"))


@pytest.mark.usefixtures("pages")
def test_clean_many_gives_results_in_order() -> None:
    inputs = ["pages/sub", page(8).encode(), RawPage(b"", input="mine"), Path("pages/story0.html"), "missing"]
    for jobs in (1, 2):
        results = list(clean_many(inputs, jobs=jobs))
        assert [result.input for result in results] == [*IN_ORDER[3:], "#2", "mine", "pages/story0.html", "missing"]
        assert [result.code for result in results] == [None] * 4 + ["no-article", None, "not-found"]
        assert results[3].article is not None
        assert results[3].article.title == "Harbour 8 reopens"
    with pytest.raises(ValueError, match="no category"):
        clean_many([], keep=["nonsense"])


MANY = """
import sys, time
from pathlib import Path
from newsclean import batch
summary = batch.clean_paths(["many"], batch.Options(Path("out"), jobs=2), report=lambda o: print(o.input, flush=True))
sys.exit(summary.exit_status())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_an_interrupted_run_is_completed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, status: int
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("many").mkdir()
    for n in range(120):
        Path("many", f"{n:03}.html").write_text(page(n))
    with subprocess.Popen([sys.executable, "-c", MANY], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(20):
            process.stdout.readline()
        os.kill(process.pid, number)
        assert process.stderr is not None
        told, errors = process.stdout.read(), process.stderr.read()
        process.wait(30)
    assert (process.returncode, errors) == (status, b"")
    if number != signal.SIGKILL:
        done = 20 + told.count(b"\n")
        assert len(rows()) == done < 120
    summary, outcomes = run("many", jobs=2)
    assert len(outcomes) == 120
    assert summary.failed == {}
    assert number == signal.SIGKILL or summary.unchanged == done
    run("many", output=Path("undisturbed"), jobs=2)
    assert tree() == tree("undisturbed")
    assert not list(Path("out/.newsclean").glob("*.tmp")), "what was being written when it was killed"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found in /proc")
def test_killed_workers_are_replaced_and_cost_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("many").mkdir()
    for n in range(120):
        Path("many", f"{n:03}.html").write_text(page(n))
    with subprocess.Popen([sys.executable, "-c", MANY], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        for told, _ in enumerate(process.stdout, 1):
            if told == 30:  # all at once, and only once: a page that is killed twice is given up
                children = Path(f"/proc/{process.pid}/task").glob("*/children")
                workers = {int(pid) for path in children for pid in path.read_text().split()}
                for pid in workers:
                    os.kill(pid, signal.SIGKILL)
        assert process.wait(30) == 0
    assert len(workers) == 2
    assert len(tree()) == 240
    assert len(rows()) == 120


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_waiting_for_standard_input_ends_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from newsclean import batch; print('waits', flush=True)\n"
        "batch.clean_paths(['-'], batch.Options(Path('out')))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=tmp_path,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        while not (tmp_path / "out/.newsclean/journal.jsonl").exists():
            time.sleep(0.02)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == -signal.SIGINT


@pytest.mark.usefixtures("pages")
def test_the_summary_counts_what_each_rule_removed_and_names_those_that_never_fired() -> None:
    tails = ["Share this article\n\nSource link\n\nShare on Facebook"] * 2 + ["Share\n\nCopy link"]
    for number, tail in enumerate(tails):
        Path(f"scraped{number}.txt").write_text(f"Harbour {number} reopens\n\n{STORY}\n\n{tail}", "utf-8")
    Path("own.toml").write_text(
        '[[rule]]\nid = "promo.own"\ncategory = "promo"\naction = "drop-line"\nwhere = "anywhere"\nmatch = "exact"\n'
        'text = ["Our fair"]\nwhy = "A fair"\nexamples = ["Our fair"]\nkeeps = ["Our fairs"]\n',
        "utf-8",
    )
    summary, _ = run("scraped*.txt", rules=("own.toml",), jobs=2)
    kept = json.loads(Path("out/.newsclean/summary.json").read_text("utf-8"))
    assert kept["rules"] == {
        "share.labels": {"removals": 4, "pages": 3},
        "title": {"removals": 3, "pages": 3},
        "source-link.label": {"removals": 2, "pages": 2},
        "share.on": {"removals": 2, "pages": 2},
    }
    assert kept["unused_rules"]["user"] == ["promo.own"]
    assert {"user", "common", "en"} == set(kept["unused_rules"])
    assert "share.on" not in kept["unused_rules"]["en"]
    assert "comments.form" in kept["unused_rules"]["en"]
    shown = dict(rows_of_summary(summary))
    assert shown["rules"] == "share.labels 4, title 3, share.on 2, source-link.label 2"
    assert shown["never used"] == "promo.own"
    again, _ = run("scraped*.txt", rules=("own.toml",))
    assert (again.unchanged, again.rules, again.unused_rules) == (3, {}, {})
