"""Settings: `newsclean.toml` of the working folder and of the user's config folder, and `NEWSCLEAN_<OPTION>`.

They set the same names as the options of the command line. The environment wins over the working folder's file, that
one over the user's. What a value must look like is the option's own matter; here only names and shapes are checked.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from newsclean.errors import ConfigError

FILE_NAME = "newsclean.toml"
ENVIRONMENT_PREFIX = "NEWSCLEAN_"
#: All that a file in the working folder may set: that folder may be someone else's. Where output goes and what the
#: network may do is for the user to say.
WORKING_FOLDER_OPTIONS = ("format", "rules", "keep", "drop")
#: Files that are read: in a config file their paths count from the folder that it is in.
_PATH_OPTIONS = ("rules", "cookies", "ca-file")
#: What parts several values in the environment. A header may hold a comma.
_SEPARATORS = {"header": "\n"}

Shape = Literal["flag", "list", "value"]
Value = bool | str | list[str]


@dataclass(frozen=True, slots=True)
class Settings:
    """Values by option name (`page-timeout`), and where each was set, for errors."""

    values: Mapping[str, Value]
    origins: Mapping[str, str]


def has_settings(environ: Mapping[str, str], folder: Path, user_folder: Path) -> bool:
    """Whether anything could be set: there is a file, or a variable that begins as ours do."""
    files = (folder / FILE_NAME, user_folder / FILE_NAME)
    return any(name.startswith(ENVIRONMENT_PREFIX) for name in environ) or any(map(os.path.lexists, files))


def load(shapes: Mapping[str, Shape], environ: Mapping[str, str], folder: Path, user_folder: Path) -> Settings:
    """The settings of a run. `shapes` are the options that exist, `folder` the working folder.

    Raises:
        ConfigError: a file is no TOML, or sets what does not exist, what it may not, or to a wrong shape. Variables
            that name no option are left alone: machines set their own (a Kubernetes service of that name does).
    """
    own = folder.resolve() != user_folder.resolve()
    layers = [(str(user_folder / FILE_NAME), _user_values(user_folder / FILE_NAME, shapes))]
    if own:
        layers.append((FILE_NAME, _working_folder_values(folder / FILE_NAME, shapes)))
    values: dict[str, Value] = {}
    origins: dict[str, str] = {}
    for origin, layer in layers:
        values |= layer
        origins |= dict.fromkeys(layer, origin)
    for name, shape in shapes.items():
        variable = ENVIRONMENT_PREFIX + name.upper().replace("-", "_")
        if text := environ.get(variable):
            values[name] = _split(name, text) if shape == "list" else text
            origins[name] = variable
    return Settings(values, origins)


def user_folder() -> Path:
    """Where the user's own settings are kept, as the system has it."""
    from platformdirs import user_config_path

    return user_config_path("newsclean", appauthor=False)


def cache_folder() -> Path:
    """Where what can be had again is kept, as the system has it."""
    from platformdirs import user_cache_path

    return user_cache_path("newsclean", appauthor=False)


def _split(name: str, text: str) -> list[str]:
    return [part.strip() for part in text.split(_SEPARATORS.get(name, ",")) if part.strip()]


def _user_values(path: Path, shapes: Mapping[str, Shape]) -> dict[str, Value]:
    return {name: _located(name, value, path.parent) for name, value in _read(path, shapes).items()}


def _working_folder_values(path: Path, shapes: Mapping[str, Shape]) -> dict[str, Value]:
    values = _read(path, shapes)
    for name in values:
        if name not in WORKING_FOLDER_OPTIONS:
            allowed = ", ".join(WORKING_FOLDER_OPTIONS)
            raise ConfigError(
                "config",
                f"{path.name}: a file in the working folder may set {allowed} only, not '{name}'; "
                f"set it in {user_folder() / FILE_NAME}, as {ENVIRONMENT_PREFIX}{name.upper().replace('-', '_')}, "
                "or on the command line",
            )
    return values


def _read(path: Path, shapes: Mapping[str, Shape]) -> dict[str, Value]:
    """The values of a file; none where there is no file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise ConfigError("config", f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError("config", f"{path}: is not UTF-8 text; save it as UTF-8") from error
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError("config", f"{path}: not TOML: {error}") from error
    return {name: _shaped(path, name, value, shapes) for name, value in table.items()}


def _shaped(path: Path, name: str, value: Any, shapes: Mapping[str, Shape]) -> Value:
    """A value as the command line would give it."""
    if name not in shapes:
        from difflib import get_close_matches

        near = get_close_matches(name, shapes, n=1)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        raise ConfigError("config", f"{path}: no option is called '{name}'{hint}")
    shape = shapes[name]
    if shape == "flag" and isinstance(value, bool):
        return value
    if shape == "list" and isinstance(value, list) and all(isinstance(part, str) for part in value):
        return value
    if shape == "list" and isinstance(value, str):
        return [value]
    if shape == "value" and isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    expected = {"flag": "true or false", "list": 'a list of texts, such as ["a", "b"]', "value": "one text or number"}
    raise ConfigError("config", f"{path}: '{name}': expected {expected[shape]}")


def _located(name: str, value: Value, folder: Path) -> Value:
    if name not in _PATH_OPTIONS or isinstance(value, bool):
        return value
    paths = value if isinstance(value, list) else [value]
    located = [str(folder / Path(path).expanduser()) for path in paths]
    return located if isinstance(value, list) else located[0]
