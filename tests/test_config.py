"""Settings: files, environment, command line, and what each may say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsclean import config
from newsclean.errors import ConfigError
from stories import cleaned, folder_of, page, scraped

if TYPE_CHECKING:
    from conftest import Newsclean

SHAPES: dict[str, config.Shape] = {
    "format": "list", "rules": "list", "keep": "list", "drop": "list", "header": "list",
    "output": "value", "page-timeout": "value", "cookies": "value", "no-robots": "flag",
}  # fmt: skip


def load(
    tmp_path: Path, *, here: str | None = None, own: str | None = None, environ: dict[str, str] | None = None
) -> config.Settings:
    """Settings of a working folder's file, the user's file and an environment."""
    for name, text in (("here", here), ("own", own)):
        (tmp_path / name).mkdir()
        if text is not None:
            (tmp_path / name / config.FILE_NAME).write_text(text, "utf-8")
    return config.load(SHAPES, environ or {}, tmp_path / "here", tmp_path / "own")


def test_nothing_is_set_where_there_is_nothing(tmp_path: Path) -> None:
    assert load(tmp_path).values == {}


def test_environment_wins_over_working_folder_over_user(tmp_path: Path) -> None:
    own = 'format = ["md"]\nkeep = ["ad"]\ndrop = ["list"]\noutput = "own"'
    settings = load(
        tmp_path, here='format = ["json"]\nkeep = ["nav"]', own=own, environ={"NEWSCLEAN_FORMAT": "txt, csv"}
    )
    assert settings.values == {"format": ["txt", "csv"], "keep": ["nav"], "drop": ["list"], "output": "own"}
    assert settings.origins["format"] == "NEWSCLEAN_FORMAT"
    assert settings.origins["keep"] == config.FILE_NAME
    assert settings.origins["output"] == str(tmp_path / "own" / config.FILE_NAME)


def test_values_are_what_the_command_line_would_give(tmp_path: Path) -> None:
    settings = load(tmp_path, own='page-timeout = 2.5\nno-robots = true\nformat = "md"')
    assert settings.values == {"page-timeout": "2.5", "no-robots": True, "format": ["md"]}


def test_a_header_may_hold_a_comma(tmp_path: Path) -> None:
    settings = load(tmp_path, environ={"NEWSCLEAN_HEADER": "Accept-Language: de, en\nX-A: b"})
    assert settings.values["header"] == ["Accept-Language: de, en", "X-A: b"]


def test_files_of_the_users_own_file_lie_beside_it(tmp_path: Path) -> None:
    settings = load(tmp_path, own='rules = ["own.toml", "/etc/all.toml"]\ncookies = "jar.txt"\noutput = "out"')
    assert settings.values["rules"] == [str(tmp_path / "own" / "own.toml"), "/etc/all.toml"]
    assert settings.values["cookies"] == str(tmp_path / "own" / "jar.txt")
    assert settings.values["output"] == "out"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fromat = ['md']", "did you mean 'format'?"),
        ("format = 3", "'format': expected a list of texts"),
        ("page-timeout = true", "'page-timeout': expected one text or number"),
        ("page-timeout = [1]", "'page-timeout': expected one text or number"),
        ("no-robots = 'yes'", "'no-robots': expected true or false"),
        ("format = ", "not TOML"),
    ],
)
def test_a_broken_file_is_named_with_what_is_expected(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, own=text)
    assert str(tmp_path / "own" / config.FILE_NAME) in caught.value.message
    assert said in caught.value.message


@pytest.mark.parametrize("name", sorted(set(SHAPES) - {"format", "rules", "keep", "drop"}))
def test_the_working_folder_says_nothing_about_output_and_network(name: str, tmp_path: Path) -> None:
    value = {"list": "['a']", "value": "'1'", "flag": "true"}[SHAPES[name]]
    with pytest.raises(ConfigError, match=f"not '{name}'"):
        load(tmp_path, here=f"{name} = {value}")


def test_in_the_users_own_folder_its_file_may_say_all(tmp_path: Path) -> None:
    (tmp_path / config.FILE_NAME).write_text("output = 'out'", "utf-8")
    assert config.load(SHAPES, {}, tmp_path, tmp_path).values == {"output": "out"}


def test_other_variables_are_left_alone(tmp_path: Path) -> None:
    environ = {"NEWSCLEAN_SERVICE_HOST": "10.0.0.1", "NEWSCLEAN_OUTPUT": ""}
    assert load(tmp_path, environ=environ).values == {}


def own_file(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "home" / ".config" / "newsclean"
    folder.mkdir(parents=True)
    (folder / config.FILE_NAME).write_text(text, "utf-8")


def test_settings_stand_behind_the_options(newsclean: Newsclean, tmp_path: Path) -> None:
    own_file(tmp_path, "output = 'from-own'\nformat = ['md']")
    folder_of(tmp_path / "pages", 1)
    (tmp_path / config.FILE_NAME).write_text("format = ['txt']", "utf-8")
    run = newsclean("clean", "pages", "--paths")
    assert run.stdout == b"from-own/story-01.txt\n"
    run = newsclean("clean", "pages", "--paths", "-o", "said", env={"NEWSCLEAN_FORMAT": "json"})
    assert run.stdout == b"said/story-01.json\n"


def test_the_command_line_decides_on_a_category(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / config.FILE_NAME).write_text("drop = ['credit']\nkeep = ['comments']", "utf-8")
    data = scraped().encode()
    assert newsclean("clean", "-", data=data).stdout.decode() == cleaned() + "\nLeave a Reply\n"
    run = newsclean("clean", "-", "--keep", "credit", "--drop", "nav", data=data)
    assert run.stdout.decode().endswith("(With inputs from agencies)\n")
    # What the command line says of an option stands for all that settings say of it.
    run = newsclean("clean", "-", "--drop", "comments", data=data)
    assert run.stdout.decode() == cleaned() + "\n(With inputs from agencies)\n"


def test_formats_of_a_file_are_for_folders(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / config.FILE_NAME).write_text("format = ['txt', 'md']", "utf-8")
    assert newsclean("clean", "-", data=page().encode()).stdout.decode() == cleaned()


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"NEWSCLEAN_JOBS": "many"}, "(set in NEWSCLEAN_JOBS)"),
        ({"NEWSCLEAN_FORMAT": "pdf"}, "(set in NEWSCLEAN_FORMAT)"),
        ({"NEWSCLEAN_FORCE": "perhaps"}, "(set in NEWSCLEAN_FORCE)"),
    ],
)
def test_a_wrong_value_is_said_with_its_origin(env: dict[str, str], said: str, newsclean: Newsclean) -> None:
    run = newsclean("clean", "x", env=env)
    (line,) = run.stderr.decode().splitlines()
    assert (run.returncode, said in line) == (2, True)


def test_a_forbidden_setting_is_one_line(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / config.FILE_NAME).write_text("output = '/somewhere/else'", "utf-8")
    run = newsclean("clean", "x")
    (line,) = run.stderr.decode().splitlines()
    assert run.returncode == 2
    assert line.startswith("newsclean: config: newsclean.toml: a file in the working folder may set ")
    assert "NEWSCLEAN_OUTPUT" in line
