"""Foreign text for terminals and logs: nothing in it acts."""

from __future__ import annotations

import re

#: C0 and C1 controls, line and paragraph separators, bidi embeddings, overrides and isolates, lone surrogates.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """The text on one line, with every character that a terminal obeys written as a Python escape (`\\x1b`)."""
    return _ACTING.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def shown_json(text: str) -> str:
    """JSON that means the same, with such characters as `\\uXXXX`; the line breaks between its parts stay."""
    return _ACTING.sub(lambda found: found.group() if found.group() == "\n" else f"\\u{ord(found.group()):04x}", text)
