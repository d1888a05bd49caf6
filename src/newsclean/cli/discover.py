"""`newsclean discover`: the addresses of a site's articles."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from typer import Argument, Option

from newsclean.cli.options import Network, Telling  # noqa: TC001 (read at run time)
from newsclean.cli.streams import on_terminal, write_output
from newsclean.errors import FetchError, NewscleanError, exit_status
from newsclean.report.escape import shown


def discover(
    ctx: typer.Context,  # noqa: ARG001 (as the other commands have it)
    site: Annotated[str, Argument(metavar="SITE", help="A host, a page, a feed or a sitemap.")],
    network: Network,
    telling: Telling,
    since: Annotated[str | None, Option(metavar="DATE", help="Leave out what is older, or has no date.")] = None,
    match: Annotated[str | None, Option(metavar="REGEX", help="Only addresses in which it is found.")] = None,
    as_json: Annotated[bool, Option("--json", help="For each a line of JSON: url, date, title.")] = False,
) -> int:
    """List the articles of a site, newest first, from its feeds and sitemaps.

    \b
    newsclean discover example.org
    newsclean discover example.org --since 2024-05-31 | newsclean fetch -i - -o news
    """
    from newsclean import weburl
    from newsclean.discover import discover as found_at

    with telling.messages() as messages:
        try:
            entries = found_at(site, network.options(), since=since, match=match)
        except FetchError as error:
            messages.failure(weburl.shown(site), error.code, error.message)
            return exit_status(error.code)
        except ValueError as error:
            raise NewscleanError("usage", str(error)) from error
        for entry in entries:
            line = json.dumps(entry.to_dict(), ensure_ascii=False) if as_json else entry.url
            write_output(f"{shown(line) if on_terminal() else line}\n".encode("utf-8", "replace"))
    return 0
