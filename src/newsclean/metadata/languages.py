"""The language of an article: as the page declares it, checked against its text."""

from __future__ import annotations

import re
from dataclasses import replace

from newsclean.model import FieldSource, Metadata

_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?=$|[-_.,;\s@])", re.I)
_NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "español": "es", "portuguese": "pt", "português": "pt", "italian": "it", "italiano": "it", "dutch": "nl",
    "nederlands": "nl", "russian": "ru", "русский": "ru", "japanese": "ja", "chinese": "zh", "arabic": "ar",
    "korean": "ko", "turkish": "tr", "türkçe": "tr", "polish": "pl", "polski": "pl", "eng": "en", "deu": "de",
    "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "por": "pt", "ita": "it", "rus": "ru", "jpn": "ja",
    "zho": "zh", "kor": "ko", "ara": "ar", "hin": "hi", "tur": "tr", "pol": "pl", "nld": "nl", "dut": "nl",
    "cn": "zh", "jp": "ja", "kr": "ko", "ua": "uk", "cz": "cs", "gr": "el", "iw": "he", "in": "id",
}  # fmt: skip
#: Languages that one detector's answer stands for.
_SAME = {"nb": "no", "nn": "no"}
_MONTH_FIRST_REGIONS = frozenset({"US", "PH", "FM", "PW", "MH"})
_MONTH_FIRST_HOSTS = (".us", ".gov", ".mil", ".ph")
_DAY_FIRST_HOSTS = (
    ".uk", ".ie", ".au", ".nz", ".in", ".za", ".pk", ".ng", ".ke", ".sg", ".my", ".hk", ".eu", ".bd", ".lk", ".gh",
)  # fmt: skip


def language_tag(raw: str) -> str | None:
    """BCP 47 tag of what a page declares (`en_US`, `DE-de`, `English`), or None for what is no language."""
    word = raw.strip().casefold()
    if word in _NAMES:
        return _NAMES[word]
    found = _TAG.match(raw.strip())
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


def settle_language(meta: Metadata, text: str) -> Metadata:
    """The metadata with the language of the text, where it can be told and differs from the declared one."""
    from newsclean.language import detect

    found = detect(text)
    declared = meta.language
    if not found or (declared and _base(declared) == _base(found)):
        return meta
    return replace(meta, language=found, sources={**meta.sources, "language": FieldSource("text", None)})


def _base(tag: str) -> str:
    base = tag.partition("-")[0].lower()
    return _SAME.get(base, base)
