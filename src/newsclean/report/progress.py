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
    from newsclean.report.pace import Pace

_REFRESH_SECONDS = 0.1


class Progress:
    """Inputs so far, failures, pace, and the input in hand. How many are to come is not known: folders are walked.

    Drawn by the thread that reports, when there is something to report: no thread of its own, for a process with
    threads must not fork.
    """

    def __init__(self) -> None:
        self._console = Console(file=sys.stderr, force_terminal=True, markup=False, highlight=False, emoji=False)
        self._spinner = Spinner("dots")
        self._drawn = time.monotonic()
        self._live = Live(
            self._spinner,
            console=self._console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live.start(refresh=True)

    def advance(self, pace: Pace, name: str) -> None:
        """Tell how far the run is, and which input was the last."""
        now = time.monotonic()
        if now - self._drawn >= _REFRESH_SECONDS:
            self._drawn = now
            line = Text(f"{pace} · {shown(name)}", no_wrap=True)
            line.overflow = "ellipsis"
            self._spinner.update(text=line)
            self._live.refresh()

    def print(self, line: str) -> None:
        """A line above the one that moves."""
        self._console.print(Text(line), soft_wrap=True)

    def stop(self) -> None:
        """Take the line away."""
        self._live.stop()
