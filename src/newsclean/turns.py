"""Who may ask a host, and when: one URL at a time, and a delay between two."""

from __future__ import annotations

import threading
import time

from newsclean.errors import FetchError

#: Hosts whose delay is over are forgotten when more than these are known.
_MANY_HOSTS = 4096


class Stopped(FetchError):
    """The fetching was stopped while a URL waited: nothing is wrong with it, and it is to be fetched another time."""

    def __init__(self) -> None:
        super().__init__("interrupted", "the fetching was stopped before this URL's turn; run again to go on")

    def __reduce__(self) -> tuple[type[Stopped], tuple[()]]:
        return Stopped, ()


class Turns:
    """The hosts' clocks. Safe to use from many threads, and `stop` from a signal's handler."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._changed = threading.Condition()
        self._busy: set[str] = set()
        self._next: dict[str, float] = {}  # when a host may be asked again, on the monotonic clock
        self._slow: dict[str, float] = {}  # hosts that ask for a longer delay
        self._stopped = False

    def take(self, host: str) -> float:
        """Wait until the host may be asked, and keep it from others until `give_back`. Gives the seconds waited.

        Raises Stopped where that is not at once and `stop` was called, or is called meanwhile.
        """
        began = time.monotonic()
        with self._changed:
            while True:
                now = time.monotonic()
                wait = self._next.get(host, now) - now
                if host not in self._busy and wait <= 0:
                    self._busy.add(host)
                    return now - began
                if self._stopped:
                    raise Stopped
                self._changed.wait(None if host in self._busy else wait)

    def sleep(self, seconds: float) -> None:
        """Let some time pass before a retry. Raises Stopped as soon as `stop` is called."""
        end = time.monotonic() + seconds
        with self._changed:
            while (left := end - time.monotonic()) > 0:
                if self._stopped:
                    raise Stopped
                self._changed.wait(left)

    def stop(self) -> None:
        """Wake all who wait: nobody begins another turn that is not his at once."""
        self._stopped = True
        # A Condition's lock may be taken again by the thread that has it: a handler runs in the middle of anything.
        with self._changed:
            self._changed.notify_all()

    def pause(self, host: str) -> float:
        """Seconds until the host's delay is over; 0 when it is."""
        with self._changed:
            return max(0.0, self._next.get(host, 0.0) - time.monotonic())

    def give_back(self, host: str) -> None:
        """Let others ask the host when its delay is over."""
        with self._changed:
            self._busy.discard(host)
            now = time.monotonic()
            self._next[host] = max(self._next.get(host, 0.0), now + self.delay(host))
            if len(self._next) > _MANY_HOSTS:
                self._next = {name: at for name, at in self._next.items() if at > now}
            self._changed.notify_all()

    def delay(self, host: str) -> float:
        """Seconds between two URLs of a host."""
        return max(self._delay, self._slow.get(host, 0.0))

    def slow_down(self, host: str, delay: float) -> None:
        """The host asks for so many seconds between two URLs (Crawl-delay)."""
        with self._changed:
            if delay > self._delay:
                self._slow[host] = delay
            else:
                self._slow.pop(host, None)

    def hold_off(self, host: str, seconds: float) -> None:
        """The host asks not to be asked for so many seconds (Retry-After)."""
        with self._changed:
            self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + seconds)
