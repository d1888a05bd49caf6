"""A real browser for tests, where there is one: Debian's Chromium, or another that calls itself Chrome."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: Where axe-core's `axe.min.js` is, for the tests of accessibility.
AXE = "AXE_CORE"


@contextmanager
def launched() -> Iterator[Browser]:
    """The browser without a window. Skips the test, with a word, where there is none."""
    driver = pytest.importorskip("playwright.sync_api", reason="no browser: playwright is not installed")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is there")
    # The kernel's sandbox is not to be had in most containers, nor by root; what is shown is ours, or made harmless.
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page did that a report must not do."""

    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether it did none of that."""
        return not (self.dialogs or self.requests or self.errors)


@contextmanager
def opened(browser: Browser, report: Path, view: str = "", **settings: Any) -> Iterator[tuple[Page, Watch]]:
    """A report in a window of its own, and what it did. Only the file itself may be asked for."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "accept_downloads": True} | settings)
    page, watch = context.new_page(), Watch()
    address = report.resolve().as_uri()

    def asked(request: Any) -> None:
        if request.url.partition("#")[0] != address and not request.url.startswith("blob:"):
            watch.requests.append(request.url)

    def said(message: Any) -> None:
        if message.type in ("error", "warning"):
            watch.errors.append(message.text)

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: watch.errors.append(str(error)))
    page.on("dialog", lambda dialog: (watch.dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(address + view)
    yield page, watch
    context.close()


def axe_path() -> Path:
    """Where axe-core is. Skips the test, with a word, where it is not."""
    path = Path(os.environ.get(AXE, ""))
    if not path.is_file():
        pytest.skip(f"no axe-core: {AXE} does not name its axe.min.js (npm install axe-core)")
    return path


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong of WCAG's levels A and AA."""
    page.evaluate(axe_path().read_text("utf-8"))
    tags = json.dumps(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    found = page.evaluate(f"axe.run(document, {{ runOnly: {tags} }})")
    assert found["passes"]
    return [f"{v['id']}: {node['html'][:150]}" for v in found["violations"] for node in v["nodes"]]


def main_thread_tasks(browser: Browser, page: Page, do: Callable[[], object]) -> list[float]:
    """Milliseconds of CPU that each task of the page's main thread took while something was done.

    CPU, for a machine that is busy with other things would make any page seem slow.
    """
    browser.start_tracing(page=page, categories=["toplevel"])
    do()
    events = json.loads(browser.stop_tracing())["traceEvents"]
    names = {(e["pid"], e["tid"]): e["args"]["name"] for e in events if e["name"] == "thread_name"}
    tasks = [e for e in events if names.get((e["pid"], e["tid"])) == "CrRendererMain" and "RunTask" in e["name"]]
    return [task["tdur"] / 1000 for task in tasks if "tdur" in task]
