"""`newsclean explain`: one page, and why each part of it went."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer
from typer import Argument, Option

from newsclean.cli.options import Choosing, Network, PageKind, PageUrl, Telling, escapes_allowed
from newsclean.cli.pager import show
from newsclean.cli.streams import on_terminal
from newsclean.errors import InputError, NewscleanError, exit_status
from newsclean.model import NOTICE_FLAGS

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
    scores: Annotated[bool, Option("--scores", help="What each score weighed, kept blocks included.")] = False,
    compare_rules: Annotated[
        str | None, Option(metavar="FILE", help="What a file of rules would change, besides those of --rules.")
    ] = None,
    as_json: Annotated[bool, Option("--json", help="All that is known, as JSON, the page text included.")] = False,
    kind: PageKind = "auto",
    url: PageUrl = None,
) -> int:
    """Show a page with every removal in its place: its category, rule, stage and why.

    \b
    newsclean explain story.html
    newsclean explain https://example.org/story --rule promo.watch
    newsclean explain - --json < story.html
    newsclean explain story.html --compare-rules own.toml
    """
    from newsclean.job import told

    look = _Look(rule, unfold=unfold, scores=scores, as_json=as_json, escapes=escapes_allowed(telling.no_color))
    if compare_rules is not None and (rule is not None or scores or unfold):
        raise NewscleanError("usage", "--compare-rules shows changes alone: leave out --rule, --scores and --all")
    choosing = choosing.settled(ctx)
    with telling.messages() as messages:
        try:
            raw = _page(page, kind, url, network)
        except NewscleanError as error:
            messages.failure(_shown(page), error.code, error.message)
            return exit_status(error.code)
        article = _cleaned(raw, choosing)
        if compare_rules is None:
            show(_explained(article, choosing, look))
        else:
            other = replace(choosing, rules=[*(choosing.rules or ()), compare_rules])
            show(_compared(article, _cleaned(raw, other), other, look))
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


@dataclass(frozen=True, slots=True)
class _Look:
    """How the page is to be shown."""

    rule: str | None
    unfold: bool
    scores: bool
    as_json: bool
    escapes: bool  # whether a terminal may be sent them

    @property
    def drawn(self) -> bool:
        """Whether it is drawn for a terminal."""
        return not self.as_json and self.escapes and on_terminal()


def _cleaned(page: RawPage, choosing: Choosing) -> Article:
    from newsclean.clean import clean

    return clean(page, keep=choosing.keep or (), drop=choosing.drop or (), rules=choosing.rules or ())


def _explained(article: Article, choosing: Choosing, look: _Look) -> str:
    from newsclean.report.explain import NO_SCORES, explain, explain_json
    from newsclean.report.scores import judged

    rules = choosing.rules or ()
    if look.as_json:
        return explain_json(article, rules=rules, rule=look.rule)
    scores = judged(article) if look.scores else NO_SCORES
    if look.drawn:
        from newsclean.report.screen import explained

        width = shutil.get_terminal_size().columns
        return explained(article, width, rules=rules, rule=look.rule, scores=scores, fold=not look.unfold)
    return explain(article, rules=rules, rule=look.rule, scores=scores)


def _compared(before: Article, after: Article, choosing: Choosing, look: _Look) -> str:
    from newsclean.report.compare import compared, compared_json

    rules = choosing.rules or ()
    if look.as_json:
        return compared_json(before, after)
    if look.drawn:
        from newsclean.report import screen

        return screen.compared(before, after, shutil.get_terminal_size().columns, rules)
    return compared(before, after, rules)


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
