"""What is imported when, and the public names."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path

import pytest

import newsclean
from stories import scraped

HEAVY = ("httpx", "rich", "selectolax")


def loaded_after(code: str, cwd: Path | None = None) -> set[str]:
    """The modules that a fresh interpreter has loaded after some code."""
    code += "\nimport sys, json; sys.stderr.write(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=cwd, check=True)
    return set(json.loads(run.stderr.splitlines()[-1]))


@pytest.mark.parametrize("code", ["import newsclean", "import newsclean.cli"])
def test_nothing_heavy_before_it_is_used(code: str) -> None:
    assert not loaded_after(code) & set(HEAVY)


def test_the_package_alone_is_next_to_nothing() -> None:
    own = {name for name in loaded_after("import newsclean") if name.startswith("newsclean")}
    assert own == {"newsclean"}


@pytest.mark.parametrize(
    ("arguments", "unused"),
    [
        (["clean", "a.txt", "-o", "-"], ("httpx", "rich", "selectolax", "pydantic")),
        (["clean", "a.html"], ("httpx", "rich", "typer.rich_utils")),
        (["explain", "a.html"], ("httpx", "rich")),
        (["rules", "list"], HEAVY),
        (["--help"], HEAVY),
    ],
)
def test_a_command_imports_what_it_needs(arguments: list[str], unused: tuple[str, ...], tmp_path: Path) -> None:
    for name in ("a.txt", "a.html"):
        (tmp_path / name).write_text(scraped(), "utf-8")
    code = f"from newsclean.cli import main\nassert main({arguments!r}) == 0"
    assert not loaded_after(code, tmp_path) & set(unused)


def test_importing_takes_less_than_30_ms() -> None:
    def microseconds() -> int:
        run = subprocess.run(
            [sys.executable, "-X", "importtime", "-c", "import newsclean"], capture_output=True, text=True, check=True
        )
        line = next(line for line in run.stderr.splitlines() if line.endswith("| newsclean"))
        return int(line.split("|")[1])

    assert min(microseconds() for _ in range(5)) < 30_000


@pytest.mark.parametrize(
    "before",
    ["", "import newsclean.clean, newsclean.fetch", "from newsclean.batch import clean_many", "newsclean.clean"],
)
def test_functions_are_not_hidden_by_the_modules_of_their_name(before: str) -> None:
    both = "all(type(f).__name__ == 'function' for f in (newsclean.clean, newsclean.fetch))"
    code = f"import newsclean\n{before}\nassert {both}\n"
    loaded_after(code + "from newsclean import clean, fetch\nassert callable(clean) and callable(fetch)")


def test_every_public_name_is_there_and_documented() -> None:
    for name in newsclean.__all__:
        value = getattr(newsclean, name)
        assert name in dir(newsclean)
        assert name == "__version__" or value.__doc__
    with pytest.raises(AttributeError, match="no attribute 'frob'"):
        _ = newsclean.frob  # type: ignore[attr-defined]


def test_type_checkers_see_the_same_names_from_the_same_modules() -> None:
    tree = ast.parse(Path(newsclean.__file__).read_text("utf-8"))
    typed = {
        alias.name: node.module
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If)
        for node in branch.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert typed == {name: f"newsclean.{home}" for name, home in newsclean._HOMES.items()}


def test_the_version_is_that_of_the_installed_package() -> None:
    assert newsclean.__version__ == importlib.metadata.version("newsclean")
