"""Compiles the modules that cleaning a page spends its time in, with mypyc, while a wheel is built, where asked to.

`COMPILE_NEWSCLEAN=yes` in the environment asks: compiling takes a C compiler and a minute or two, and an install
should need neither. What a compiled module does is what its source says; the source stays beside it in the wheel. An
editable install is never compiled: what is edited is what runs.
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
_LIMIT = 1800  # seconds; half a minute to two are usual


class CannotCompileError(Exception):
    """Why compiling failed, in a line."""


class CompileHook(BuildHookInterface[Any]):
    """Adds the compiled modules to a wheel, where they are asked for."""

    _folder: TemporaryDirectory[str] | None = None

    def dependencies(self) -> list[str]:
        """What the build needs beside hatchling: nothing where nothing is going to be compiled."""
        if not _wished():
            return []
        # The parser for its types: without them half of the gain is gone.
        parser = [line for line in self.metadata.core.dependencies if line.startswith(_PARSER)]
        return [*self.config["compile-requires"], *parser]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and have the wheel hold what came of it. Raises CannotCompileError."""
        if version == "editable" or not _wished():
            return
        self._folder = TemporaryDirectory(prefix="newsclean-")
        try:
            built = _compiled(Path(self.root), Path(self._folder.name), self.config["modules"])
        except BaseException:
            self._folder.cleanup()
            raise
        build_data["infer_tag"], build_data["pure_python"] = True, False
        build_data["force_include"].update({str(path): place for place, path in built.items()})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what was built: the wheel holds it."""
        if self._folder is not None:
            self._folder.cleanup()


def _wished() -> bool:
    wish = os.environ.get(VARIABLE, "no").lower()
    if wish not in ("yes", "no"):
        raise ValueError(f"{VARIABLE} is {wish!r}; it may be yes or no")
    return wish == "yes"


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


def _compiled(root: Path, folder: Path, modules: list[str]) -> dict[str, Path]:
    """The compiled modules, by their place in the wheel. Raises CannotCompileError."""
    if reason := obstacle():
        raise CannotCompileError(reason)
    shutil.copytree(root / _SOURCE / _PACKAGE, folder / _PACKAGE)
    # In a process of its own: whatever mypyc and the compiler do, down to a crash, is a failure to compile and no more.
    command = [sys.executable, str(Path(__file__).resolve()), *modules]
    try:
        run = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=_LIMIT)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise CannotCompileError(f"compiling took more than {_LIMIT} seconds") from error
    said = run.stdout.decode("utf-8", "replace").strip()
    if run.returncode:
        raise CannotCompileError(f"compiling failed: {_reason(said)}")
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    found = [path for path in folder.rglob(f"*{suffix}") if "build" not in path.parts]
    built = {path.relative_to(folder).as_posix(): path for path in found}
    if len(built) != len(modules) + 1:  # and what they share
        raise CannotCompileError(f"{len(built)} files were built, not {len(modules) + 1}")
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
    extensions = mypycify([*options, *sources], debug_level="0", group_name=_PACKAGE)
    setup(name=_PACKAGE, ext_modules=extensions, script_args=["--quiet", "build_ext", "--inplace"])
    sys.path.insert(0, os.getcwd())
    for module in modules:
        importlib.import_module(f"{_PACKAGE}.{module}")


if __name__ == "__main__":
    _compile(sys.argv[1:])
