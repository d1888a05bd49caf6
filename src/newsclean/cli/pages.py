"""`newsclean fetch` and `newsclean clean`: from options to one call of the library, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer
from typer import Argument, Option

from newsclean.cli.options import Choosing, Finding, Network, PageKind, PageUrl, Telling, Writing, on_command_line
from newsclean.cli.streams import on_terminal, standard_input, standard_output, write_output
from newsclean.errors import InputError, NewscleanError, exit_status
from newsclean.fetchoptions import MIB
from newsclean.report.escape import shown

if TYPE_CHECKING:
    from newsclean.batch import Options, Outcome, Report, Summary
    from newsclean.model import RawPage
    from newsclean.savedpages import Store

STREAM = "-"
FOLDER = "clean"
_MAX_BYTES = 20 * MIB


def clean(
    ctx: typer.Context,
    inputs: Annotated[
        list[str], Argument(metavar="PATH...", help="Files, folders, globs, s3:// and the like; - is standard input.")
    ],
    writing: Writing,
    choosing: Choosing,
    telling: Telling,
    jobs: Annotated[
        int | None, Option("--jobs", "-j", metavar="N", min=1, help="Pages at once.", show_default="one a core")
    ] = None,
    kind: PageKind = "auto",
    url: PageUrl = None,
    field: Annotated[
        str | None,
        Option(
            metavar="NAME", help="Of JSON lines, CSV and Parquet: what holds the page.", show_default="html, else text"
        ),
    ] = None,
    url_field: Annotated[
        str | None, Option(metavar="NAME", help="Of these: what holds its address.", show_default="url")
    ] = None,
    max_bytes: Annotated[int, Option(metavar="N", min=1, help="Largest input, unpacked.")] = _MAX_BYTES,
) -> int:
    """Clean saved pages and scraped text.

    Writes NAME.txt and NAME.json for each article; what standard input holds goes to standard output.

    \b
    newsclean clean pages                     a folder, into clean/
    newsclean clean story.html -o -           one page, to standard output
    newsclean clean - < story.html            the same
    newsclean clean 'dump/*.txt' -f jsonl     all articles into clean/articles.jsonl
    """
    from newsclean import batch, sources

    output = _output(writing, only_standard_input=inputs == [STREAM])
    options = _batch_options(ctx, writing, choosing, output, jobs or _cores())

    def run(report: Report) -> Summary:
        try:
            return batch.clean_paths(
                inputs,
                options,
                kind=kind,
                url=url,
                max_bytes=max_bytes,
                field=field,
                url_field=url_field,
                report=report,
            )
        except ValueError as error:
            raise NewscleanError("usage", str(error)) from error

    return _told(run, writing, telling, output, partial(sources.count, inputs))


def fetch(
    ctx: typer.Context,
    writing: Writing,
    choosing: Choosing,
    network: Network,
    finding: Finding,
    telling: Telling,
    urls: Annotated[list[str] | None, Argument(metavar="URL...", show_default=False)] = None,
    url_list: Annotated[
        str | None,
        Option(
            "--input", "-i", metavar="LIST|-", help="URLs, one a line, or JSON lines with url; - is standard input."
        ),
    ] = None,
    jobs: Annotated[int, Option("--jobs", "-j", metavar="N", min=1, help="Hosts at once.")] = 16,
) -> int:
    """Fetch pages and clean them.

    Obeys robots.txt and asks one host for one page a second. Writes two files for each article.

    \b
    newsclean fetch https://example.org/story           into clean/
    newsclean fetch https://example.org/story -o -      to standard output
    newsclean fetch -i urls.txt -o articles -f md       a list, into articles/
    """
    from newsclean import batch, savedpages
    from newsclean.cli.memory import return_large_blocks
    from newsclean.fetch import Fetcher

    return_large_blocks()
    if not urls and url_list is None:
        raise NewscleanError("usage", "name a URL, or a list of them with -i LIST")
    asked = chain(urls or (), _listed(url_list) if url_list else ())
    output = _output(writing, only_standard_input=False)
    options = _batch_options(ctx, writing, choosing, output, jobs)
    with ExitStack() as held:
        fetcher = held.enter_context(Fetcher(finding.options(network)))
        get: Callable[[str], RawPage] = fetcher.fetch
        if finding.save_pages is not None and output is not None:
            get = savedpages.keeping(get, held.enter_context(_store(finding.save_pages, output)))

        def run(report: Report) -> Summary:
            return batch.fetch_urls(
                asked, get, options, pause=fetcher.pause, wake=fetcher.stop, report=report,
                asked="all pages" if finding.all_pages else None,
            )  # fmt: skip

        return _told(run, writing, telling, output, lambda: None)


def _store(path: Path, output: Path | str | BinaryIO) -> Store:
    """Where pages are kept. Raises NewscleanError where articles go to the same folder, OutputError, ConfigError."""
    from newsclean import savedpages

    if isinstance(output, Path) and path.resolve() == output.resolve():
        raise NewscleanError("usage", f"articles go to {output}; give --save-pages another folder")
    return savedpages.opened(path)


def _cores() -> int:
    """Cores that this process may use, where the system tells; else all there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _output(writing: Writing, *, only_standard_input: bool) -> Path | str | BinaryIO | None:
    """Where articles go: a folder, the address of one elsewhere, a stream, or (with --dry-run) nowhere."""
    from newsclean.filesystems import is_remote, local

    target = writing.output or (STREAM if only_standard_input else FOLDER)
    if writing.null and not writing.paths:
        raise NewscleanError("usage", "-0 ends the names that --paths prints; give --paths too")
    if writing.paths and target == STREAM:
        raise NewscleanError("usage", "--paths names files, and with -o - there are none")
    if writing.dry_run:
        return None
    if target == STREAM:
        return standard_output()
    target = local(target)
    return target.rstrip("/") if is_remote(target) else Path(target)


def _batch_options(
    ctx: typer.Context, writing: Writing, choosing: Choosing, output: Path | str | BinaryIO | None, jobs: int
) -> Options:
    from newsclean.batch import Options

    formats = tuple(dict.fromkeys(writing.format or ()))
    if len(formats) > 1 and not isinstance(output, Path | str | None):
        if on_command_line(ctx, "format"):
            raise NewscleanError("usage", f"standard output takes one format, not {len(formats)}; write to -o DIR")
        formats = formats[:1]
    choosing = choosing.settled(ctx)
    drop = {*(choosing.drop or ()), *(("table",) if writing.no_tables else ())}
    if drop & set(choosing.keep or ()):
        raise NewscleanError("usage", "table: to be kept and left out; say one of the two")
    return Options(
        output=output,
        formats=formats,
        keep=tuple(choosing.keep or ()),
        drop=tuple(sorted(drop)),
        rules=tuple(choosing.rules or ()),
        jobs=jobs,
        page_timeout=writing.page_timeout,
        force=writing.force,
        retry_failed=writing.retry_failed,
        shard_size=writing.shard_size,
        dedup=writing.dedup,
        links=writing.links,
        images=writing.images,
        scheduler=writing.scheduler,
    )


def _told(
    run: Callable[[Report], Summary],
    writing: Writing,
    telling: Telling,
    output: Path | str | BinaryIO | None,
    total: Callable[[], int | None],
) -> int:
    """Run, tell what happens, print paths if they are asked for, and give the exit status."""
    directory = output if isinstance(output, Path | str) else None
    printer = _PathPrinter(directory, b"\0" if writing.null else b"\n") if writing.paths and directory else None
    with telling.messages(verbose=writing.dry_run, as_json=writing.log_json) as messages:
        if not (on_terminal() and (printer or directory is None)):
            messages.start_progress(total)

        def report(outcome: Outcome) -> None:
            messages.outcome(outcome)
            if printer:
                printer.print(outcome.files)

        try:
            summary = run(report)
        except NewscleanError as error:
            if not writing.log_json:
                raise
            messages.end(error)
            return exit_status(error.code)
        if printer:
            printer.print(summary.collected)
        messages.summary(summary, directory)
    return summary.exit_status(writing.fail_on)


@dataclass(frozen=True, slots=True)
class _PathPrinter:
    """Paths of written files, as the file system has them, for other programs."""

    directory: Path | str  # the address of one in another file system
    end: bytes

    def print(self, files: Iterable[str]) -> None:
        paths = (os.path.join(self.directory, file) for file in files)
        write_output(b"".join(os.fsencode(shown(path) if on_terminal() else path) + self.end for path in paths))


def _listed(path: str) -> Iterable[str]:
    """The URLs of a list. Raises InputError when it cannot be read."""
    from newsclean import urllists

    try:
        stream = standard_input() if path == STREAM else Path(path).open("rb")  # noqa: SIM115 (open until the last URL)
    except FileNotFoundError as error:
        raise InputError("not-found", f"there is no list {path}; -i takes a file with a URL on each line") from error
    except OSError as error:
        raise InputError("unreadable", f"cannot read the list {path}: {error.strerror or error}") from error
    return urllists.read(stream)
