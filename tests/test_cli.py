"""The command line through the real process: streams, files, exit statuses."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import newsclean as package
from conftest import TIMEOUT, Newsclean, clean_environment
from newsclean.batch import Outcome
from newsclean.report import messages
from stories import PNG, cleaned, folder_of, page, scraped, title

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and links work otherwise there")


def lines(data: bytes) -> list[str]:
    return data.decode().splitlines()


def test_version(newsclean: Newsclean) -> None:
    run = newsclean("--version")
    assert (run.returncode, run.stdout, run.stderr) == (0, f"newsclean {package.__version__}\n".encode(), b"")


@pytest.mark.parametrize("command", [(), ("clean",), ("fetch",), ("explain",)])
def test_help_has_examples_that_begin_with_the_command(command: tuple[str, ...], newsclean: Newsclean) -> None:
    run = newsclean(*command, "--help")
    example = "  newsclean " + (command[0] if command else "clean")
    assert run.returncode == 0
    assert any(line.startswith(example) for line in lines(run.stdout))


@pytest.mark.parametrize("group", [(), ("rules",)])
def test_nothing_asked_shows_help_and_is_a_usage_error(group: tuple[str, ...], newsclean: Newsclean) -> None:
    run = newsclean(*group)
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"Commands:" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("frob",), "frob"),
        (("clean",), "PATH"),
        (("clean", "x", "--frob"), "--frob"),
        (("clean", "x", "-f", "pdf"), "there are: txt, md, html, json, jsonl, csv, tei"),
        (("clean", "x", "--keep", "title"), "no category is called 'title'"),
        (("clean", "x", "--keep", "list", "--drop", "list"), "list"),
        (("clean", "x", "-j", "0"), "--jobs"),
        (("clean", "x", "-0"), "--paths"),
        (("clean", "x", "-o", "-", "--paths"), "--paths"),
        (("clean", "x", "-o", "-", "-f", "txt", "-f", "md"), "one format"),
        (("clean", "x", "--fail-on", "rain"), "no flag is called 'rain'"),
        (("clean", "https://example.org/story"), "newsclean fetch https://example.org/story"),
        (("clean", "a.html", "b.html", "--url", "https://example.org/"), "single page"),
        (("clean", "x", "--rules", "none.toml"), "none.toml"),
        (("fetch",), "-i LIST"),
        (("fetch", "https://example.org/", "--header", "secret"), "NAME:VALUE"),
        (("rules", "show", "no.such-rule"), "no.such-rule"),
        (("rules", "list", "--language", "tlh"), "no language is called 'tlh'; there are: ar, cs,"),
        (("rules", "list", "--category", "rain"), "no category is called 'rain'"),
    ],
)
def test_usage_errors_are_one_line_and_status_2(arguments: tuple[str, ...], said: str, newsclean: Newsclean) -> None:
    run = newsclean(*arguments)
    assert (run.returncode, run.stdout) == (2, b"")
    (line,) = lines(run.stderr)
    assert line.startswith(("newsclean: usage: ", "newsclean: rules: "))
    assert said in line
    assert "secret" not in line


def test_explain_takes_one_page(newsclean: Newsclean, tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 2)
    run = newsclean("explain", "pages")
    (line,) = lines(run.stderr)
    assert (run.returncode, "holds several" in line) == (2, True)


def broken_folder(root: Path) -> Path:
    """Twenty good pages among what a folder can hold besides."""
    folder_of(root, 20)
    (root / "dangling.html").symlink_to("nowhere.html")
    (root / "empty.html").write_bytes(b"")
    (root / "picture.html").write_bytes(PNG)
    parts = root / "story-01_files"
    parts.mkdir()
    (parts / "frame.html").write_text(page(99), "utf-8")
    return root


@POSIX
def test_a_folder_with_broken_files_gives_what_it_holds(newsclean: Newsclean, tmp_path: Path) -> None:
    broken_folder(tmp_path / "pages")
    run = newsclean("clean", "pages")
    assert (run.returncode, run.stdout) == (1, b"")
    *failures, written = lines(run.stderr)
    assert [line.split(": ")[:3] for line in failures] == [
        ["newsclean", "pages/dangling.html", "unreadable"],
        ["newsclean", "pages/empty.html", "no-article"],
        ["newsclean", "pages/picture.html", "not-text"],
    ]
    assert written == "newsclean: 40 files written in clean"
    files = sorted((tmp_path / "clean").glob("story-*"))
    assert [file.name for file in files] == [
        f"story-{n:02}.{suffix}" for n in range(1, 21) for suffix in ("json", "txt")
    ]
    assert (tmp_path / "clean" / "story-07.txt").read_text("utf-8") == cleaned(7)


@POSIX
def test_nothing_is_done_twice(newsclean: Newsclean, tmp_path: Path) -> None:
    broken_folder(tmp_path / "pages")
    newsclean("clean", "pages")
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "clean").iterdir() if file.is_file()}
    run = newsclean("clean", "pages", "--paths")
    assert (run.returncode, run.stdout) == (1, b"")
    assert lines(run.stderr)[-1].startswith("newsclean: 20 unchanged in clean")
    assert {file: file.stat().st_mtime_ns for file in before} == before
    assert len(newsclean("clean", "pages", "--paths", "--force").stdout.splitlines()) == 40


def test_the_own_output_is_no_input(newsclean: Newsclean, tmp_path: Path) -> None:
    folder_of(tmp_path / "here", 2)
    runs = [newsclean("clean", ".", "--paths", "-v", cwd=tmp_path / "here") for _ in range(2)]
    assert [run.returncode for run in runs] == [0, 0]
    assert [len(run.stdout.splitlines()) for run in runs] == [4, 0]
    assert len(list((tmp_path / "here" / "clean").glob("**/*.txt"))) == 2


@contextmanager
def started(tmp_path: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process with pipes, which is gone when the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsclean", *arguments],
        cwd=tmp_path,
        bufsize=0,  # a line that is read must not take others along, which `communicate` would miss
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(tmp_path / "home"),
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


@POSIX
@pytest.mark.parametrize("arguments", [("clean", "pages", "-f", "jsonl", "-o", "-"), ("clean", "pages", "--paths")])
def test_a_closed_pipe_ends_quietly(arguments: tuple[str, ...], tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 60)
    with started(tmp_path, *arguments) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read()
        assert (process.wait(TIMEOUT), said) == (141, b"")


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_and_the_next_goes_on(
    number: signal.Signals, newsclean: Newsclean, tmp_path: Path
) -> None:
    folder_of(tmp_path / "pages", 60)
    with started(tmp_path, "clean", "pages", "--paths", "-f", "txt", "-j", "1") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"clean/story-01.txt\n"
        process.send_signal(number)
        rest, said = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 128 + number
    assert b"Traceback" not in said
    first = 1 + len(rest.splitlines())
    assert first < 60
    run = newsclean("clean", "pages", "--paths", "-f", "txt", "-j", "1")
    assert (run.returncode, len(run.stdout.splitlines())) == (0, 60 - first)


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", ["clean", "explain"])
def test_waiting_for_standard_input_can_be_ended(command: str, number: signal.Signals, tmp_path: Path) -> None:
    with started(tmp_path, command, "-") as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        process.send_signal(number)
        assert process.wait(TIMEOUT) in (128 + number, -number)
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_standard_input_goes_to_standard_output_unless_a_folder_is_named(newsclean: Newsclean, tmp_path: Path) -> None:
    run = newsclean("clean", "-", data=page().encode())
    assert (run.returncode, run.stdout.decode(), run.stderr) == (0, cleaned(), b"")
    run = newsclean("clean", "-", "-o", "out", data=page().encode())
    assert (run.returncode, run.stdout) == (0, b"")
    assert (tmp_path / "out" / "stdin.txt").read_text("utf-8") == cleaned()


def test_several_articles_on_standard_output_are_parted_by_a_form_feed(newsclean: Newsclean, tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 2)
    assert newsclean("clean", "pages", "-o", "-").stdout.decode() == f"{cleaned(1)}\f\n{cleaned(2)}"
    run = newsclean("clean", "pages", "-o", "-", "-f", "html")
    assert (run.returncode, lines(run.stderr)[-1].split(": ")[1]) == (2, "usage")


def test_paths_are_those_that_exist(newsclean: Newsclean, tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 2)
    run = newsclean("clean", "pages", "--paths", "-0", "-f", "md", "-f", "jsonl", "-o", "out")
    paths = run.stdout.split(b"\0")
    assert paths.pop() == b""
    assert sorted(paths) == [b"out/articles.jsonl", b"out/story-01.md", b"out/story-02.md"]
    assert all((tmp_path / os.fsdecode(path)).is_file() for path in paths)


def test_shards(newsclean: Newsclean, tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 3)
    run = newsclean("clean", "pages", "-f", "jsonl", "--shard-size", "2", "--paths")
    assert lines(run.stdout) == ["clean/articles-00001.jsonl", "clean/articles-00002.jsonl"]


def test_a_dry_run_writes_nothing_and_tells(newsclean: Newsclean, tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 1)
    run = newsclean("clean", "pages", "--dry-run")
    assert (run.returncode, run.stdout) == (0, b"")
    assert lines(run.stderr)[0].startswith("newsclean: pages/story-01.html: done")
    assert not (tmp_path / "clean").exists()


def test_quiet_tells_failures_only_and_the_log_all(newsclean: Newsclean, tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 1)
    (tmp_path / "pages" / "z.html").write_bytes(PNG)
    run = newsclean("clean", "pages", "-q", "--log-file", "log.txt")
    assert [line.split(": ")[1] for line in lines(run.stderr)] == ["pages/z.html"]
    log = (tmp_path / "log.txt").read_text("utf-8").splitlines()
    assert [line.split(": ")[0].split(" ", 1)[1] for line in log] == [
        "pages/story-01.html",
        "pages/z.html",
        "2 files written in clean",
    ]
    assert all(line[:2] == "20" and "T" in line.split(" ")[0] for line in log)


def test_a_log_that_cannot_be_written_is_said(newsclean: Newsclean, tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 1)
    run = newsclean("clean", "pages", "--log-file", "none/log.txt")
    assert (run.returncode, lines(run.stderr)[0].split(": ")[1]) == (3, "write-failed")


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [("none.html", None, 3, "not-found"), ("a.html", PNG, 7, "not-text"), ("a.txt", b"", 1, "no-article")],
)
def test_one_input_fails_with_its_own_status(
    name: str, data: bytes | None, status: int, code: str, newsclean: Newsclean, tmp_path: Path
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    for command in ("clean", "explain"):
        run = newsclean(command, name)
        assert run.returncode == status
        (line,) = lines(run.stderr)
        assert line.startswith(f"newsclean: {name}: {code}: ")


def test_fail_on(newsclean: Newsclean, tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 2)
    (tmp_path / "pages" / "z.html").write_bytes(PNG)
    assert newsclean("clean", "pages", "--fail-on", "never").returncode == 0
    assert newsclean("clean", "pages", "--fail-on", "any").returncode == 1


def test_too_large(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(scraped(), "utf-8")
    run = newsclean("clean", "a.txt", "--max-bytes", "100")
    assert (run.returncode, lines(run.stderr)[0].split(": ")[2]) == (7, "too-large")


def test_categories_are_kept_and_dropped(newsclean: Newsclean) -> None:
    data = scraped().encode()
    plain = newsclean("clean", "-", data=data).stdout.decode()
    assert plain.endswith("\n(With inputs from agencies)\n")
    assert newsclean("clean", "-", "--drop", "credit", data=data).stdout.decode() == cleaned()
    kept = newsclean("clean", "-", "--keep", "comments", data=data).stdout.decode()
    assert kept == plain + "\nLeave a Reply\n"


RULE = """\
[[rule]]
id = "legal.lens"
category = "legal"
action = "drop-block"
where = "anywhere"
match = "prefix"
text = ["Engineers from Port Ennor"]
why = "A line of a test"
examples = ["Engineers from Port Ennor said so"]
keeps = ["The engineers went home."]
"""


def test_rules_of_the_users_own(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(RULE, "utf-8")
    run = newsclean("clean", "-", "--rules", "own.toml", data=scraped().encode())
    assert b"Orla Finnane" in run.stdout
    assert b"Engineers" not in run.stdout
    assert b"legal.lens" in newsclean("rules", "list", "--rules", "own.toml").stdout
    assert b"A line of a test" in newsclean("rules", "show", "legal.lens", "--rules", "own.toml").stdout
    assert newsclean("rules", "test", "own.toml").returncode == 0
    (tmp_path / "own.toml").write_text(RULE.replace("Port Ennor said", "Callow said"), "utf-8")
    run = newsclean("rules", "test", "own.toml")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"legal.lens" in run.stderr


def test_rules_list_has_a_line_for_each_rule_that_show_knows(newsclean: Newsclean) -> None:
    listed = lines(newsclean("rules", "list").stdout)
    assert len({line.split()[0] for line in listed}) == len(listed)
    rule = next(line.split()[0] for line in listed if line.startswith("comments."))
    assert lines(newsclean("rules", "show", rule).stdout)[0].split() == ["id", rule]


def test_rules_list_shows_those_of_a_language_or_a_category(newsclean: Newsclean) -> None:
    listed = lines(newsclean("rules", "list", "--language", "pl", "--category", "share").stdout)
    assert listed
    assert all(line.startswith("pl.share.") and line.split()[1] == "share" for line in listed)
    assert newsclean("rules", "list", "--language", "pl", "--category", "table").stdout == b""


def test_rules_list_as_json_holds_all_of_a_rule(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(RULE, "utf-8")
    run = newsclean("rules", "list", "--json", "--language", "user", "--rules", "own.toml")
    given = tomllib.loads(RULE)["rule"][0]
    samples = {key: [{"text": text, "where": None} for text in given[key]] for key in ("examples", "keeps")}
    assert json.loads(run.stdout) == [given | samples | {"language": "user", "file": "own.toml"}]


def fired(newsclean: Newsclean, *options: str) -> set[str]:
    """The phrase rules that remove something from a scraped text."""
    run = newsclean("clean", "-", "-f", "json", *options, data=scraped().encode())
    return {row["rule"] for row in json.loads(run.stdout)["removals"] if row["stage"] == "rules"}


def test_settings_name_rules_and_the_command_line_names_others(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(RULE, "utf-8")
    (tmp_path / "off.toml").write_text('[[rule]]\nid = "comments.leave-a-reply"\noff = true\n', "utf-8")
    (tmp_path / "newsclean.toml").write_text('rules = ["own.toml", "off.toml"]\n', "utf-8")
    assert fired(newsclean) == {"legal.lens"}
    assert fired(newsclean, "--rules", "off.toml") == set()
    assert fired(newsclean, "--rules", "off.toml", "--rules", "own.toml") == {"legal.lens"}
    (tmp_path / "own.toml").write_text(RULE.replace("Port Ennor said", "Callow said"), "utf-8")
    run = newsclean("rules", "test")
    assert (run.returncode, b"own.toml: rule 'legal.lens'" in run.stderr) == (2, True)


def test_a_rule_with_the_id_of_a_built_in_stands_in_its_place(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(RULE.replace("legal.lens", "comments.leave-a-reply"), "utf-8")
    run = newsclean("clean", "-", "--rules", "own.toml", "-f", "json", data=scraped().encode())
    taken = [row["text"] for row in json.loads(run.stdout)["removals"] if row["rule"] == "comments.leave-a-reply"]
    assert [text.partition(" carried")[0] for text in taken] == ["Engineers from Port Ennor"]


@pytest.mark.parametrize(
    "arguments",
    ["clean - --rules own.toml", "explain - --rules own.toml", "rules test own.toml", "rules list --rules own.toml"],
)
def test_a_broken_rule_file_is_named_with_its_line_rule_and_what_is_expected(
    newsclean: Newsclean, tmp_path: Path, arguments: str
) -> None:
    broken = "# Mine\n" + RULE.replace('"prefix"', '"regex"').replace("Engineers from", "Engineers (from", 1)
    (tmp_path / "own.toml").write_text(broken, "utf-8")
    run = newsclean(*arguments.split(), data=scraped().encode())
    assert (run.returncode, run.stdout) == (2, b"")
    (line,) = lines(run.stderr)
    assert line.startswith("newsclean: rules: own.toml:2: rule 'legal.lens': expected a regular expression, but ")


def test_kind_and_url(newsclean: Newsclean) -> None:
    run = newsclean(
        "clean", "-", "--kind", "text", "-f", "json", "--url", "https://example.org/a", data=page().encode()
    )
    article = json.loads(run.stdout)
    assert article["url"] == "https://example.org/a"
    assert "<" in article["text"]


def test_json_lines_are_an_input_a_line(newsclean: Newsclean, tmp_path: Path) -> None:
    rows = [{"body": page(number), "link": f"https://example.org/{number}", "html": "<p>No."} for number in (1, 2)]
    (tmp_path / "dump.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    run = newsclean("clean", "dump.jsonl", "--field", "body", "--url-field", "link", "-o", "-", "-f", "jsonl")
    articles = [json.loads(line) for line in run.stdout.splitlines()]
    assert [article["title"] for article in articles] == [title(1), title(2)]
    assert [article["url"] for article in articles] == ["https://example.org/1", "https://example.org/2"]


@POSIX
def test_what_a_terminal_would_obey_is_shown_escaped(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "red\x1b[31m\n.html").write_bytes(PNG)
    run = newsclean("clean", "red\x1b[31m\n.html")
    (line,) = lines(run.stderr)
    assert line.startswith(r"newsclean: red\x1b[31m\n.html: not-text: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", [("clean", "a.txt", "-o", "-"), ("explain", "a.txt"), ("--help",)])
def test_a_full_disk_is_said(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(scraped(), "utf-8")
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "newsclean", *arguments],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            env=clean_environment(tmp_path),
            check=False,
        )
    (line,) = lines(run.stderr)
    assert (run.returncode, line.split(": ")[1]) == (3, "disk-full")


@POSIX
@pytest.mark.parametrize(("closed", "status"), [("<&-", 3), (">&-", 3), ("2>&-", 0)])
def test_closed_streams(closed: str, status: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(scraped(), "utf-8")
    source = "-" if closed == "<&-" else "a.txt"
    shell = ["sh", "-c", f"{sys.executable} -m newsclean clean {source} -o - {closed}"]
    run = subprocess.run(shell, cwd=tmp_path, capture_output=True, env=clean_environment(tmp_path), check=False)
    assert run.returncode == status
    assert len(lines(run.stderr)) == (1 if status else 0)


@POSIX
@pytest.mark.parametrize("arguments", ["clean none.html", "clean x --frob", "explain none.html", "rules"])
def test_messages_without_standard_error_go_nowhere(arguments: str, tmp_path: Path) -> None:
    shell = ["sh", "-c", f"{sys.executable} -m newsclean {arguments} 2>&-"]
    run = subprocess.run(shell, cwd=tmp_path, capture_output=True, env=clean_environment(tmp_path), check=False)
    assert (run.returncode in (2, 3), run.stdout) == (True, b"")


def test_a_folder_in_use_is_said(newsclean: Newsclean, tmp_path: Path) -> None:
    from newsclean.journal import Journal

    folder_of(tmp_path / "pages", 1)
    with Journal(tmp_path / "clean"):
        run = newsclean("clean", "pages")
    assert (run.returncode, lines(run.stderr)[0].split(": ")[1]) == (2, "locked")


def test_a_bug_is_one_line_with_how_to_report_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(scraped(), "utf-8")
    code = (
        "import sys; from newsclean.report import explain as e\n"
        "def broken(*a, **k): raise KeyError('lens\\x1b')\n"
        "e.explain = broken\n"
        "from newsclean.cli import main\n"
        "sys.exit(main(['explain', 'a.txt', '--log-file', 'log.txt']))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False)
    assert run.returncode == 70
    (line,) = lines(run.stderr)
    assert line.startswith("newsclean: internal: KeyError ")
    assert "report it" in line
    assert "\x1b" not in line
    assert "Traceback" in (tmp_path / "log.txt").read_text("utf-8")


def test_a_page_keeps_its_title_where_it_has_one(newsclean: Newsclean) -> None:
    article = json.loads(newsclean("clean", "-", "-f", "json", data=page(3).encode()).stdout)
    assert article["title"] == title(3)


def test_what_is_told_can_be_json(newsclean: Newsclean, tmp_path: Path) -> None:
    folder_of(tmp_path / "pages", 2)
    (tmp_path / "pages" / "e\x1b\x85.html").write_bytes(b"")
    run = newsclean("clean", "pages", "--log-json", "--log-file", "log.jsonl")
    failure, summary = map(json.loads, lines(run.stderr))
    assert b"\x1b" not in run.stderr
    assert (failure["event"], failure["input"], failure["code"]) == ("input", "pages/e\x1b\x85.html", "no-article")
    kept = json.loads((tmp_path / "clean" / ".newsclean" / "summary.json").read_bytes())
    assert {name: value for name, value in summary.items() if name not in ("time", "event")} == kept
    told = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert [each["event"] for each in told] == ["input"] * 3 + ["summary"]
    assert {each.get("status") for each in told[:3]} == {"done", "failed"}
    (tmp_path / "clean" / ".newsclean").rename(tmp_path / "clean" / "other")
    (tmp_path / "clean" / ".newsclean").write_text("no folder")
    run = newsclean("clean", "pages", "--log-json")
    (end,) = map(json.loads, lines(run.stderr))
    assert (run.returncode, end["event"], end["code"]) == (3, "end", "write-failed")


def test_the_pace_is_told_now_and_then(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(messages, "_PACE_SECONDS", 0.0)
    for verbose in (True, False):
        with messages.Messages(verbose=verbose) as telling:
            telling.outcome(Outcome("a.html", "failed", "no-article", "nothing"))
        assert ("newsclean: 1 inputs · 1 failed · " in capfd.readouterr().err) == verbose
