"""Ctrl-C and SIGTERM: the first one asks for an end, the second one is obeyed at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self


class Stopping:
    """A context manager during which signals set `event`. In another thread than the main one it does nothing.

    `wake` is called by the first one's handler, to wake what waits for something else than the event.
    """

    def __init__(self, wake: Callable[[], None] | None = None) -> None:
        self._wake = wake
        self.event = threading.Event()
        self.signal: int | None = None  # the one that came
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 (the shape of a handler)
        if self.event.is_set():
            raise KeyboardInterrupt
        self.signal = number
        self.event.set()
        if self._wake is not None:
            self._wake()
