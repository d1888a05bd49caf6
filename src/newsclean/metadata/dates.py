"""Dates as pages write them to ISO 8601: the day, the time and offset where the page gives them, and no more.

Nothing here asks the clock. A date that can be read two ways gives both readings; the chooser settles it.
Two-digit years are not read, nor days without a year.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache

from newsclean.metadata import month_names
from newsclean.metadata.patterns import pattern

#: RFC 3339 and its relatives: a space for the T, an offset without colon, a comma or more digits for fractions.
_ISO = pattern(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"(?:(?:\s*T\s*|\s+|\s*,\s*|\s*-\s+|\+)(?P<H>\d{1,2})[:h](?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,:]\d+)?)?"
    r"(?:\s*(?P<z>Z\b|[A-Z]{0,3}\s?[+-]\d{1,2}(?::?\d{2})?\b|[A-Z]{2,4}\b))?)?",
    re.I,
)
_COMPACT = pattern(
    r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:T?(?P<H>\d{2})(?P<M>\d{2})(?P<S>\d{2})?(?P<z>Z|[+-]\d{4})?)?"
)
_EPOCH = pattern(r"\d{10}(?:\d{3})?")
_YEAR_FIRST = pattern(r"(?<!\d)(?P<y>(?:1[89]|20)\d{2})\s?[./-]\s?(?P<m>\d{1,2})\s?[./-]\s?(?P<d>\d{1,2})(?!\d)")
_YEAR_LAST = pattern(
    r"(?<![\d.,])(?P<a>\d{1,2})\s?(?P<mark>[./-])\s?(?P<b>\d{1,2})\s?(?P=mark)\s?(?P<y>(?:1[89]|20)\d{2})(?!\d)"
)
_EAST_ASIAN = pattern(
    r"(?:(?P<era>令和|平成|昭和)\s*(?P<e>\d{1,2}|元)|(?P<y>(?:19|20)\d{2}))\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일号]"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}

_ANY_YEAR = pattern(r"(?:1[89]|20)\d\d")
_YEAR = r"(?P<y>(?:1[89]|20)\d{2})(?!\d)"
_WORD = r"(?P<w>[^\s\d.,/()|:–—•·●⋅-]{2,20})"
_ORDINAL = r"(?:st|nd|rd|th|er|eme|re|[.ºª°]|:?[ea]n?)?"
#: A word that a month's name may be, and one right behind a day with its ending ("31stMay").
_ANY_WORD = pattern(r"[^\s\d.,/()|:–—•·●⋅-]{2,}")
_GLUED = pattern(rf"\d{_ORDINAL}[^\W\d_]")
#: "Jane DoeMay 6, 2024": a space was lost with the markup.
RUN_ON_DATE = pattern(r"(?<=[a-zß-ÿ])(?=[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})")
_OTHER_DIGIT = pattern(r"[^\D0-9]")
_JOIN = r"(?:\s|[.,/-]|\s(?:of|de|del|di|the|d'|da|do)\s)"
#: What stands in a form that begins with a word, tried first: to look for a word everywhere takes ten times as long.
_DAY_AND_YEAR = pattern(rf"\d{_ORDINAL}[\s,]{{1,3}}(?:at\s)?(?:1[89]|20)\d\d")
_CLOCK_AND_YEAR = pattern(r"\d{2}:\d{2}\s(?:\w{3,4}\s)?(?:1[89]|20)\d\d")
_MOST_BEFORE = 30  # characters of such a form before what is looked for
#: Each with what has to be in a text for it, where that is quicker to find.
_NAMED = (
    # 31 May 2024, 31. Mai 2024, 31 de mayo de 2024, 31-May-2024
    (None, pattern(rf"(?<![\d:.])(?P<d>\d{{1,2}}){_ORDINAL}{_JOIN}{{0,3}}{_WORD}\.?{_JOIN}{{0,3}}{_YEAR}")),
    # May 31, 2024, May 31st 2024, Mai 31 2024
    (_DAY_AND_YEAR, pattern(rf"{_WORD}\.?\s{{0,2}}(?P<d>\d{{1,2}}){_ORDINAL}[\s,]{{1,3}}(?:at\s)?{_YEAR}")),
    # 2024. május 31., 2024 May 31, 2024/may/31
    (
        None,
        pattern(rf"(?<!\d)(?P<y>(?:1[89]|20)\d{{2}})[.,\s/-]{{1,3}}{_WORD}\.?[\s/-]{{0,2}}(?P<d>\d{{1,2}})(?![\d:])"),
    ),
    # Fri May 31 10:00:00 UTC 2024
    (
        _CLOCK_AND_YEAR,
        pattern(rf"{_WORD}\s(?P<d>\d{{1,2}})\s\d{{2}}:\d{{2}}(?::\d{{2}})?\s(?:[A-Z]{{3,4}}\s)?{_YEAR}", re.I),
    ),
)  # fmt: skip
#: The usual forms of these in letters of ASCII, looked for right before a text's first year: no other form can be there
#: as well, nor begin before it.
_USUAL_NAMED = (
    pattern(rf"(?<![^\s\d.,/()|:-])(?P<w>[a-z]{{3,9}})\.?\s{{1,2}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}"),
    pattern(rf"(?<![\d:.])(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?P<w>[a-z]{{3,9}})\.?,?\s{_YEAR}"),
)
_USUAL_CHARS = 20  # before the year
#: A time of day close behind or before a date; the offset where there is one.
_TIME = pattern(
    r"(?<![\d:])(?P<H>[01]?\d|2[0-4])(?:[:h](?P<M>[0-5]\d)(?::(?P<S>[0-5]\d))?|(?=\s?[ap]\.?m\b))"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?\(?(?P<z>Z\b|(?:utc|gmt)?\s?[+-]\d{2}:?\d{2}\b|[a-z]{3,4}\b)\)?)?",
    re.I,
)
_TIME_GAP = 24  # characters between a date and its time
#: Zones whose abbreviation means one offset in news. CST and IST mean several, so they are none.
_ZONES = {
    "z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00",
    "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "cet": "+01:00", "cest": "+02:00",
    "bst": "+01:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "jst": "+09:00", "kst": "+09:00",
    "wib": "+07:00", "aest": "+10:00", "aedt": "+11:00", "akst": "-09:00", "akdt": "-08:00", "hst": "-10:00",
}  # fmt: skip
_FARTHEST = timedelta(hours=14)  # of an offset
_MAX_CHARS = 300  # a longer text is no date


@lru_cache(maxsize=100)
def readings(raw: str) -> tuple[str, ...]:
    """ISO 8601 of the first date in a text: one, two where day and month can be told either way, or none."""
    text = raw.strip()
    if len(text) > _MAX_CHARS:
        return ()
    if value := _usual(text):
        return (value,)
    if text[4:5] == "-" and (found := _ISO().match(text)):
        return _one(found, found["H"], found["M"], found["S"], found["z"])
    if text[:8].isdigit() and (found := _COMPACT().fullmatch(text)):
        return _one(found, found["H"], found["M"], found["S"], found["z"])
    if text.isdigit() and _EPOCH().fullmatch(text):
        return _of_epoch(int(text[:10]))
    return _in_words(_western_digits(text))


def _usual(text: str) -> str | None:
    """A date and time of RFC 3339, as most pages write it; None for any other form."""
    if text[10:11] != "T" or text[13:14] != ":" or text.endswith("-00:00"):
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    offset = when.utcoffset()
    if not 1971 <= when.year <= 2100 or (offset is not None and abs(offset) > _FARTHEST):
        return None
    return when.isoformat(timespec="seconds")


@lru_cache(maxsize=100)
def named_dates(text: str) -> tuple[int, int] | None:
    """Start and end of the first date in a text, or None."""
    found = _search(_western_digits(text))
    return found[1].span() if found else None


def _in_words(text: str) -> tuple[str, ...]:
    found = _search(text)
    if not found:
        return ()
    days, match = found
    hour, minute, second, zone = _time_near(text, match.start(), match.end())
    made = [_iso(day, hour, minute, second, zone) for day in days]
    return tuple(dict.fromkeys(filter(None, made)))


@lru_cache(maxsize=100)
def _search(text: str) -> tuple[list[tuple[int, int, int]], re.Match[str]] | None:
    """Days, as (year, month, day), that the first date in a text can mean, and where it stands."""
    if ("年" in text or "년" in text) and (found := _EAST_ASIAN().search(text)):
        era = found["era"]
        year = _ERAS[era] + (1 if found["e"] == "元" else int(found["e"])) if era else int(found["y"])
        return [(year, int(found["m"]), int(found["d"]))], found
    if not (any_year := _ANY_YEAR().search(text)):
        return None
    in_figures = "." in text or "/" in text or "-" in text
    if in_figures and (found := _YEAR_FIRST().search(text)):
        return [(int(found["y"]), int(found["m"]), int(found["d"]))], found
    if found := _usually_named(text, any_year.start()) or _named(text):
        return [(int(found["y"]), _months()[_month_key(found["w"])], int(found["d"]))], found
    if in_figures and (found := _YEAR_LAST().search(text)):
        first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
        days = [(year, second, first)]
        if first != second:
            days.append((year, first, second))
        possible = [day for day in days if day[1] <= 12 and day[2] <= 31]
        return (possible, found) if possible else None
    return None


def _usually_named(text: str, year: int) -> re.Match[str] | None:
    """A date of a usual form with the first year of a text, so that the search for every form is spared."""
    if not text.isascii():
        return None
    folded = text.lower()
    for named in _USUAL_NAMED:
        found = named().search(folded, max(0, year - _USUAL_CHARS), year + 5)
        if found and found["w"] in _months():
            return found
    return None


def _named(text: str) -> re.Match[str] | None:
    folded = text.casefold()
    folded = _spaced_months(folded) if len(folded) == len(text) else text.lower()
    if _months().keys().isdisjoint(_words(folded)) and not _GLUED().search(folded):
        if not (run_on := RUN_ON_DATE().search(text)):
            return None
        folded = " " * run_on.start() + folded[run_on.start() :]
    best: re.Match[str] | None = None
    for needed, named in _NAMED:
        start = 0
        if needed:
            if not (first := needed().search(folded)):
                continue
            start = max(0, first.start() - _MOST_BEFORE)
        for found in named().finditer(folded, start):
            if _month_key(found["w"]) in _months() and (best is None or found.start() < best.start()):
                best = found
                break
        if best is not None and best.start() == 0:
            break
    return best


def _words(text: str) -> list[str]:
    """What of a text may be names of months, as their table writes them."""
    words = _ANY_WORD().findall(text.casefold())
    return [word.strip("'’") for word in words] if "'" in text or "’" in text else words


def _month_key(word: str) -> str:
    return word.strip("'’").casefold()


@cache
def _months() -> dict[str, int]:
    return {
        unicodedata.normalize("NFC", form).casefold(): number
        for months in month_names.NAMES.values()
        for number, forms in enumerate(months.split(","), 1)
        for form in forms.split()
    }


@cache
def _two_words() -> tuple[tuple[str, str], ...]:
    return tuple((name.replace("_", " "), name) for name in _months() if "_" in name)


def _spaced_months(text: str) -> str:
    """Text with month names of two words written as one, which keeps the length."""
    for spaced, joined in _two_words() if not text.isascii() else ():
        text = text.replace(spaced, joined)
    return text


def _western_digits(text: str) -> str:
    """Text with Arabic, Persian, Indic and full-width digits as 0-9, so that offsets stay."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    if not _OTHER_DIGIT().search(text):
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and unicodedata.category(c) == "Nd" else c for c in text)


def _time_near(text: str, start: int, end: int) -> tuple[str | None, str | None, str | None, str | None]:
    """Hour, minute, second and zone that stand right behind a date, or right before it."""
    found = _TIME().search(text, end, end + _TIME_GAP + 24)
    if not found or found.start() - end > _TIME_GAP:
        found = None
        for earlier in _TIME().finditer(text, 0, start):
            if start - earlier.end() <= 6:
                found = earlier
    if not found:
        return None, None, None, None
    hour = int(found["H"])
    if half := (found["half"] or "").lower():
        if not 1 <= hour <= 12:
            return None, None, None, None
        hour = hour % 12 + (12 if half == "p" else 0)
    return str(hour), found["M"] or "00", found["S"], found["z"]


def _one(
    found: re.Match[str], hour: str | None, minute: str | None, second: str | None, zone: str | None
) -> tuple[str, ...]:
    value = _iso((int(found["y"]), int(found["m"]), int(found["d"])), hour, minute, second, zone)
    return (value,) if value else ()


def _iso(
    day: tuple[int, int, int], hour: str | None, minute: str | None, second: str | None, zone: str | None
) -> str | None:
    """ISO 8601 of a day and a time, or None where there is no such day or no article of that time on the web."""
    try:
        when = date(*day)
    except ValueError:
        return None
    if not 1800 <= when.year <= 2100 or day == (1970, 1, 1):
        return None
    if hour is None or int(hour) > 23:
        return when.isoformat()
    clock = f"{int(hour):02}:{minute or '00'}:{second or '00'}"
    return f"{when.isoformat()}T{clock}{_offset(zone)}"


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    word = zone.strip().lower()
    if word in _ZONES:
        return _ZONES[word]
    found = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", word)
    if not found or int(found[2]) > 14:
        return ""
    return f"{found[1]}{int(found[2]):02}:{found[3] or '00'}"


def _of_epoch(seconds: int) -> tuple[str, ...]:
    """Seconds since 1970, which name an instant of the web's age only if they are a time stamp at all."""
    when = datetime.fromtimestamp(seconds, UTC)
    return (when.isoformat(),) if 1995 <= when.year <= 2100 else ()
