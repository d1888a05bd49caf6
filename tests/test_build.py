"""The build of a wheel: what is compiled where it can be, and plain Python."""

from __future__ import annotations

import subprocess
import sysconfig
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder

import hatch_build

ROOT = Path(__file__).parent.parent
SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
MODULES = CONFIG["hooks"]["custom"]["modules"]


class Hook(hatch_build.CompileHook):
    """The hook as hatchling makes it, with few modules to compile."""

    def __init__(self, *modules: str) -> None:
        builder = WheelBuilder(str(ROOT))
        config = CONFIG["hooks"]["custom"] | {"modules": list(modules)}
        super().__init__(str(ROOT), config, builder.config, builder.metadata, str(ROOT), "wheel")

    def build(self, version: str = "standard") -> dict[str, Any]:
        """What the build is told of; what was built stays until the hook is done with."""
        data: dict[str, Any] = {"infer_tag": False, "pure_python": True, "force_include": {}}
        self.initialize(version, data)
        return data


PLAIN = {"infer_tag": False, "pure_python": True, "force_include": {}}


@pytest.fixture(autouse=True)
def _wish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(hatch_build.VARIABLE, "yes")


def test_every_module_that_is_to_be_compiled_exists() -> None:
    missing = [name for name in MODULES if not (ROOT / "src" / "newsclean" / f"{name.replace('.', '/')}.py").exists()]
    assert missing == []


def test_a_wheel_holds_what_was_compiled_and_its_tag_says_for_what(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiling takes a quarter of a minute: here it is what `.ci/run` does in full."""
    modules = {f"newsclean/tags{SUFFIX}", f"newsclean/metadata/dates{SUFFIX}"}
    names = modules | {f"newsclean_0__mypyc{SUFFIX}", f"newsclean_1__mypyc{SUFFIX}"}

    def compiled(command: list[str], cwd: Path, **_: Any) -> subprocess.CompletedProcess[bytes]:
        assert command[1:] == [str(ROOT / "hatch_build.py"), "tags", "metadata.dates"]
        assert (cwd / "newsclean" / "tags.py").read_bytes() == (ROOT / "src" / "newsclean" / "tags.py").read_bytes()
        (cwd / "build").mkdir()
        for name in (*names, f"build/scrap{SUFFIX}"):
            (cwd / name).write_bytes(b"compiled")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(hatch_build, "obstacle", lambda: "")
    monkeypatch.setattr(hatch_build.subprocess, "run", compiled)
    hook = Hook("tags", "metadata.dates")
    data = hook.build()
    assert data["infer_tag"] is True
    assert data["pure_python"] is False
    assert set(data["force_include"].values()) == names
    built = [Path(path) for path in data["force_include"]]
    assert {path.read_bytes() for path in built} == {b"compiled"}
    hook.finalize("standard", data, "")
    assert not any(path.exists() for path in built)


def test_what_cannot_be_compiled_is_an_error_of_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hatch_build, "obstacle", lambda: "")
    with pytest.raises(hatch_build.CannotCompileError, match=r"compiling failed: .*no_such_module") as error:
        Hook("no_such_module").build()
    assert "\n" not in str(error.value)


def test_without_a_compiler_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "no-such-compiler -O2")
    with pytest.raises(hatch_build.CannotCompileError, match=r"there is no C compiler \(no-such-compiler\)"):
        Hook("stopwords").build()


def test_what_is_needed_to_compile_is_asked_for_with_the_parser_in_the_version_that_runs() -> None:
    needed = Hook().dependencies()
    assert [line for line in needed if line.startswith("mypy")] != []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (parser,) = [line for line in project["dependencies"] if line.startswith("selectolax")]
    assert sorted(needed[-1].partition("selectolax")[2].split(",")) == sorted(parser[len("selectolax") :].split(","))


def test_an_editable_install_is_plain() -> None:
    assert Hook("stopwords").build("editable") == PLAIN


def test_nothing_is_compiled_where_that_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(hatch_build.VARIABLE, "no")
    hook = Hook("stopwords")
    assert hook.dependencies() == []
    assert hook.build() == PLAIN


def test_unasked_what_cannot_be_compiled_stays_plain_and_the_build_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(hatch_build.VARIABLE)
    monkeypatch.setenv("CC", "no-such-compiler")
    hook = Hook("stopwords")
    assert hook.dependencies() == []
    assert hook.build() == PLAIN
    assert "stays plain Python, and is slower: there is no C compiler (no-such-compiler)" in capsys.readouterr().err


def test_unasked_compiling_that_takes_long_is_given_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(hatch_build.VARIABLE)
    monkeypatch.setattr(hatch_build, "obstacle", lambda: "")
    monkeypatch.setitem(hatch_build._LIMITS, "", 0.01)
    assert Hook("tags").build() == PLAIN
    assert "compiling took more than 0.01 seconds" in capsys.readouterr().err


def test_the_groups_hold_every_module_once() -> None:
    sources = [str(ROOT / "src" / "newsclean" / f"{name.replace('.', '/')}.py") for name in MODULES]
    groups = hatch_build._groups(sources)
    assert sorted(source for group, _ in groups for source in group) == sorted(sources)
    assert len({name for _, name in groups}) == len(groups)
    assert all(group for group, _ in hatch_build._groups(sources[:2]))


def test_a_wish_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(hatch_build.VARIABLE, "perhaps")
    with pytest.raises(ValueError, match="COMPILE_NEWSCLEAN is 'perhaps'; it may be yes or no"):
        Hook("stopwords").build()


def test_a_plain_wheel_is_for_every_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(hatch_build.VARIABLE, "no")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    assert Path(wheel).name.endswith("-py3-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "newsclean/content.py" in names
    assert [name for name in names if not name.startswith("newsclean")] == []
    assert [name for name in names if Path(name).suffix in (".so", ".pyd", ".c")] == []
