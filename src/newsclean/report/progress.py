"""The line that moves while pages are worked on."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from newsclean.report.escape import shown

if TYPE_CHECKING:
    from newsclean.batch import Outcome

_REFRESH_SECONDS = 0.1


class Progress:
    """Inputs so far, failures, pace, and the input in hand. How many are to come is not known: folders are walked.

    Drawn by the thread that reports, when there is something to report: no thread of its own, for a process with
    threads must not fork.
    """

    def __init__(self) -> None:
        self._console = Console(file=sys.stderr, force_terminal=True, markup=False, highlight=False, emoji=False)
        self._spinner = Spinner("dots")
        self._started = self._drawn = time.monotonic()
        self._count = self._failed = 0
        self._live = Live(
            self._spinner,
            console=self._console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live.start(refresh=True)

    def advance(self, outcome: Outcome) -> None:
        """Count one input."""
        self._count += 1
        self._failed += outcome.status == "failed"
        now = time.monotonic()
        if now - self._drawn >= _REFRESH_SECONDS:
            self._drawn = now
            self._spinner.update(text=self._line(now - self._started, outcome.input))
            self._live.refresh()

    def print(self, line: str) -> None:
        """A line above the one that moves."""
        self._console.print(Text(line), soft_wrap=True)

    def stop(self) -> None:
        """Take the line away."""
        self._live.stop()

    def _line(self, seconds: float, name: str) -> Text:
        failed = f" · {self._failed:,} failed" if self._failed else ""
        text = Text(f"{self._count:,} inputs{failed} · {self._count / seconds:.1f}/s · {shown(name)}", no_wrap=True)
        text.overflow = "ellipsis"
        return text
