"""A private HTTP cache (RFC 9111) between visits and the wire: hishel decides, the transport asks, SQLite keeps.

Bodies are kept as they came over the wire and come back the same way, so that a reader's bounds hold for them, too.
What was asked with a login, a cookie or a header of the user's own is neither kept nor looked for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from newsclean.errors import ConfigError, FetchError
from newsclean.transport import Answer

if TYPE_CHECKING:
    import hishel

    from newsclean.deadline import Deadline
    from newsclean.transport import Transport

#: What every request of ours says; one that says more is for one person.
_COMMON = ("host", "user-agent", "accept", "accept-encoding")

_Ask = Callable[["hishel.Request"], "hishel.Response"]


class CachedTransport:
    """A transport that asks only for what it does not have, or may have changed. Safe to use from many threads."""

    def __init__(self, transport: Transport, folder: Path) -> None:
        """Raises ConfigError where hishel is missing or the folder cannot be made."""
        try:
            from hishel import SqliteStorage
        except ImportError:
            raise ConfigError("config", "the cache needs hishel: pip install 'newsclean[cache]'") from None
        database = folder / "pages.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(database)) as tried:  # hishel would go on without it, and log a traceback
                tried.execute("PRAGMA user_version").fetchone()
        except (OSError, sqlite3.Error) as error:
            why = f"the cache {folder} cannot be used ({error}); remove it, or name another"
            raise ConfigError("config", why) from None
        self._transport = transport
        self._storage = SqliteStorage(database_path=database)

    def close(self) -> None:
        """Close the database."""
        self._storage.close()

    @contextmanager
    def send(self, request: httpx.Request, deadline: Deadline, proxy: httpx.URL | None = None) -> Iterator[Answer]:
        """As `Transport.send`. An answer is kept once its body has been read to the end."""
        with ExitStack() as held:
            if any(name.lower() not in _COMMON for name in request.headers):
                yield held.enter_context(self._transport.send(request, deadline, proxy))
                return
            answers: list[Answer] = []

            def ask(core: hishel.Request) -> hishel.Response:
                asked = httpx.Request(core.method, request.url, headers=dict(core.headers))
                answers.append(held.enter_context(self._transport.send(asked, deadline, proxy)))
                return _told(answers[-1])

            response, is_stored = self._answered(request, ask)
            headers = httpx.Headers(dict(response.headers)) if is_stored else answers[-1].headers
            yield Answer(response.status_code, headers, _chunks(response))

    def _answered(self, request: httpx.Request, ask: _Ask) -> tuple[hishel.Response, bool]:
        """The answer to a request, and whether it was stored before: hishel's states, one after the other."""
        import hishel

        wanted = hishel.Request(request.method, str(request.url), hishel.Headers(dict(request.headers)))
        key = wanted.url
        state: hishel.AnyState = hishel.IdleClient(options=hishel.CacheOptions(shared=False))
        while True:
            if isinstance(state, hishel.IdleClient):
                state = state.next(wanted, self._storage.get_entries(key))
            elif isinstance(state, hishel.CacheMiss | hishel.NeedRevalidation):
                state = state.next(ask(state.request))
            elif isinstance(state, hishel.NeedToBeUpdated):
                for entry in state.updating_entries:
                    self._storage.update_headers(entry.id, entry.response.headers)
                state = state.next()
            elif isinstance(state, hishel.InvalidateEntries):
                for entry_id in state.entry_ids:
                    self._storage.remove_entry(entry_id)
                state = state.next()
            elif isinstance(state, hishel.StoreAndUse):
                return self._storage.create_entry(wanted, state.response, key).response, False
            elif isinstance(state, hishel.FromCache):
                return state.entry.response, True
            else:
                return state.response, False


def _told(answer: Answer) -> hishel.Response:
    import hishel

    headers: dict[str, list[str]] = {}
    for name, value in answer.headers.multi_items():
        headers.setdefault(name, []).append(value)
    return hishel.Response(answer.status, hishel.Headers(headers), answer.chunks)


def _chunks(response: hishel.Response) -> Iterator[bytes]:
    try:
        yield from response.stream or ()  # type: ignore[misc]  # synchronous, as what we gave it
    except FetchError:
        raise
    except Exception as error:  # of the database: it may be damaged, or on a disk that is
        raise FetchError("protocol", f"the cached copy cannot be read ({type(error).__name__}); try again") from error
