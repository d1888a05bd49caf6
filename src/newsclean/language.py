"""Which language a text is in, of the twenty-four that newsclean has rules for: by its script, then by stop words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from newsclean.stopwords import CYRILLIC, LATIN

_SAMPLE_CHARS = 2000
_SCRIPT_SAMPLE = 200  # characters, taken evenly from the text, that tell its script
_SCRIPTS = (
    ("kana", re.compile(r"[\u3041-\u30ff]")),
    ("hangul", re.compile(r"[\uac00-\ud7a3]")),
    ("han", re.compile(r"[\u3400-\u9fff]")),
    ("devanagari", re.compile(r"[\u0900-\u097f]")),
    ("arabic", re.compile(r"[\u0600-\u06ff]")),
    ("greek", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f]")),
)
_OF_SCRIPT = {"hangul": "ko", "han": "zh", "devanagari": "hi", "greek": "el"}
#: Letters of Persian, Urdu and Pashto that Arabic does not write.
_NOT_ARABIC = re.compile(r"[\u067e\u0686\u0698\u06af\u06a9\u06cc\u0679\u06d2\u06c1]")
#: Of the words of a running text, about every third is a stop word; below this share it is another language.
_LEAST_SHARE = 0.07
_LEAST_LEAD = 1.1  # by how much the best has to be better than the second
_LEAST_WORDS = 5


def detect(text: str) -> str | None:
    """The primary BCP 47 tag of a text's language, or None where it is none of those known or too short to tell.

    >>> detect("The council said on Monday that it would not close the harbour.")
    'en'
    """
    # The middle of a page is likelier the story than its menus are.
    start = max(0, (len(text) - _SAMPLE_CHARS) // 3)
    sample = text[start : start + _SAMPLE_CHARS]
    script = "latin" if sample.isascii() else _script(sample)
    if script == "latin":
        return _by_words(sample, _weights("latin"))
    if script == "cyrillic":
        return _by_words(sample, _weights("cyrillic"))
    if script == "kana":
        return "ja"
    if script == "arabic":
        return None if len(_NOT_ARABIC.findall(sample)) * 50 > len(sample) else "ar"
    return _OF_SCRIPT.get(script)


def _script(text: str) -> str:
    """The script that most letters are of. Japanese mixes Han with Kana: a fifth of Kana among them decides."""
    evenly = text[:: max(1, len(text) // _SCRIPT_SAMPLE)]
    counts = {name: len(pattern.findall(evenly)) for name, pattern in _SCRIPTS}
    if counts["kana"] * 5 > counts["han"] and counts["kana"] + counts["han"] > counts["latin"] / 2:
        return "kana" if counts["kana"] else "latin"
    # A word of Han, Hangul or Devanagari says more with fewer signs than one of Latin letters.
    for name in ("hangul", "han"):
        counts[name] *= 2
    return max(counts, key=counts.__getitem__)


def _by_words(sample: str, weights: Mapping[str, tuple[tuple[str, float], ...]]) -> str | None:
    words = sample.casefold().split()
    scores: dict[str, float] = {}
    for word in words:
        for language, weight in weights.get(word, ()):
            scores[language] = scores.get(language, 0.0) + weight
    if len(words) < _LEAST_WORDS or not scores:
        return None
    best, *others = sorted(scores, key=scores.__getitem__, reverse=True)
    if others and scores[best] < _LEAST_LEAD * scores[others[0]]:
        return None
    return best if scores[best] >= _LEAST_SHARE * len(words) else None


@cache
def _weights(script: str) -> dict[str, tuple[tuple[str, float], ...]]:
    """For each stop word, the languages that have it; a word of few languages says more than one of many."""
    table = LATIN if script == "latin" else CYRILLIC
    languages: dict[str, list[str]] = {}
    for language, words in table.items():
        for word in dict.fromkeys(words.split()):
            languages.setdefault(word, []).append(language)
    return {word: tuple((name, 0.5 + 0.5 / len(names)) for name in names) for word, names in languages.items()}
