"""The options that several commands share, in groups; each group makes of its options what the library takes."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from typer import Option

from newsclean.cli import checks
from newsclean.errors import NewscleanError
from newsclean.fetchoptions import ARCHIVE, FetchOptions, default_user_agent
from newsclean.model import KEPT_CATEGORIES, NOTICE_FLAGS, REMOVED_CATEGORIES

if TYPE_CHECKING:
    from newsclean.report.messages import Messages

_NETWORK = FetchOptions()
_PAGE_TIMEOUT = 20.0

PageKind = Annotated[Literal["auto", "html", "text", "mhtml"], Option(help="What the input is; auto looks at it.")]
PageUrl = Annotated[str | None, Option(metavar="URL", help="The address of a single page, where it is known.")]


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told on standard error."""

    quiet: Annotated[bool, Option("--quiet", "-q", help="Tell failures only.")] = False
    verbose: Annotated[bool, Option("--verbose", "-v", help="Tell what becomes of each input.")] = False
    no_color: Annotated[bool, Option("--no-color", help="No colours, no moving line; so does NO_COLOR.")] = False
    log_file: Annotated[
        Path | None, Option(metavar="FILE", help="Append all that -v tells to a file, with the time.")
    ] = None

    def messages(self, *, verbose: bool = False, as_json: bool = False) -> Messages:
        """Who tells it; `verbose` as with -v, `as_json` as with --log-json.

        Raises OutputError for a log file that cannot be written.
        """
        from newsclean.report.messages import Messages

        return Messages(
            quiet=self.quiet,
            verbose=self.verbose or verbose,
            color=escapes_allowed(self.no_color),
            as_json=as_json,
            log_file=self.log_file,
        )


@dataclass(frozen=True, slots=True)
class Choosing:
    """What is removed."""

    keep: Annotated[
        list[str] | None,
        Option(
            metavar="CATEGORY",
            callback=checks.categories,
            help=f"Leave a category in; repeatable. Removed are: {', '.join(REMOVED_CATEGORIES)}.",
        ),
    ] = None
    drop: Annotated[
        list[str] | None,
        Option(
            metavar="CATEGORY",
            callback=checks.categories,
            help=f"Take a category out; repeatable. Kept are: {', '.join(KEPT_CATEGORIES)}.",
        ),
    ] = None
    rules: Annotated[
        list[str] | None, Option(metavar="FILE", help="A file of boilerplate rules of your own; repeatable.")
    ] = None

    def settled(self, ctx: typer.Context) -> Choosing:
        """The same without contradictions: what the command line says of a category counts more than settings."""
        keep, drop = set(self.keep or ()), set(self.drop or ())
        both = keep & drop
        said = {name: on_command_line(ctx, name) for name in ("keep", "drop")}
        if both and said["keep"] == said["drop"]:
            raise NewscleanError("usage", f"{', '.join(sorted(both))}: to be kept and dropped; say one of the two")
        if said["keep"]:
            drop -= both
        else:
            keep -= both
        return Choosing(sorted(keep), sorted(drop), self.rules)


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written and where, and what of it is done again."""

    output: Annotated[
        str | None,
        Option(
            "--output",
            "-o",
            metavar="DIR|-",
            help="Where files go; - is standard output. Files of many articles may go to s3:// and the like.",
            show_default="clean",
        ),
    ] = None
    format: Annotated[
        list[str] | None,
        Option(
            "--format",
            "-f",
            metavar="FORMAT",
            callback=checks.formats,
            help="txt, md, html, json, jsonl, csv, tei or parquet; repeatable.",
            show_default="txt and json; on standard output txt",
        ),
    ] = None
    paths: Annotated[bool, Option("--paths", help="Print the path of each written file on standard output.")] = False
    null: Annotated[bool, Option("--null", "-0", help="With --paths: a NUL behind each, no line break.")] = False
    force: Annotated[bool, Option("--force", help="Do again what is done and unchanged.")] = False
    retry_failed: Annotated[bool, Option("--retry-failed", help="Do again what failed before.")] = False
    dry_run: Annotated[bool, Option("--dry-run", help="Write nothing; tell what becomes of each input.")] = False
    fail_on: Annotated[
        str,
        Option(
            metavar="any|never|FLAG",
            callback=checks.fail_on,
            help=f"any: the status is 1 when inputs failed. never: it is 0. {', '.join(NOTICE_FLAGS)}: as any, "
            "and articles with that flag count as failed.",
        ),
    ] = "any"
    shard_size: Annotated[
        int | None,
        Option(
            metavar="N",
            min=1,
            help="Articles of one jsonl, csv or parquet file, which is then articles-00001 and so on.",
            show_default="all in one",
        ),
    ] = None
    dedup: Annotated[
        Literal["exact", "near"] | None,
        Option(help="Leave out articles that say what an earlier one says, letter for letter or nearly."),
    ] = None
    links: Annotated[bool, Option("--links", help="In md, html and tei: links with their addresses, too.")] = False
    images: Annotated[bool, Option("--images", help="In md, html and tei: images, too.")] = False
    no_tables: Annotated[bool, Option("--no-tables", help="Leave tables out; the same as --drop table.")] = False
    scheduler: Annotated[
        str | None, Option(metavar="ADDRESS", help="Clean on the Dask cluster whose scheduler is there.")
    ] = None
    log_json: Annotated[
        bool, Option("--log-json", help="Tell what is told, in the log file too, as objects of JSON, one a line.")
    ] = False
    page_timeout: Annotated[
        float, Option(metavar="SECONDS", min=0.1, help="For one page, after its bytes are there.")
    ] = _PAGE_TIMEOUT


@dataclass(frozen=True, slots=True)
class Network:
    """What may be asked of the network."""

    timeout: Annotated[
        float, Option(metavar="SECONDS", min=0.1, help="For all of one URL: redirects, retries, robots.txt.")
    ] = _NETWORK.timeout
    max_bytes: Annotated[int, Option(metavar="N", min=1, help="Largest page, unpacked; half of it on the wire.")] = (
        _NETWORK.max_bytes
    )
    retries: Annotated[int, Option(metavar="N", min=0, help="After failures that can heal.")] = _NETWORK.retries
    delay: Annotated[float, Option(metavar="SECONDS", min=0, help="Between two URLs of one host.")] = _NETWORK.delay
    user_agent: Annotated[str, Option(metavar="TEXT", help="How newsclean introduces itself.")] = default_user_agent()
    header: Annotated[
        list[str] | None,
        Option(metavar="NAME:VALUE", callback=checks.headers, help="Sent to the URL's own host; repeatable."),
    ] = None
    cookies: Annotated[str | None, Option(metavar="FILE", help="Cookies to send, in Netscape's format.")] = None
    ca_file: Annotated[
        str | None, Option(metavar="FILE", help="Certificate authorities to trust besides the usual (PEM).")
    ] = None
    proxy: Annotated[str | None, Option(metavar="URL", help="http://[user:password@]host:port")] = None
    trust_env: Annotated[bool, Option("--trust-env", help="Use the environment's proxies, SSL_CERT_FILE.")] = False
    no_robots: Annotated[bool, Option("--no-robots", help="Fetch what robots.txt forbids, too.")] = False
    allow_private: Annotated[
        bool, Option("--allow-private", help="Fetch from addresses that are not of the public internet, too.")
    ] = False

    def options(self) -> FetchOptions:
        """As the library takes them."""
        return FetchOptions(
            timeout=self.timeout,
            max_bytes=self.max_bytes,
            retries=self.retries,
            delay=self.delay,
            user_agent=self.user_agent,
            headers=tuple(_header(header) for header in self.header or ()),
            cookies=self.cookies,
            ca_file=self.ca_file,
            proxy=self.proxy,
            trust_env=self.trust_env,
            robots=not self.no_robots,
            allow_private=self.allow_private,
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """What is fetched besides one page, and what is kept of it."""

    save_pages: Annotated[
        Path | None,
        Option(metavar="DIR", help="Keep the pages as they came, for `newsclean clean DIR`; NAME.warc.gz is one file."),
    ] = None
    all_pages: Annotated[
        bool, Option("--all-pages", help="Fetch the further pages of an article, too, as one article.")
    ] = False
    archive: Annotated[
        bool, Option("--archive", help="Take a page that is gone from the Wayback Machine (or --archive-base).")
    ] = False
    archive_base: Annotated[str, Option(metavar="URL", help="The archive that --archive asks.")] = ARCHIVE

    def options(self, network: Network) -> FetchOptions:
        """As the library takes them."""
        archive = self.archive_base if self.archive else None
        return replace(network.options(), all_pages=self.all_pages, archive=archive)


def on_command_line(ctx: typer.Context, name: str) -> bool:
    """Whether a parameter's value was given on the command line, and not by settings or a default."""
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def escapes_allowed(no_color: bool) -> bool:
    """Whether a terminal may be sent escapes (https://no-color.org)."""
    return not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") not in ("dumb", "unknown")


def _header(text: str) -> tuple[str, str]:
    name, _, value = text.partition(":")
    return name.strip(), value.strip()
