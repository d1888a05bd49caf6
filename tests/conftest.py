"""What the tests share: newsclean as a real process, and a watch over skipped tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
TIMEOUT = 60

# newsclean is started some hundreds of times: without bytecode, each start would compile it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

#: An S3 server takes as long to install as all else (the extra `test-s3`): `.ci/run` runs these tests by themselves.
collect_ignore = [] if find_spec("moto") else ["test_remote_output.py"]

#: Tests that may be skipped in CI, by the start of their name: what they measure on lies beside the repository, or the
#: machine does not permit or have what they need (root, a network namespace, a browser).
MAY_BE_SKIPPED = (
    "tests/test_surroundings.py::test_a_full_disk",
    "tests/test_report_browser.py::",
    "tests/test_report_hostile.py::",
    "tests/test_bench.py::",
    "tests/test_network_namespace.py::",
    "tests/test_cli_sample.py::test_shared_sample",
)


class Newsclean(Protocol):
    """Runs newsclean with arguments, in a folder of its own."""

    def __call__(
        self, *arguments: str | Path, data: bytes = b"", env: dict[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[bytes]: ...


def clean_environment(home: Path) -> dict[str, str]:
    """The environment without what changes newsclean's behaviour, and with a home without settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("NEWSCLEAN_", "XDG_")) and name not in ("NO_COLOR", "TERM", "COLUMNS", "LINES")
    }
    return kept | {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "APPDATA": str(home)}


@pytest.fixture
def newsclean(tmp_path: Path) -> Newsclean:
    """The real process in `tmp_path`; a traceback on its standard error fails every test."""

    def run(
        *arguments: str | Path, data: bytes = b"", env: dict[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        finished = subprocess.run(
            [sys.executable, "-m", "newsclean", *arguments],
            cwd=cwd or tmp_path,
            input=data,
            capture_output=True,
            env=clean_environment(tmp_path / "home") | (env or {}),
            timeout=TIMEOUT,
            check=False,
        )
        assert b"Traceback" not in finished.stderr, finished.stderr.decode()
        return finished

    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser; not for the session, for as long as it runs no other event loop can."""
    from browser import launched

    with launched() as found:
        yield found


@pytest.fixture(scope="module")
def fixtures_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the project's own fixtures, those that give no article too."""
    directory = tmp_path_factory.mktemp("report") / "clean"
    newsclean = [sys.executable, "-m", "newsclean"]
    command = [*newsclean, "clean", "fixtures/pages", "fixtures/refused", "-o", str(directory)]
    subprocess.run(command, cwd=ROOT, env=clean_environment(directory), capture_output=True, check=False)
    command = [*newsclean, "report", str(directory)]
    subprocess.run(command, cwd=ROOT, env=clean_environment(directory), capture_output=True, check=True)
    return directory / "report.html"


def _unexpected(node: str, report: Any) -> bool:
    """Whether a skip is one that CI does not take for an answer."""
    in_ci = os.environ.get("CI", "").lower() in ("1", "true")
    return in_ci and report.skipped and not hasattr(report, "wasxfail") and not node.startswith(MAY_BE_SKIPPED)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[Any]:
    """In CI a skipped test is a failure: it would show nothing and look as if it did."""
    report = yield
    if _unexpected(item.nodeid, report):
        report.outcome, report.longrepr = "failed", f"skipped in CI: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[Any]:
    """The same for files that are skipped as a whole."""
    report = yield
    if _unexpected(f"{collector.nodeid}::", report):
        report.outcome, report.longrepr = "failed", f"skipped in CI: {report.longrepr}"
    return report
