"""The README says what there is, and what it shows is what newsclean prints."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

import newsclean
from conftest import ROOT, clean_environment
from newsclean.cli.app import app
from newsclean.errors import exit_status
from newsclean.model import CATEGORIES, NO_ARTICLE_FLAGS, NOTICE_FLAGS
from newsclean.writers import FORMATS

README = (ROOT / "README.md").read_text("utf-8")
#: Not typer's own; each stands in the README once, whatever command has it.
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def commands(command: Any, path: str = "newsclean") -> Iterator[tuple[str, Any]]:
    """Every command of the program with its own commands, as one would type them."""
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{path} {name}")


COMMANDS = list(commands(typer.main.get_command(app)))
OPTIONS = {name for _, command in COMMANDS for option in command.params for name in option.opts if name[0] == "-"}


@pytest.mark.parametrize("path", [path for path, command in COMMANDS if not getattr(command, "commands", None)])
def test_every_command_is_in_the_readme(path: str) -> None:
    assert f"`{path}" in README


@pytest.mark.parametrize("name", sorted(OPTIONS))
def test_every_option_is_in_the_readme(name: str) -> None:
    assert re.search(rf"[` ]{name}[ `]", README)


def test_every_option_of_the_readme_exists() -> None:
    prose = BLOCK.sub("", README)
    assert set(OPTION.findall(prose)) <= OPTIONS | {"--help"}


@pytest.mark.parametrize("name", [*CATEGORIES[:-1], *NOTICE_FLAGS, *NO_ARTICLE_FLAGS, *FORMATS])
def test_every_category_flag_and_format_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README


def test_every_field_of_the_json_is_in_the_readme_in_order() -> None:
    listed = README[README.index("`json` holds, in this order") :]
    fields = list(newsclean.clean("Rain.").to_dict())
    places = [listed.index(f"`{field}`") for field in fields]
    assert places == sorted(places)


def test_exit_statuses_are_those_of_the_table() -> None:
    rows = re.findall(r"^\| (\d+) \| .* \| (`.*`.*) \|$", README, re.M)
    assert len(rows) >= 8
    for status, codes in rows:
        for code in re.findall(r"`([a-z0-9-]+)`", codes):
            if code != "too-complex":
                assert exit_status(code) == int(status)


def test_every_format_is_in_the_help() -> None:
    texts = {option.help for _, command in COMMANDS for option in command.params if "--format" in option.opts}
    (text,) = texts
    assert re.findall(r"[a-z]+", text.partition(";")[0].replace(" or ", " ")) == list(FORMATS)


def blocks(language: str) -> list[str]:
    return [text for found, text in BLOCK.findall(README) if found == language]


def test_the_test_command_is_that_of_ci() -> None:
    (command,) = (text.strip() for text in blocks("") if text.strip().endswith("pytest -q"))
    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_the_first_command_is_on_the_first_screen() -> None:
    command = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/newsclean clean fixtures/pages -o clean"
    assert command in README.splitlines()[:24]


@pytest.mark.parametrize("example", blocks("console"))
def test_an_example_prints_what_it_shows(example: str, tmp_path: Path) -> None:
    command, _, shown = example.partition("\n")
    arguments = command.removeprefix("$ newsclean ").split()
    run = subprocess.run(
        [sys.executable, "-m", "newsclean", *arguments],
        cwd=ROOT, env=clean_environment(tmp_path), capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    at = 0
    for part in shown.split("[...]\n"):
        found = run.stdout.find(part.strip("\n"), at)
        assert found >= 0, f"not printed:\n{part}\nbut:\n{run.stdout}"
        at = found + len(part)


def test_the_python_example_runs(tmp_path: Path) -> None:
    (example,) = blocks("python")
    (tmp_path / "pages").mkdir()
    (tmp_path / "story.html").write_text(
        "<h1>Rain</h1><p>It rained in Tarn Point on Friday, and on Saturday.</p>", "utf-8"
    )
    offline = "\n".join(line for line in example.splitlines() if "newsclean.fetch(" not in line)
    code = f"page = open('story.html', 'rb').read()\n{offline}"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True)
    assert (tmp_path / "out" / "story.md").exists()


def test_the_example_of_a_rule_does_what_it_says(tmp_path: Path) -> None:
    rule = next(text for text in blocks("toml") if "[[rule]]" in text)
    (tmp_path / "own.toml").write_text(rule, "utf-8")
    command = [sys.executable, "-m", "newsclean", "rules", "test", "own.toml"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
