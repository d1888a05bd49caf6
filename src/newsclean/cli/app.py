"""The commands as one program, and the settings that stand behind their options."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import Option

from newsclean.cli.explain import explain
from newsclean.cli.groups import flattened, help_if_alone
from newsclean.cli.pages import clean, fetch
from newsclean.cli.rules import commands as rules

if TYPE_CHECKING:
    from newsclean.config import Shape, Value

#: Options that no setting can stand for.
_NO_SETTINGS = ("help", "version")

# Typer would import rich for its help and its tracebacks: 60 ms at every start.
app = typer.Typer(name="newsclean", rich_markup_mode=None, pretty_exceptions_enable=False)


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
    """
    help_if_alone(ctx)
    from newsclean import config

    settings = config.load(_shapes(ctx.command), os.environ, Path(), config.user_folder())
    ctx.obj = settings.origins
    ctx.default_map = _defaults(ctx.command, settings.values)


app.command()(flattened(clean))
app.command()(flattened(fetch))
app.command()(flattened(explain))
app.add_typer(rules, name="rules")


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
