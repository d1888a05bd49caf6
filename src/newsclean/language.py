"""Which language a text is in, of the twenty-four that newsclean has rules for: by its script, then by stop words."""

from __future__ import annotations

import re
import struct
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from newsclean.stopwords import CYRILLIC, LATIN, WITHOUT_RULES

_SAMPLE_CHARS = 1500
_SCRIPT_SAMPLE = 200  # characters, taken evenly from the text, that tell its script
_SCRIPTS = {
    "kana": r"[\u3041-\u30ff]",
    "hangul": r"[\uac00-\ud7a3]",
    "han": r"[\u3400-\u9fff]",
    "devanagari": r"[\u0900-\u097f]",
    "arabic": r"[\u0600-\u06ff]",
    "greek": r"[\u0370-\u03ff\u1f00-\u1fff]",
    "cyrillic": r"[\u0400-\u04ff]",
    "latin": r"[A-Za-z\u00c0-\u024f]",
}
_OF_SCRIPT = {"hangul": "ko", "han": "zh", "devanagari": "hi", "greek": "el"}
#: Letters of Persian, Urdu and Pashto that Arabic does not write.
_NOT_ARABIC = r"[\u067e\u0686\u0698\u06af\u06a9\u06cc\u0679\u06d2\u06c1]"
#: Of the words of a running text, about every third is a stop word; below this share it is another language.
_LEAST_SHARE = 0.07
_LEAST_LEAD = 1.1  # by how much the best has to be better than the second
_LEAST_WORDS = 5
_FEW_CHARS, _SOME_WORDS, _PLAIN_SHARE = 600, 40, 0.2  # of a text that is plainly in one language
_LEAST_DIFFERENT = 3  # stop words; relatives and strangers share one or two
_UNITS, _LANE = 1000, 4  # of a word's weight of one; bytes for the sum of a sample's
_RECENT = 64  # samples; what is left of a text is asked again in its next pass
_SURELY_ASCII = 0.9
#: Share of letters above which no other script can have more, its signs counted double.
_SURELY_LATIN = 2 / 3
_LEAST_OF_SCRIPT = 1 / 4  # of the letters; below it they are of a script that is not known here


@lru_cache(maxsize=_RECENT)
def detect(text: str) -> str | None:
    """The primary BCP 47 tag of a text's language, or None where it is none of those known or too short to tell.

    >>> detect("The council said on Monday that it would not close the harbour.")
    'en'
    """
    # The middle of a page is likelier the story than its menus are.
    start = max(0, (len(text) - _SAMPLE_CHARS) // 3)
    sample = text[start : start + _SAMPLE_CHARS]
    ascii_only = sample.encode("ascii", "ignore")  # of most texts nearly all: their script needs no counting
    script = "latin" if len(ascii_only) >= _SURELY_ASCII * len(sample) else _script(sample)
    if script == "latin" and _is_plainly_english(sample[:_FEW_CHARS]):
        return "en"
    if script in ("latin", "cyrillic"):
        return _by_words(sample, script)
    if script == "kana":
        return "ja"
    if script == "arabic":
        return None if _count(_NOT_ARABIC, sample) * 50 > len(sample) else "ar"
    return _OF_SCRIPT.get(script)


def _script(text: str) -> str:
    """The script that most letters are of, or "" for one that is not known here.

    Japanese mixes Han with Kana: a fifth of Kana among them decides.
    """
    evenly = text[:: max(1, len(text) // _SCRIPT_SAMPLE)]
    if _count(_SCRIPTS["latin"], evenly) > _SURELY_LATIN * len(evenly):
        return "latin"
    counts = {name: _count(pattern, evenly) for name, pattern in _SCRIPTS.items()}
    if max(counts.values()) < _LEAST_OF_SCRIPT * sum(map(str.isalpha, evenly)):
        return ""
    if counts["kana"] * 5 > counts["han"] and counts["kana"] + counts["han"] > counts["latin"] / 2:
        return "kana" if counts["kana"] else "latin"
    # A word of Han, Hangul or Devanagari says more with fewer signs than one of Latin letters.
    for name in ("hangul", "han"):
        counts[name] *= 2
    return max(counts, key=counts.__getitem__)


def _count(pattern: str, text: str) -> int:
    return len(re.findall(pattern, text))  # compiled when it is first used: most texts need few of them


def _is_plainly_english(text: str) -> bool:
    """Whether a text need not be compared with other languages: it is what most texts are, and a fifth of its words.

    Of the pages and dumps of the bench every thirtieth English one has fewer of its stop words, and of those in other
    languages none has an eighth.
    """
    known, words = _stop_words("latin").words["en"], text.casefold().split()
    return len(words) >= _SOME_WORDS and len([1 for word in words if word in known]) >= _PLAIN_SHARE * len(words)


def _by_words(sample: str, script: str) -> str | None:
    """The language whose stop words a text has, by a clear lead; None where it is one without rules, too."""
    table = _stop_words(script)
    words = sample.casefold().split()
    found = [word for word in words if word in table.shares]
    if len(words) < _LEAST_WORDS or not found:
        return None
    count = len(table.languages)
    total = sum([table.shares[word] for word in found]).to_bytes(_LANE * count, "little")
    scores = [sums / _UNITS for sums in struct.unpack(f"<{count}I", total)]
    second, lead = sorted(scores)[-2:]
    if lead < _LEAST_LEAD * second or lead < _LEAST_SHARE * len(words):
        return None
    best = table.languages[scores.index(lead)]
    if best in WITHOUT_RULES or len(table.words[best].intersection(found)) < _LEAST_DIFFERENT:
        return None
    return best


class _StopWords(NamedTuple):
    """The stop words of the languages of a script.

    What a word says of each language is a whole number; all of them stand in one large number, `_LANE` bytes each in
    the order of the languages, so that one addition counts a word for all the languages that have it.
    """

    languages: tuple[str, ...]
    words: dict[str, frozenset[str]]
    shares: dict[str, int]


@cache
def _stop_words(script: str) -> _StopWords:
    """The table of a script; a word of few languages says more than one of many."""
    table = {name: frozenset(words.split()) for name, words in (LATIN if script == "latin" else CYRILLIC).items()}
    having = Counter(word for words in table.values() for word in words)
    shares = dict.fromkeys(having, 0)
    for place, words in enumerate(table.values()):
        for word in words:
            shares[word] += round(_UNITS * (0.5 + 0.5 / having[word])) << 8 * _LANE * place
    return _StopWords(tuple(table), table, shares)
