"""MHTML (RFC 2557): a page that a browser saved with its parts as one message -> the page."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from newsclean.errors import InputError

if TYPE_CHECKING:
    from newsclean.model import RawPage

_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def unpacked(page: RawPage) -> RawPage:
    """The page in a message: its root part, else the first part that is HTML; with its address and date.

    Raises InputError `not-text` for a message without one.
    """
    message = email.message_from_bytes(page.body, policy=email.policy.default)
    root = _root(message)
    body = root.get_payload(decode=True) if root is not None else None
    if root is None or not isinstance(body, bytes):
        raise InputError("not-text", "there is no HTML in this MHTML file; save the page again")
    # Chrome writes the address of the whole into the message's own header.
    url = page.url or _header(message, "Snapshot-Content-Location") or _header(root, "Content-Location")
    fetched = page.fetched or _date(_header(message, "Date"))
    return replace(
        page, body=body, kind="html", content_type=_header(root, "Content-Type"), url=_web(url), fetched=fetched
    )


def _root(message: EmailMessage) -> EmailMessage | None:
    pages = [part for part in message.walk() if part.get_content_type() in _PAGE_TYPES]
    start = message.get_param("start") if message.is_multipart() else None
    named = (part for part in pages if start and _header(part, "Content-ID") == start)
    return next(named, pages[0] if pages else None)


def _header(part: EmailMessage, name: str) -> str | None:
    """A header as it stands there: the standard library's parsing of it raises on some that are broken."""
    return next((str(value).strip() for key, value in part.raw_items() if key.lower() == name.lower()), None)


def _date(date: str | None) -> str | None:
    try:
        when = parsedate_to_datetime(date) if date else None
    except ValueError:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat() if when else None


def _web(url: str | None) -> str | None:
    return url if url and url.lower().startswith(("http://", "https://")) else None
