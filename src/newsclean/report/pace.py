"""How far a run is, and how fast."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.batch import Outcome


class Pace:
    """Inputs so far, failures, and inputs a second."""

    def __init__(self) -> None:
        self.count = self.failed = 0
        self._started = time.monotonic()

    def add(self, outcome: Outcome) -> None:
        """Count one input."""
        self.count += 1
        self.failed += outcome.status == "failed"

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self._started

    def __str__(self) -> str:
        failed = f" · {self.failed:,} failed" if self.failed else ""
        return f"{self.count:,} inputs{failed} · {self._rate:.1f}/s"

    def remaining(self, total: int) -> str:
        """How many inputs there are, and when the last one is done at this pace."""
        seconds = int(max(0, total - self.count) / max(self._rate, 0.001))
        return f"of {total:,} · {timedelta(seconds=seconds)} left"

    @property
    def _rate(self) -> float:
        return self.count / max(self.seconds, 0.001)
