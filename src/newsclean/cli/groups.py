"""Option groups: a command takes records of options, and typer sees one option for each of their fields."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

import typer

Command = Callable[..., int]


class Lazy(Mapping[str, Any]):
    """Commands by name, each made when it is first asked for: to read the options of one takes some milliseconds."""

    def __init__(self, makers: Mapping[str, Callable[[str], Any]]) -> None:
        self._makers = makers
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = self._makers[name](name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def flattened(command: Command) -> Command:
    """The command with each parameter that is a dataclass replaced by the dataclass's fields.

    Typer reads the options of a command from its signature; a record declares options that several commands share
    once, and hands them on in one piece.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}

    def flat(**values: Any) -> int:
        for name, group in groups.items():
            values[name] = group(**{field.name: values.pop(field.name) for field in fields(group)})
        return command(**values)

    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(command).parameters.items():
        parameters += _fields(groups[name]) if name in groups else [_parameter(name, parameter.default, hints[name])]
    flat.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    flat.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    flat.__name__, flat.__doc__ = command.__name__, command.__doc__
    return flat


def _fields(group: Any) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [_parameter(field.name, field.default, hints[field.name]) for field in fields(group)]


def _parameter(name: str, default: object, annotation: object) -> inspect.Parameter:
    # Keywords alone: those with a default need not stand behind those without.
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def help_if_alone(ctx: typer.Context) -> None:
    """A program or group without a command: how it is used, on standard error, and status 2."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), err=True)
        raise typer.Exit(2)
