"""JSON of a page's scripts, repaired where the repair cannot change what it says.

Repaired are: comment and CDATA wrappers, raw line breaks in strings, a semicolon at the end, trailing and doubled
commas, quotes written as entities. Not repaired are missing quotes or brackets: there is no telling what was meant.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newsclean.metadata.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRAPPER = pattern(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
#: Not strict: raw line breaks and tabs in strings are what CMSs write.
_DECODER = json.JSONDecoder(strict=False)
#: A string, skipped whole, or a comma with nothing but a bracket or another comma behind it.
_EXTRA_COMMA = pattern(r'(?s)("(?:[^"\\]|\\.)*")|,(?=\s*[}\],])')
_BAD_ESCAPE = pattern(r"\\(?![\"\\/bfnrtu])")


def loads(text: str) -> Any:
    """The value of a JSON text, or None where it is broken beyond safe repair."""
    for repaired in _repairs(text):
        try:
            return _DECODER.decode(repaired)
        except (ValueError, RecursionError):
            continue
    return None


def _repairs(text: str) -> Iterator[str]:
    yield text
    bare = text
    for _ in range(2):
        bare = _WRAPPER().sub("", bare).strip().lstrip("\ufeff").rstrip(";").strip()
    yield bare
    fewer_commas = _EXTRA_COMMA().sub(lambda found: found.group(1) or "", bare)
    yield fewer_commas
    if "&quot;" in bare and '"' not in bare:
        import html

        yield html.unescape(bare)
    # An apostrophe needs no escape in JSON; some CMSs write one.
    yield _BAD_ESCAPE().sub("", fewer_commas)
