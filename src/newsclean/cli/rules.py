"""`newsclean rules`: the boilerplate rules, seen and tried."""

from __future__ import annotations

from typing import Annotated

import typer
from typer import Argument, Option

from newsclean.cli import checks
from newsclean.cli.groups import help_if_alone
from newsclean.cli.streams import write_output
from newsclean.report.escape import shown

RuleFiles = Annotated[
    list[str] | None, Option("--rules", metavar="FILE", help="A file of rules of your own; repeatable.")
]


def list_rules(
    files: RuleFiles = None,
    language: Annotated[
        str | None,
        Option(metavar="TAG", callback=checks.language, help="Those of a language; of all: common; your own: user."),
    ] = None,
    category: Annotated[
        str | None, Option(metavar="CATEGORY", callback=checks.category, help="Those that remove one category.")
    ] = None,
    as_json: Annotated[bool, Option("--json", help="All of each rule, as a list.")] = False,
) -> int:
    """Every rule in force, one a line: id, category, action, where, match, language, why."""
    from newsclean import rules
    from newsclean.report.ruletable import rules_json, table

    listed = [
        rule
        for rule in rules.load(tuple(files or ())).all()
        if language in (None, rule.language) and category in (None, rule.category)
    ]
    write_output((rules_json if as_json else table)(listed).encode())
    return 0


def show_rule(rule: Annotated[str, Argument(metavar="ID")], files: RuleFiles = None) -> int:
    """One rule in full: its phrases, why it is there, what it must remove and what it must keep."""
    from newsclean import rules
    from newsclean.report.ruletable import described

    write_output(described(rules.load(tuple(files or ())).find(rule)).encode())
    return 0


def try_rules(
    files: Annotated[
        list[str] | None, Argument(metavar="FILE...", help="Rules of your own.", show_default=False)
    ] = None,
    more_files: RuleFiles = None,
) -> int:
    """Try every rule on its own examples and keeps, and its expressions on hostile lines."""
    from newsclean import rules

    ruleset = rules.load((*(more_files or ()), *(files or ())))
    failures = rules.test(ruleset)
    lines = [f"rules: {failure}" for failure in failures]
    for line in lines or [f"{sum(1 for _ in ruleset.all())} rules do what their examples say"]:
        typer.echo(f"newsclean: {shown(line)}", err=True)
    return 2 if failures else 0


def rules(ctx: typer.Context) -> None:
    """The boilerplate rules."""
    help_if_alone(ctx)


commands = typer.Typer(rich_markup_mode=None)
commands.callback(invoke_without_command=True)(rules)
commands.command("list")(list_rules)
commands.command("show")(show_rule)
commands.command("test")(try_rules)
