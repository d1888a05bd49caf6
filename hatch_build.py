"""Compiles the modules that cleaning a page spends its time in, with mypyc, while a wheel is built, where that can be.

It takes a C compiler and a quarter of a minute. Without one, or where compiling fails or takes long, the wheel is plain
Python: an install neither fails nor drags on for want of speed. `COMPILE_NEWSCLEAN` in the environment says otherwise:
`no` leaves it out, with `yes` a failure is an error, and compiling may take its time. What a compiled module does is
what its source says; the source stays beside it in the wheel. An editable install is never compiled: what is edited is
what runs.
"""

from __future__ import annotations

import importlib
import os
import platform
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VARIABLE = "COMPILE_NEWSCLEAN"
_SOURCE, _PACKAGE = "src", "newsclean"
_PARSER = "selectolax"
_LONGEST = 200  # characters of a compiler's word on why
_LIMITS = {"": 25, "yes": 600}  # seconds, by what is asked for; ten to twenty are usual
_GROUPS = 4  # of modules, each one run of the C compiler: as many as most machines have cores


class CannotCompileError(Exception):
    """Why compiling failed, in a line."""


class CompileHook(BuildHookInterface[Any]):
    """Adds the compiled modules to a wheel, where they can be had."""

    _folder: TemporaryDirectory[str] | None = None

    def dependencies(self) -> list[str]:
        """What the build needs beside hatchling: nothing where nothing is going to be compiled."""
        if _wish() == "no" or (_wish() == "" and obstacle()):
            return []
        # The parser for its types: without them half of the gain is gone.
        parser = [line for line in self.metadata.core.dependencies if line.startswith(_PARSER)]
        return [*self.config["compile-requires"], *parser]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and have the wheel hold what came of it. Raises CannotCompileError where it must be compiled."""
        if version == "editable" or _wish() == "no":
            return
        self._folder = TemporaryDirectory(prefix="newsclean-", ignore_cleanup_errors=True)
        try:
            built = _compiled(Path(self.root), Path(self._folder.name), self.config["modules"], _LIMITS[_wish()])
        except CannotCompileError as error:
            self._folder.cleanup()
            if _wish() == "yes":
                raise
            self.app.display_warning(f"newsclean stays plain Python, and is slower: {error}")
            return
        build_data["infer_tag"], build_data["pure_python"] = True, False
        build_data["force_include"].update({str(path): place for place, path in built.items()})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what was built: the wheel holds it."""
        if self._folder is not None:
            self._folder.cleanup()


def _wish() -> str:
    """What is asked for: `yes`, `no`, or nothing."""
    wish = os.environ.get(VARIABLE, "").lower()
    if wish not in ("yes", "no", ""):
        raise ValueError(f"{VARIABLE} is {wish!r}; it may be yes or no")
    return wish


def obstacle() -> str:
    """Why nothing can be compiled here; empty where it may be."""
    if platform.python_implementation() != "CPython":
        return f"{platform.python_implementation()} gains nothing from compiled modules"
    command = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    if shutil.which(command[0]) is None:
        return f"there is no C compiler ({command[0]})"
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        return "there is no Python.h (many systems have it in a package named python3-dev)"
    return ""


def _compiled(root: Path, folder: Path, modules: list[str], limit: int) -> dict[str, Path]:
    """The compiled modules, by their place in the wheel. Raises CannotCompileError, `limit` seconds later at most."""
    if reason := obstacle():
        raise CannotCompileError(reason)
    shutil.copytree(root / _SOURCE / _PACKAGE, folder / _PACKAGE)
    # In a process of its own: whatever mypyc and the compiler do, down to a crash, is a failure to compile and no more.
    command = [sys.executable, str(Path(__file__).resolve()), *modules]
    said = folder / "said.txt"  # a file, for a pipe would be held open by the C compilers that outlive the limit
    try:
        with said.open("wb") as out:
            run = subprocess.run(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, timeout=limit)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise CannotCompileError(f"compiling took more than {limit} seconds") from error
    if run.returncode:
        raise CannotCompileError(f"compiling failed: {_reason(said.read_text('utf-8', 'replace').strip())}")
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    found = [path for path in folder.rglob(f"*{suffix}") if "build" not in path.parts]
    built = {path.relative_to(folder).as_posix(): path for path in found}
    files = len(modules) + min(_GROUPS, len(modules))  # a module's own file only finds its group's
    if len(built) != files:
        raise CannotCompileError(f"{len(built)} files were built, not {files}")
    return built


def _reason(said: str) -> str:
    """The line of a compiler's output that tells most."""
    lines = said.splitlines() or ["no word of why"]
    return next((line for line in lines if "error:" in line), lines[-1])[:_LONGEST]


def _compile(modules: list[str]) -> None:
    """Compile modules of the package in the working folder, each beside its source, and see whether they load."""
    from mypyc.build import mypycify
    from setuptools import setup

    sources = [str(Path(*f"{_PACKAGE}.{module}".split(".")).with_suffix(".py")) for module in modules]
    options = ["--config-file=", "--follow-imports=silent", "--ignore-missing-imports"]
    # The higher levels of the C compiler take twice the time to build, and none off what is built.
    extensions = mypycify([*options, *sources], debug_level="0", opt_level="1", separate=_groups(sources))
    setup(name=_PACKAGE, ext_modules=extensions, script_args=["--quiet", "build_ext", "--inplace", f"-j{_GROUPS}"])
    sys.path.insert(0, os.getcwd())
    for module in modules:
        importlib.import_module(f"{_PACKAGE}.{module}")


def _groups(sources: list[str]) -> list[tuple[list[str], str | None]]:
    """The sources in groups of like size, which are compiled side by side, with names for them."""
    groups: list[list[str]] = [[] for _ in range(min(_GROUPS, len(sources)))]
    for source in sorted(sources, key=os.path.getsize, reverse=True):
        min(groups, key=lambda group: sum(map(os.path.getsize, group))).append(source)
    return [(group, f"{_PACKAGE}_{number}") for number, group in enumerate(groups)]


if __name__ == "__main__":
    _compile(sys.argv[1:])
