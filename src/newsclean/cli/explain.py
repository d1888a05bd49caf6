"""`newsclean explain`: one page, and why each part of it went."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer
from typer import Argument, Option

from newsclean.cli.options import Choosing, Network, PageKind, PageUrl, Telling, escapes_allowed
from newsclean.cli.streams import on_terminal, write_output
from newsclean.model import NOTICE_FLAGS, InputError, NewscleanError, exit_status

if TYPE_CHECKING:
    from newsclean.model import Article, Kind, RawPage


def explain(
    ctx: typer.Context,
    page: Annotated[str, Argument(metavar="INPUT", help="A file, a URL, or - for standard input.")],
    choosing: Choosing,
    network: Network,
    telling: Telling,
    unfold: Annotated[bool, Option("--all", help="On a terminal: show long removed runs, too.")] = False,
    rule: Annotated[str | None, Option(metavar="ID", help="What one rule removed, and the text around it.")] = None,
    as_json: Annotated[bool, Option("--json", help="All that is known, as JSON, the page text included.")] = False,
    kind: PageKind = "auto",
    url: PageUrl = None,
) -> int:
    """Show a page with every removal in its place: its category, rule, stage and why.

    \b
    newsclean explain story.html
    newsclean explain https://example.org/story --rule promo.watch
    newsclean explain - --json < story.html
    """
    from newsclean.clean import clean
    from newsclean.job import told

    choosing = choosing.settled(ctx)
    rules = tuple(choosing.rules or ())
    with telling.messages() as messages:
        try:
            raw = _page(page, kind, url, network)
        except NewscleanError as error:
            messages.failure(_shown(page), error.code, error.message)
            return exit_status(error.code)
        article = clean(raw, keep=choosing.keep or (), drop=choosing.drop or (), rules=rules)
        _show(article, rules, rule, unfold=unfold, as_json=as_json, escapes=escapes_allowed(telling.no_color))
        failure = next((flag for flag in article.flags if flag.name not in NOTICE_FLAGS), None)
        if failure:
            messages.failure(_shown(page), failure.name, told(failure))
    return exit_status(failure.name) if failure else 0


def _is_url(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def _shown(name: str) -> str:
    """What the page is called in messages: a URL without its password."""
    if not _is_url(name):
        return name
    from newsclean import weburl

    return weburl.shown(name)


def _page(name: str, kind: Kind, url: str | None, network: Network) -> RawPage:
    """The one page that is meant. Raises InputError, FetchError, ConfigError."""
    from newsclean import sources

    if _is_url(name):
        from newsclean.fetch import fetch

        page = fetch(name, network.options())
        return page if kind == "auto" else replace(page, kind=kind)
    found = sources.expand([name], kind=kind, url=url, max_bytes=network.max_bytes)
    items = list(islice((item for item in found if not isinstance(item, sources.Skipped)), 2))
    if len(items) != 1:
        raise NewscleanError("usage", f"explain takes one page, and {name} holds {'several' if items else 'none'}")
    item = items[0]
    if isinstance(item, sources.Source):
        return sources.load(item, network.max_bytes)
    raise InputError(item.code or "unreadable", item.message or "")


def _show(
    article: Article, rules: tuple[str, ...], rule: str | None, *, unfold: bool, as_json: bool, escapes: bool
) -> None:
    from newsclean.report.explain import explain, explain_json

    if not as_json and on_terminal() and escapes:
        from newsclean.report.screen import print_explained

        print_explained(article, rules=rules, rule=rule, fold=not unfold)
        return
    text = (explain_json if as_json else explain)(article, rules=rules, rule=rule)
    write_output(text.encode("utf-8", "replace"))
