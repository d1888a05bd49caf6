"""What is asked of a batch, and the job that it gives."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from newsclean import __version__, writers
from newsclean.filesystems import is_remote, local
from newsclean.job import Job, Sameness
from newsclean.many import check_categories

PAGE_TIMEOUT = 20.0


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of a run, besides its inputs."""

    #: A folder; the address of one in another file system (`s3://bucket/articles`), for files of many articles; a
    #: binary stream (standard output); or None: nothing is written, as with --dry-run.
    output: Path | str | BinaryIO | None
    formats: tuple[str, ...] = ()  # none: txt and json into a folder, txt on a stream
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    jobs: int = 1
    page_timeout: float = PAGE_TIMEOUT  # seconds for one page, after its bytes are there
    force: bool = False  # do again what is done
    retry_failed: bool = False  # do again what failed
    shard_size: int | None = None  # rows of one file of a collected format
    links: bool = False  # links and their addresses, in formats that can show them
    images: bool = False
    scheduler: str | None = None  # address of a Dask cluster's scheduler: pages are cleaned there
    dedup: Sameness | None = None  # leave out articles that say what an earlier one of the run says


def job_of(options: Options, *asked: str | None) -> Job:
    """The job that is asked for; `asked` is what else decides how inputs are read.

    Raises ValueError for unknown formats and categories, ConfigError for what needs what is not installed, RulesError,
    and OutputError `usage` for what cannot be written where it is to go.
    """
    from newsclean import rules

    directory = _directory(options.output)
    formats = options.formats or (writers.DEFAULT_FORMATS if directory else (writers.DEFAULT_STREAM_FORMAT,))
    formats = tuple(dict.fromkeys(formats))
    for name in formats:
        writers.usable(name)
    if address := remote_address(options.output):
        from newsclean.mirror import check_output

        check_output(address, formats)
    check_categories((*options.keep, *options.drop))
    rules.load(options.rules)
    if options.dedup is not None:
        from newsclean.twins import check_usable

        check_usable(options.dedup)
    job = Job(
        options.keep, options.drop, options.rules, formats, options.links, options.images, options.dedup, directory,
        force=options.force, retry_failed=options.retry_failed,
    )  # fmt: skip
    if directory is None:
        return job
    return replace(job, version=__version__, options=_digest(job, asked))


def remote_address(output: Path | str | BinaryIO | None) -> str | None:
    """The address of an output folder in another file system, or None for every other output."""
    return output.rstrip("/") if isinstance(output, str) and is_remote(local(output)) else None


def _directory(output: Path | str | BinaryIO | None) -> Path | None:
    """The folder of this machine that is written into; None where output goes to a stream, or nowhere."""
    if address := remote_address(output):
        from newsclean.mirror import working_folder

        return working_folder(address)
    if isinstance(output, str):
        return Path(local(output))
    return Path(output) if isinstance(output, os.PathLike) else None


def _digest(job: Job, asked: tuple[str | None, ...]) -> str:
    """Digest of all that decides what is written of a page, besides its bytes: options, rules, and newsclean's data."""
    options = [sorted(job.keep), sorted(job.drop), sorted(job.formats), job.links, job.images, job.sameness, asked]
    digest = hashlib.sha256(json.dumps(options).encode())
    package = Path(__file__).parent
    for path in (*map(Path, job.rules), *sorted(package.rglob("*.toml"))):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
