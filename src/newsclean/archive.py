"""The Wayback Machine's copy of a page that is gone: the newest one that was a page, as it came (`id_`)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from newsclean import weburl
from newsclean.errors import FetchError
from newsclean.model import RawPage
from newsclean.turns import Stopped

#: Failures after which a page is taken to be gone: not there, or its host is not.
GONE = ("http-404", "http-410", "dns", "connect")

Fetch = Callable[[str], RawPage]


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that answers like the Wayback Machine, at an address without a slash at its end."""

    base: str
    fetch: Fetch  # a page
    download: Fetch  # anything

    def copy(self, url: str) -> RawPage:
        """The newest copy of a page: `url` is the page's own, `fetched` when it was copied, `archived` where it stands.

        Raises FetchError, `http-404` where there is none.
        """
        plain = str(weburl.parse(url))  # without a password
        moment, address = self._newest(plain)
        archived = f"{self.base}/web/{moment}id_/{address}"
        page = self.fetch(archived)
        taken = datetime.strptime(moment, "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()
        return replace(page, url=plain, fetched=taken, archived=archived)

    def _newest(self, url: str) -> tuple[str, str]:
        """Timestamp and address of the newest copy whose status was 200, by the archive's index (CDX server API)."""
        query = f"url={quote(url, safe='')}&output=json&fl=timestamp,original&filter=statuscode:200&limit=-1"
        index = self.download(f"{self.base}/cdx/search/cdx?{query}")
        try:
            rows: Any = json.loads(index.body or b"[]")
            moment, address = rows[-1]  # the first row names the fields
            datetime.strptime(moment, "%Y%m%d%H%M%S")
        except (ValueError, TypeError, IndexError, KeyError, RecursionError):
            raise FetchError("http-404", "the archive has no copy of it") from None
        return moment, str(address)


def or_copy(url: str, fetch: Fetch, archive: Archive) -> RawPage:
    """The page at a URL, or its copy where it is gone. Raises the page's own FetchError where there is neither."""
    try:
        return fetch(url)
    except FetchError as gone:
        if gone.code not in GONE:
            raise
        failure = gone
    try:
        return archive.copy(url)
    except Stopped:
        raise
    except FetchError as error:
        why = error.message if error.code == "http-404" else f"the archive: {error.code}: {error.message}"
        raise FetchError(failure.code, f"{failure.message}; {why}") from None
