"""What a line of text looks like: folded for comparison, its words counted, whether it ends a sentence.

Pure functions over strings, for the content stage, the rules and the reader of scraped text alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

#: Sentence stops of the scripts that news is written in: Latin, Arabic and Urdu, Devanagari, CJK, Ethiopic, Myanmar,
#: Khmer, Armenian.
_STOPS: Final = ".!?…。！？．｡؟۔।॥።፧၊။។៕։‼⁇⁈⁉"
_STOP_ENDS: Final = tuple(_STOPS)
#: What may follow a stop at the end of a sentence.
_CLOSERS: Final = "\"'”’»›“‘«‹)]}）］】〉》」』〕*†‡ \t\n"
#: A Japanese or Chinese quotation that ends a paragraph often has no stop of its own.
_QUOTE_ENDS: Final = ("」", "』")
# These are given to `re` as text, which compiles them when a text first asks: wide ranges take milliseconds.
_SPACELESS: Final = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"  # Kana, Han
#: Thai, Lao, Myanmar, Khmer part sentences, not words, by spaces; Thai and Lao have no stop at all.
_STOPLESS: Final = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
_UNSPACED: Final = f"[{_SPACELESS[1:-1]}{_STOPLESS[1:-1]}]"
#: What UTF-8 begins those characters with, and a few others. To look for these bytes is much faster than for them.
_UNSPACED_BYTES: Final = (0xE0, 0xE1, *range(0xE3, 0xEA), 0xEF)
_CHARS_PER_HAN_WORD: Final = 1.8
_CHARS_PER_THAI_WORD: Final = 5
_INNER_STOP: Final = re.compile(r"[.!?][\"”’»)]* +[\"“«(]?[^\W\d_]|[。！？।؟۔]")
_PROSE_WORDS: Final = 12
_LONG_PROSE_WORDS: Final = 30
_SHORTEST_PROSE: Final = 20  # characters; no text below can hold so many words in any script
_RECENT: Final = 1024  # texts that several stages ask the same of

#: Characters that show nothing: controls, soft hyphen, zero-width space, word joiner, byte order mark.
#: Joiners and direction marks stay, for the scripts that need them.
_INVISIBLE: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ufff9-\ufffb]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_PARAGRAPH_CHARS: Final = 80  # a line as long as this that ends a sentence is a paragraph

_FOLDS: Final = str.maketrans(
    dict.fromkeys("’‘‚‛′`´ʼ＇", "'")
    | dict.fromkeys("“”„‟«»″＂「」『』", '"')
    | dict.fromkeys("‐‑‒–—―−－", "-")
    | {"…": "...", "：": ":", "\u0307": "", "！": "!", "？": "?", "（": "(", "）": ")", "｜": "|"}
    # Direction marks and joiners show nothing, but sites put them into phrases now and then.
    | dict.fromkeys("\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufe0f", "")
)
_COMMON_FOLDS: Final = (*((sign, sign.translate(_FOLDS)) for sign in "’‘“”–—…"), ("\u00a0", " "))
_FOLDED_SIGN: Final = re.compile(f"[{re.escape(''.join(map(chr, _FOLDS)))}]")


def folded(text: str) -> str:
    """Text as it is compared: case folded, quotes and dashes made plain, white space one blank, none at the ends.

    >>> folded("  “Leave a  Reply” – İzmir ")
    '"leave a reply" - izmir'
    """
    return " ".join(folded_words(text))


def folded_words(text: str) -> list[str]:
    """The words of a text as they are compared: what stands between white space in `folded(text)`."""
    if not text.isascii():
        # Most texts that are not ASCII are so for a few signs. Without them folding them takes a fifth of its time.
        for sign, plain in _COMMON_FOLDS:
            if sign in text:
                text = text.replace(sign, plain)
    text = text.casefold()
    if not text.isascii() and _FOLDED_SIGN.search(text):  # looking is much faster than translating
        text = text.translate(_FOLDS)
    return text.split()


def folds_to(text: str, folding: str) -> bool:
    """Whether a text without white space at its ends is folded to this; most are told by length and first letter.

    Folding changes a text's length, but not by much.
    """
    if not len(folding) // 2 <= len(text) < 2 * len(folding) + 20:
        return False
    if text.isascii() and text[:1].lower() != folding[:1]:
        return False
    return folded(text) == folding


def ends_sentence(text: str) -> bool:
    """Whether the last sentence is complete: a stop, after it at most closing quotes, brackets and a short source.

    >>> ends_sentence("He said “no.” (Reuters)"), ends_sentence("Storm hits coast")
    (True, False)
    """
    if text.endswith((".", "!", "?")):  # nine in ten that end one
        return True
    end = text.rstrip(_CLOSERS)
    if end.endswith(_STOP_ENDS):
        return True
    tail = text.rstrip()
    if tail.endswith(_QUOTE_ENDS):
        return True
    if tail.endswith((")", "]", "）")):
        opening = max(tail.rfind("("), tail.rfind("["), tail.rfind("（"))
        if opening > 0 and len(tail) - opening < 40:
            return tail[:opening].rstrip(_CLOSERS).endswith(_STOP_ENDS)
    return False


def breaks_off(text: str) -> bool:
    """Whether a text is cut short by an ellipsis, as teasers are."""
    return text.rstrip(_CLOSERS).endswith(("…", "..."))


def word_count(text: str) -> int:
    """Number of words; estimated from the characters for scripts that do not part words by blanks."""
    if not has_unspaced(text):
        return len(text.split())
    han = len(re.findall(_SPACELESS, text))
    thai = len(re.findall(_STOPLESS, text))
    rest = re.sub(_STOPLESS, "", re.sub(_SPACELESS, " ", text))
    return int(han / _CHARS_PER_HAN_WORD + thai / _CHARS_PER_THAI_WORD) + len(rest.split())


def has_unspaced(text: str) -> bool:
    """Whether some of a text is in a script that does not part words by blanks."""
    if text.isascii():
        return False
    data = text.encode("utf-8", "replace")
    for byte in _UNSPACED_BYTES:
        if byte in data:
            return re.search(_UNSPACED, text) is not None
    return False


@lru_cache(maxsize=_RECENT)
def is_prose(text: str) -> bool:
    """Whether a block reads as running text: complete sentences of some length, in any of its lines.

    A teaser that breaks off with an ellipsis is none. Short sentences alone ("He declined.") are none either:
    too many notices and captions look the same.
    """
    if len(text) < _SHORTEST_PROSE:
        return False
    if "\n" in text and any(is_prose(line) for line in text.split("\n")):
        return True
    if breaks_off(text):
        return False
    words = word_count(text)
    if ends_sentence(text):
        return words >= _PROSE_WORDS
    if words >= _PROSE_WORDS and len(re.findall(_STOPLESS, text)) * 2 > len(text):
        return True
    return words >= _LONG_PROSE_WORDS and _INNER_STOP.search(text) is not None


def is_headline_like(text: str) -> bool:
    """Whether a line could be a headline, a label or a menu entry: short, one line, no stop at its end.

    A question or exclamation mark counts as no stop here: headlines have them.
    """
    if "\n" in text or len(text) > 200 or word_count(text) > 25:
        return False
    return not ends_sentence(text) or text.rstrip(_CLOSERS).endswith(("?", "!", "…", "？", "！"))


def settled(text: str) -> str:
    """Text with its Unicode settled: NFC, and without characters that show nothing."""
    if not text.isprintable():
        text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text


def one_line(raw: str) -> str:
    """One line of prose: settled, its white space folded."""
    text = raw.strip()
    # Of all white space only the blank is printable: most lines have nothing to fold, and looking is faster.
    if not text.isprintable() or "  " in text:
        text = " ".join(text.split())
        if not text.isprintable():
            text = " ".join(_SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text)).split())
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def parted(lines: list[str]) -> list[str]:
    """Lines of one run as blocks: each its own where most are paragraphs by themselves, else one block of lines."""
    paragraphs = sum(len(line) >= _PARAGRAPH_CHARS and ends_sentence(line) for line in lines)
    if len(lines) > 1 and 3 * paragraphs >= 2 * len(lines):
        return lines
    return ["\n".join(lines)] if lines else []
