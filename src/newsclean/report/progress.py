"""The line that moves while pages are worked on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from newsclean.report.escape import shown

if TYPE_CHECKING:
    from newsclean.report.pace import Pace

_REFRESH_SECONDS = 0.1
_SHORT_RUN_SECONDS = 2.0


class Progress:
    """Inputs so far, failures, pace, time that is left, and the input in hand.

    `total` tells how many inputs there are, if that is known; asked when a run takes longer, for it takes a while.
    Drawn by the thread that reports, when there is something to report: no thread of its own, for a process with
    threads must not fork.
    """

    def __init__(self, total: Callable[[], int | None]) -> None:
        self._ask_total = total
        self._total: int | None = None
        self._asked = False
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
            if not self._asked and pace.seconds >= _SHORT_RUN_SECONDS:
                self._asked, self._total = True, self._ask_total()
            left = f" {pace.remaining(self._total)}" if self._total is not None else ""
            line = Text(f"{pace}{left} · {shown(name)}", no_wrap=True)
            line.overflow = "ellipsis"
            self._spinner.update(text=line)
            self._live.refresh()

    def print(self, line: str) -> None:
        """A line above the one that moves."""
        self._console.print(Text(line), soft_wrap=True)

    def stop(self) -> None:
        """Take the line away."""
        self._live.stop()
