"""JSON of a page's scripts, repaired where the repair cannot change what it says.

Repaired are: comment and CDATA wrappers, raw line breaks in strings, a semicolon at the end, trailing and doubled
commas, quotes written as entities. Not repaired are missing quotes or brackets: there is no telling what was meant.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRAPPER = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
#: A string, skipped whole, or a comma with nothing but a bracket or another comma behind it.
_EXTRA_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\],])', re.S)
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")


def loads(text: str) -> Any:
    """The value of a JSON text, or None where it is broken beyond safe repair."""
    for repaired in _repairs(text):
        try:
            # Not strict: raw line breaks and tabs in strings are what CMSs write.
            return json.loads(repaired, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _repairs(text: str) -> Iterator[str]:
    yield text
    bare = text
    for _ in range(2):
        bare = _WRAPPER.sub("", bare).strip().lstrip("\ufeff").rstrip(";").strip()
    yield bare
    fewer_commas = _EXTRA_COMMA.sub(lambda found: found.group(1) or "", bare)
    yield fewer_commas
    if "&quot;" in bare and '"' not in bare:
        yield html.unescape(bare)
    # An apostrophe needs no escape in JSON; some CMSs write one.
    yield _BAD_ESCAPE.sub("", fewer_commas)
