"""Text of a field as a person reads it: one line, no entities, no markup, no characters that show nothing."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from newsclean.metadata.patterns import pattern

_TAG = pattern(r"<!--.*?-->|</?[a-zA-Z!][^<>]*>|</?[a-zA-Z!][^<>]*$")
#: Controls, soft hyphen, zero-width space, direction controls, word joiner, byte order mark, lone surrogates.
#: The joiners U+200C and U+200D stay: Persian and Indic spelling needs them.
_INVISIBLE = pattern(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_ROUNDS = 4  # "&amp;amp;quot;" has been seen; more is an attack


def plain(raw: str) -> str:
    """The text of a raw value. Escaped twice or holding tags, it is unescaped and stripped until nothing changes."""
    # Most have no white space but single blanks, and nothing that shows nothing.
    usual = raw.isprintable() and "  " not in raw and "<" not in raw and "&" not in raw
    text = raw.strip() if usual else _without_markup(raw)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _without_markup(raw: str) -> str:
    """The text without entities, tags, and characters that show nothing; white space collapsed."""
    text = raw
    for _ in range(_ROUNDS):
        if "<" not in text and "&" not in text:
            break
        before, text = text, _TAG().sub(" ", _unescaped(text))
        if text == before:
            break
    else:
        text = _TAG().sub(" ", text)
    text = " ".join(text.split())
    if not text.isprintable():
        text = " ".join(_INVISIBLE().sub("", text).split())
    return text


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    import html

    return html.unescape(text)


@lru_cache(maxsize=200)
def fold(text: str) -> str:
    """Text reduced to its letters and digits, for comparing: case, typography and spacing do not count."""
    if text.isascii():  # as bytes, which are deleted in a quarter of the time
        return text.encode("ascii").lower().translate(None, _NO_LETTERS).decode("ascii")
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
