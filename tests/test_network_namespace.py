"""The real process where there is no network (`unshare -n`): a refusal and an attempt tell apart by their codes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import clean_environment
from test_addresses import PRIVATE, PUBLIC


def _can_unshare() -> bool:
    """Whether this user may have a network namespace of its own."""
    command = shutil.which("unshare")
    return (
        command is not None
        and subprocess.run([command, "-rn", "true"], capture_output=True, check=False).returncode == 0
    )


pytestmark = pytest.mark.skipif(not _can_unshare(), reason="unshare -n is not permitted here")


def codes(folder: Path, hosts: list[str], *options: str) -> tuple[int, dict[str, str]]:
    """Exit status, and the code of each host of a list; each has a path of its own, for many are the same address."""
    urls = {f"http://{host}/story-{number}": host for number, host in enumerate(hosts)}
    quick = ("--retries", "0", "--delay", "0", "--timeout", "5", "--dry-run")
    run = subprocess.run(
        ["unshare", "-rn", sys.executable, "-m", "newsclean", "fetch", "-i", "-", *quick, *options],
        input="\n".join(urls).encode(), cwd=folder, env=clean_environment(folder), capture_output=True, check=False,
    )  # fmt: skip
    lines = [line.removeprefix("newsclean: ") for line in run.stderr.decode().splitlines()]
    told = {}
    for url, host in urls.items():
        start = f"{url.replace(host, host.rpartition('@')[2])}: "
        (told[host],) = (line.removeprefix(start).partition(":")[0] for line in lines if line.startswith(start))
    assert len(lines) == len(urls)
    return run.returncode, told


def test_no_spelling_of_a_private_address_is_tried(tmp_path: Path) -> None:
    hosts = list(dict.fromkeys(PRIVATE.split()))
    _, told = codes(tmp_path, hosts)
    assert len(told) >= 60
    assert told == dict.fromkeys(hosts, "private-address")


def test_what_may_be_asked_is_tried_and_not_reached(tmp_path: Path) -> None:
    hosts = list(dict.fromkeys(PUBLIC.split()))
    _, told = codes(tmp_path, hosts)
    assert told == dict.fromkeys(hosts, "connect")
    _, told = codes(tmp_path, ["127.0.0.1", "10.0.0.1", "[::1]"], "--allow-private")
    assert set(told.values()) == {"connect"}


@pytest.mark.parametrize(
    ("host", "options", "status"),
    [("127.1", (), 9), ("127.1", ("--allow-private",), 4), ("news.example.org", (), 4)],
)
def test_exit_statuses_tell_a_refusal_from_an_attempt(
    host: str, options: tuple[str, ...], status: int, tmp_path: Path
) -> None:
    assert codes(tmp_path, [host], *options)[0] == status
