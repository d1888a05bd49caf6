"""The commands as one program, and the settings that stand behind their options."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.main
from typer import Option
from typer.core import TyperGroup

from newsclean.cli.groups import Lazy, flattened, help_if_alone

if TYPE_CHECKING:
    from newsclean.config import Shape, Value

#: Options that no setting can stand for.
_NO_SETTINGS = ("help", "version")
#: Commands that are in a module of their own.
_MODULES = {"explain": "explain", "discover": "discover", "report": "report"}

# Typer would import rich for its help and its tracebacks: 60 ms at every start.
_PLAIN: dict[str, Any] = {"rich_markup_mode": None, "pretty_exceptions_enable": False}


def _page_command(name: str) -> Any:
    from importlib import import_module

    module = import_module(f"newsclean.cli.{_MODULES.get(name, 'pages')}")
    command = typer.Typer(add_completion=False, **_PLAIN)
    command.command(name)(flattened(getattr(module, name)))
    return typer.main.get_command(command)


def _rules(name: str) -> Any:
    from newsclean.cli.rules import commands

    command = typer.main.get_command(commands)
    command.name = name
    return command


class _Commands(TyperGroup):
    """The commands, in the order of the help."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        pages = ("clean", "fetch", "explain", "discover", "report")
        makers = {**dict.fromkeys(pages, _page_command), "rules": _rules}
        self.commands = Lazy(makers)  # type: ignore[assignment]  # no command is added later

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (click's signature; typer's would make them all)
        return list(self.commands)


app = typer.Typer(name="newsclean", cls=_Commands, **_PLAIN)


def _version(wanted: bool) -> None:
    if wanted:
        from newsclean import __version__

        typer.echo(f"newsclean {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def program(
    ctx: typer.Context,
    version: Annotated[  # noqa: ARG001 (its callback does the work)
        bool, Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """The words of a news article and nothing else, with every removed sentence accounted for.

    \b
    newsclean clean pages                      a folder of saved pages, into clean/
    newsclean clean - < story.html             one page, to standard output
    newsclean fetch https://example.org/story  the same from the web, into clean/
    newsclean explain story.html               what was removed from a page, and why
    newsclean report clean                     a page to review a batch by eye
    """
    help_if_alone(ctx)
    from newsclean import config

    user_folder = config.user_folder()
    if not config.has_settings(os.environ, Path(), user_folder):
        return  # then only the command that is asked for has to be made
    settings = config.load(_shapes(ctx.command), os.environ, Path(), user_folder)
    ctx.obj = settings.origins
    ctx.default_map = _defaults(ctx.command, settings.values)


def _commands(command: Any) -> Mapping[str, Any]:
    found: Mapping[str, Any] = getattr(command, "commands", {})
    return found


def setting_name(option: Any) -> str:
    """What a setting calls an option: its long name without the dashes."""
    longest: str = max(option.opts, key=len)
    return longest.lstrip("-")


def _settable(command: Any) -> Iterator[Any]:
    """The options of a command, not of its own commands, that settings can stand for."""
    for parameter in command.params:
        if parameter.param_type_name == "option" and setting_name(parameter) not in _NO_SETTINGS:
            yield parameter


def _shapes(command: Any) -> dict[str, Shape]:
    shapes: dict[str, Shape] = {}
    for inner in _commands(command).values():
        shapes |= {setting_name(option): _shape(option) for option in _settable(inner)} | _shapes(inner)
    return shapes


def _shape(option: Any) -> Shape:
    if option.is_flag:
        return "flag"
    return "list" if option.multiple else "value"


def _defaults(command: Any, values: Mapping[str, Value]) -> dict[str, Any]:
    """Click's map of defaults: parameter to value, and command to its own map."""
    defaults: dict[str, Any] = {
        option.name: values[setting_name(option)] for option in _settable(command) if setting_name(option) in values
    }
    return defaults | {name: _defaults(inner, values) for name, inner in _commands(command).items()}
