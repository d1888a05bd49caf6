"""What the page's own address says: the day in its path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim
from newsclean.metadata.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts

SOURCE = "url"
#: /2024/05/31/, /2024-05-31, /20240531, with a border on both sides.
_DAY = pattern(r"(?<![0-9])((?:19|20)\d{2})([/_.-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?![0-9])")
#: /2024/may/31/
_NAMED_DAY = pattern(r"(?<=/)(?:19|20)\d{2}/[a-z]{3,9}/(?:0?[1-9]|[12]\d|3[01])(?![0-9])", re.I)


def read(parts: PageParts) -> Iterator[Claim]:
    """A claim of the day in the address's path; a month alone is no date."""
    if raw := day_in(parts.url):
        yield Claim("published", raw, SOURCE)


def day_in(url: str | None) -> str | None:
    """The day as the path writes it, or None."""
    path = (url or "").partition("://")[2].partition("/")[2].partition("?")[0]
    if "19" not in path and "20" not in path:
        return None
    for found in _DAY().finditer(path):
        packed = not found.group(2)
        if not packed or len(found.group()) == 8:
            return found.group()
    named = _NAMED_DAY().search("/" + path)
    return named.group() if named else None
