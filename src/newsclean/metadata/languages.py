"""The language of an article: as the page declares it, checked against its text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from newsclean.metadata import other_languages
from newsclean.metadata.patterns import pattern
from newsclean.model import FieldSource, Metadata

_TAG = pattern(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?=$|[-_.,;\s@])", re.I)
_NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "español": "es", "portuguese": "pt", "português": "pt", "italian": "it", "italiano": "it", "dutch": "nl",
    "nederlands": "nl", "russian": "ru", "русский": "ru", "japanese": "ja", "chinese": "zh", "arabic": "ar",
    "korean": "ko", "turkish": "tr", "türkçe": "tr", "polish": "pl", "polski": "pl", "eng": "en", "deu": "de",
    "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "por": "pt", "ita": "it", "rus": "ru", "jpn": "ja",
    "zho": "zh", "kor": "ko", "ara": "ar", "hin": "hi", "tur": "tr", "pol": "pl", "nld": "nl", "dut": "nl",
    "cn": "zh", "jp": "ja", "kr": "ko", "ua": "uk", "cz": "cs", "gr": "el", "iw": "he", "in": "id",
}  # fmt: skip
_LETTER = pattern(r"[^\W\d_]")
_WORDS = pattern(r"[^\W\d_]+")
_FIRST_SCRIPT = "\u0531"  # the first letter of those scripts, Armenian; Latin, Greek and Cyrillic stand before
_EVERY = 20  # letters of a text that its script is told from: every twentieth
_DAY_IN_FIGURES = pattern(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(?:19|20)\d\d(?!\d)")
_LEAST_CHARS = 200  # of a text whose language can be told by a few words
_LEAST_SHARE = 0.06  # of words that are the language's most frequent ones
_LEAST_LEAD = 1.3  # by how much the best language has to be better than the second
#: Languages that one detector's answer stands for.
_SAME = {"nb": "no", "nn": "no"}
_MONTH_FIRST_REGIONS = frozenset({"US", "PH", "FM", "PW", "MH"})
_MONTH_FIRST_HOSTS = (".us", ".gov", ".mil", ".ph")
_DAY_FIRST_HOSTS = (
    ".uk", ".ie", ".au", ".nz", ".in", ".za", ".pk", ".ng", ".ke", ".sg", ".my", ".hk", ".eu", ".bd", ".lk", ".gh",
)  # fmt: skip


@lru_cache(maxsize=200)
def language_tag(raw: str) -> str | None:
    """BCP 47 tag of what a page declares (`en_US`, `DE-de`, `English`), or None for what is no language."""
    word = raw.strip().casefold()
    if word in _NAMES:
        return _NAMES[word]
    found = _TAG().match(raw.strip())
    if not found:
        return None
    language = found[1].lower()
    language = _NAMES.get(language, language)
    if language in ("und", "mul", "zxx", "xx", "utf"):
        return None
    script = f"-{found[2].title()}" if found[2] else ""
    region = f"-{found[3].upper()}" if found[3] else ""
    return language + script + region


def writes_month_first(language: str | None, host: str) -> bool | None:
    """Whether 03/04/2024 means March on a page of this language and host; None where English leaves it open."""
    if language and not language.startswith("en"):
        return False
    region = (language or "").rpartition("-")[2]
    if region in _MONTH_FIRST_REGIONS or host.endswith(_MONTH_FIRST_HOSTS):
        return True
    if (len(region) == 2 and region.isupper()) or host.endswith(_DAY_FIRST_HOSTS):
        return False
    return None


def shows_month_first(text: str) -> bool | None:
    """Whether the days in figures in a text have the month first ("12/25/2024"); None where none tells, or they
    disagree."""
    found = {
        int(month) <= 12 for month, _, day in _DAY_IN_FIGURES().findall(text) if (int(month) > 12) != (int(day) > 12)
    }
    return found.pop() if len(found) == 1 else None


def settle_language(meta: Metadata, text: str) -> Metadata:
    """The metadata with the language of the text, where it can be told and differs from the declared one."""
    declared, found = meta.language, language_of(text)
    if not found or (declared and _base(declared) == _base(found)):
        return meta
    return replace(meta, language=found, sources={**meta.sources, "language": FieldSource("text", None)})


def language_of(text: str) -> str | None:
    """BCP 47 tag of the language that a text is in, or None where that cannot be told."""
    from newsclean.language import detect

    found = (None if text.isascii() else _by_script(text[::_EVERY])) or detect(text)
    if not found and len(text) >= _LEAST_CHARS:
        found = _by_words(text)
    return found


def _by_script(sample: str) -> str | None:
    """Language of a text in a script that one language of news has, from letters taken evenly out of it."""
    if not sample or max(sample) < _FIRST_SCRIPT:
        return None
    letters = len(_LETTER().findall(sample))
    for tag, script in _scripts().items() if letters else ():
        if len(script.findall(sample)) * 2 > letters:
            return tag
    return None


def _by_words(text: str) -> str | None:
    """Language of a text that is in none of those with phrase rules, by its most frequent words."""
    words = _WORDS().findall(text.casefold())
    if not words:
        return None
    frequent = _frequent()
    counts = dict.fromkeys(other_languages.WORDS, 0)
    for word in words:
        for tag in frequent.get(word, ()):
            counts[tag] += 1
    (second, _), (best, language) = sorted((count / len(words), tag) for tag, count in counts.items())[-2:]
    return language if best >= _LEAST_SHARE and best >= _LEAST_LEAD * second else None


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    return {tag: re.compile(f"[{letters}]") for tag, letters in other_languages.SCRIPTS.items()}


@cache
def _frequent() -> dict[str, list[str]]:
    """Each frequent word, with the languages that have it."""
    found: dict[str, list[str]] = {}
    for tag, words in other_languages.WORDS.items():
        for word in set(words.split()):
            found.setdefault(word, []).append(tag)
    return found


def _base(tag: str) -> str:
    base = tag.partition("-")[0].lower()
    return _SAME.get(base, base)
