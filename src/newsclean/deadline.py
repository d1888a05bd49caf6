"""The clock of one URL."""

from __future__ import annotations

import time

from newsclean.errors import FetchError


class Deadline:
    """So many seconds for all of one URL, on a clock that nobody sets back."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds that are left, more than 0. Raises FetchError `timeout` when none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError("timeout", f"no whole answer within {self._seconds:g} s; try again, or raise --timeout")
        return left

    def allows(self, pause: float) -> bool:
        """Whether a pause of so many seconds leaves time to do anything after it."""
        return time.monotonic() + pause < self._end

    def extend(self, seconds: float) -> None:
        """Do not count seconds that were spent waiting for a host's turn."""
        self._end += seconds
