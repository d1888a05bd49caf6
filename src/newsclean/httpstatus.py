"""What an answer's status and headers mean: a failure's words, when to come back, how much of a body to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from newsclean import robots
from newsclean.errors import SAVE_IT, FetchError
from newsclean.unpack import UnpackError, unpack

if TYPE_CHECKING:
    import httpx

    from newsclean.transport import Answer

REDIRECTS = (300, 301, 302, 303, 307, 308)
#: Seconds; who asks for more is not waited for.
MAX_RETRY_AFTER = 120.0

_ADVICE = {
    401: f"the server wants a login: give yours with --header or --cookies, or {SAVE_IT}",
    402: f"the server wants to be paid: {SAVE_IT} if you may read it",
    403: f"the server does not let programs read this: {SAVE_IT}",
    404: "there is no such page; check the address",
    410: "the page is gone; look for a copy in an archive",
    429: "too many requests; try later, with a longer --delay",
    451: "the page is withheld for legal reasons where you are",
}


class HttpError(FetchError):
    """A status that gives no page: 4xx, 5xx, or one that HTTP does not know."""

    status: int = 0
    #: Seconds after which the server wants to be asked again, where it says so.
    retry_after: float | None = None


def failure(status: int, headers: httpx.Headers) -> FetchError:
    """The error of a status that is neither a success nor a redirect that leads anywhere."""
    if status < 400:
        return FetchError("protocol", f"the server answers {status} and no page; check the address in a browser")
    trouble = "the server is in trouble; try again later" if status < 600 else f"the server refuses; {SAVE_IT}"
    advice = _ADVICE.get(status, "the server refuses; check the address in a browser" if status < 500 else trouble)
    wait = retry_after(headers)
    asked = f" (it asks to come back in {wait:,.0f} s)" if wait else ""
    error = HttpError(f"http-{status}", f"{advice}{asked}")
    error.status, error.retry_after = status, wait
    return error


def retry_after(headers: httpx.Headers) -> float | None:
    """Seconds of a Retry-After header in either form (RFC 9110, 10.2.3); None without one that can be read."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    moment = _date(value)
    if moment is None:
        return None
    now = _date(headers.get("date", "")) or datetime.now(UTC)  # the server's own clock where it tells it
    return max(0.0, (moment - now).total_seconds())


def _date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_whole(answer: Answer, limit: int) -> bytes:
    """The unpacked body. Raises FetchError `too-large` over so many bytes, `protocol` when it is broken."""
    announced = answer.headers.get("content-length", "")
    encoding = answer.headers.get("content-encoding", "")
    if announced.isascii() and announced.isdigit() and not encoding and int(announced[:18]) > limit:
        raise _too_large(limit)
    pieces, size = [], 0
    for piece in _pieces(answer, encoding):
        size += len(piece)
        if size > limit:
            raise _too_large(limit)
        pieces.append(piece)
    return b"".join(pieces)


def read_start(answer: Answer) -> bytes:
    """As much of an unpacked robots.txt as is read of one. Raises FetchError `protocol` when that is broken."""
    body = bytearray()
    for piece in _pieces(answer, answer.headers.get("content-encoding", "")):
        body += piece
        if len(body) > robots.MAX_BYTES:
            break
    return bytes(body)


def _pieces(answer: Answer, encoding: str) -> Iterator[bytes]:
    try:
        yield from unpack(answer.chunks, encoding)
    except UnpackError as error:
        raise FetchError("protocol", f"{error}; try again later, or open the page in a browser and save it") from None


def _too_large(limit: int) -> FetchError:
    return FetchError("too-large", f"the page is over {limit:,} bytes; raise --max-bytes if it is wanted all the same")
