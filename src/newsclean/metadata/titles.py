"""Which of a page's titles is its headline, without the site's name and section.

Each source votes for what it says, in full for the same words, in part for a title that only begins or ends with them.
An `<h1>` votes as the headline if it speaks of what the other titles speak of; else it is a logo or a section.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsclean.metadata.claim import Claim
from newsclean.metadata.dates import named_dates
from newsclean.metadata.patterns import pattern
from newsclean.metadata.plain import fold, plain
from newsclean.metadata.ranking import weight

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence


#: What stands between a headline and the names of site and section in a window's title.
_MARK = pattern(r"[-–—−/~>·:|｜»›•«‹：_]")
_SEPARATOR = pattern(r"\s+[-–—−/~>·:]+\s+|\s*(?:[|｜»›•«‹:：_]|::|--|-(?=\s)|(?<=\s)-)+\s*")
#: Sources whose title may hold more than the headline.
_WINDOWS = frozenset({"title", "opengraph", "twitter", "parsely", "meta", "dublin-core"})
_SHARE = 0.8  # what a title that only holds the value among other parts adds of its weight
_RELATED = 0.34  # share of an <h1>'s words that other titles must have
_FAR_RELATED = 0.8  # of one that is not among the first two
_LEAST_KEY = 4  # characters of a folded title that says something
_PART = 0.4  # of a title that a heading of one or two words must fill to be its headline
_SHORTEST_SEGMENT = 2  # characters of a folded name of a site; a single letter is no name
_MOST_RAW = 2000  # before spaces and markup are taken out
_MOST_CHARS = 300  # a longer "title" is a text
_WORD = pattern(r"\w{3,}|\d+")
_NO_WORD = pattern(r"[\W_]+")
_UNSPACED = pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CUT_SHORT = ("…", "...")
_LIMIT = (90, 115)  # lengths at which CMSs cut headlines without saying so


class _Title:
    """What a claim says the title is."""

    __slots__ = ("claim", "key", "text", "weight")

    def __init__(self, text: str, key: str, claim: Claim, weight: float) -> None:
        self.text = text
        self.key = key  # the text folded
        self.claim = claim
        self.weight = weight


class _Names(NamedTuple):
    """What a title's parts are compared with, folded."""

    sites: frozenset[str]
    sections: frozenset[str]
    host: str
    url: str


def choose(
    claims: Sequence[Claim], sites: Iterable[str], sections: Iterable[str], host: str, url: str | None
) -> tuple[str, Claim] | None:
    """The headline and the claim it comes from, the claim's raw cut to the headline's part; None without a title.

    `sites` and `sections` are what the page calls its site and section, `url` is its address, `host` the host in it.
    """
    names = _Names(_folded(sites), _folded(map(plain, sections)), fold(host), url or "")
    read: dict[str, tuple[str, str, str]] = {}  # most sources write the same
    titles = [title for claim in claims if (title := _title(claim, names, read))]
    if len({title.key for title in titles}) > 1:
        titles = list(_weighed_headings(titles, url or ""))
    if not titles:
        return None
    if len({title.key for title in titles}) == 1:
        best = max(titles, key=lambda title: title.weight)
        return best.text, best.claim
    whole = [title for title in titles if not _is_cut(title, titles)] or titles
    if editors := _editors(whole):
        return editors.text, editors.claim
    votes = {key: _votes(key, titles) for key in {title.key for title in whole}}
    best = max(whole, key=lambda title: (votes[title.key], title.weight, -len(title.text)))
    return best.text, best.claim


def _path(url: str) -> list[str]:
    """The parts of an address's path."""
    return url.partition("://")[2].partition("?")[0].partition("#")[0].rstrip("/").split("/")[1:]


@lru_cache(maxsize=10)
def _folders(url: str) -> frozenset[str]:
    """The folders of an address, which sections are often called by, folded; numbers are days."""
    return _folded(folder for folder in _path(url)[:-1] if not folder.isdigit())


def _slug(url: str) -> str:
    """The words that an address ends with."""
    return _NO_WORD().sub(" ", "".join(_path(url)[-1:]))


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset([key for name in names if len(key := fold(name)) >= _SHORTEST_SEGMENT])


def _title(claim: Claim, names: _Names, read: dict[str, tuple[str, str, str]]) -> _Title | None:
    """A claim's title without the site's names at its ends; None if nothing else is in it."""
    own = weight("title", claim.source, claim.detail)
    if not own or len(claim.raw) > _MOST_RAW:
        return None
    if claim.raw not in read:
        text = _without_names(claim.raw, names)
        value = plain(text)
        read[claim.raw] = text, value, fold(value)
    text, value, key = read[claim.raw]
    if not key or key in names.sites or len(value) > _MOST_CHARS:
        return None
    cut = claim if text == claim.raw else Claim(claim.field, text, claim.source, claim.detail)
    return _Title(value, key, cut, own)


def _without_names(raw: str, names: _Names) -> str:
    """The title without parts that name the site or, behind the headline, the section."""
    breaks = _breaks(raw)
    if not breaks:
        return raw.strip()
    start, end = 0, len(raw)
    for found in reversed(breaks):
        if not _is_name(plain(raw[found.end() : end]), names):
            break
        end = found.start()
    for found in breaks:
        if found.end() > end or fold(plain(raw[start : found.start()])) not in names.sites:
            break
        start = found.end()
    return raw[start:end].strip() or raw.strip()


def _is_name(part: str, names: _Names) -> bool:
    """Whether a part of a title is what the page calls its site or section, or its address its host or folders."""
    key = fold(part)
    return key in names.sites or key in names.sections or _is_host(part, names.host) or key in _folders(names.url)


def _breaks(raw: str) -> list[re.Match[str]]:
    """The separators in a title, looked for at the marks: to search every place takes three times as long."""
    found: list[re.Match[str]] = []
    last = 0
    for mark in _MARK().finditer(raw):
        start = mark.start()
        if start < last:
            continue
        while start > last and raw[start - 1].isspace():
            start -= 1
        if separator := _SEPARATOR().match(raw, start):
            found.append(separator)
            last = separator.end()
    return found


def _is_host(part: str, host: str) -> bool:
    """Whether a part of a title says in words what the host says in one."""
    letters = 0
    for word in part.split() if host else ():
        key = fold(word)
        if key not in host:
            return False
        letters += len(key)
    return letters > 3


def _weighed_headings(titles: Sequence[_Title], url: str) -> Iterator[_Title]:
    """The titles, of the `<h1>`s among them only the one that can be the headline, if any."""
    others = [title for title in titles if title.claim.source != "h1"]
    headings = [title for title in titles if title.claim.source == "h1"]
    yield from others
    if not headings:
        return
    if not others:
        yield headings[0]
        return
    keys = {title.key for title in others}
    if confirmed := next((title for title in headings if title.key in keys), None):
        yield confirmed
        return
    logos = {key for title in others if (key := _last_part(title, others))}
    headings = [title for title in headings if title.key not in logos and not _is_labelled(title, others)]
    slug = _slug(url)
    related = [(_relation(title, others, slug), title) for title in headings]
    best = max((relation for relation, _ in related), default=0.0)
    first = next((title for relation, title in related if relation == best), None)
    if first is not None and best >= (_RELATED if first in headings[:2] else _FAR_RELATED):
        yield first
    elif len({title.key for title in headings}) == 1 and _stands_alone(headings[0]):
        yield _Title(headings[0].text, headings[0].key, headings[0].claim, headings[0].weight / 2)


def _is_labelled(heading: _Title, others: Sequence[_Title]) -> bool:
    """Whether a heading is what several titles say with a label or a date before it ("Blog: …", "6 May 2024 …")."""
    for other in others:
        if heading.key.endswith(other.key) and sum(title.key == other.key for title in others) > 1:
            before = heading.text[: -len(other.text)].rstrip()
            return before.endswith(":") or named_dates(before) is not None
    return False


def _last_part(title: _Title, others: Sequence[_Title]) -> str:
    """The part of a window's title that is the site's name: another source has the other part, or it is the last and
    the shorter one."""
    breaks = _breaks(title.claim.raw)
    if breaks and all(other.claim.source == "title" for other in others):
        before, behind = (
            plain(part) for part in (title.claim.raw[: breaks[-1].start()], title.claim.raw[breaks[-1].end() :])
        )
        return fold(behind) if len(before) > len(behind) else ""
    for found in breaks[:1] + breaks[-1:]:
        before, behind = fold(plain(title.claim.raw[: found.start()])), fold(plain(title.claim.raw[found.end() :]))
        for first, second in ((before, behind), (behind, before)):
            if any(other.key == first for other in others if other.claim.source != title.claim.source):
                return second
    return ""


def _relation(heading: _Title, others: Sequence[_Title], slug: str) -> float:
    """How much of a heading stands in the other titles or in the address, 0 to 1."""
    for other in others:
        if heading.key in other.key and (len(heading.key) >= _PART * len(other.key) or len(heading.text.split()) > 2):
            return 1.0
        if other.key in heading.key and len(other.key) > _LEAST_KEY:
            return 1.0
    own = _words(heading.text)
    shared = own & {word for text in (slug, *(other.text for other in others)) for word in _words(text)}
    return len(shared) / len(own) if len(own) > 1 else 0.0


def _words(text: str) -> set[str]:
    """Words for comparing; pairs of letters for scripts that do not part words."""
    text = text.casefold()
    if _UNSPACED().search(text):
        return {text[i : i + 2] for i in range(len(text) - 1)}
    return set(_WORD().findall(text))


def _stands_alone(heading: _Title) -> bool:
    """Whether a heading that no other title confirms can be a headline: it has the length of one."""
    if heading.claim.detail == "late":
        return False
    return len(heading.text.split()) >= 4 or bool(_UNSPACED().search(heading.text) and len(heading.text) >= 12)


def _is_cut(title: _Title, titles: Sequence[_Title]) -> bool:
    """Whether a title breaks off where another goes on: schema.org's headlines end after 110 characters."""
    text = next((title.text.removesuffix(mark) for mark in _CUT_SHORT if title.text.endswith(mark)), title.text)
    marked = text != title.text
    if not marked and not _LIMIT[0] <= len(text) <= _LIMIT[1]:
        return False
    for other in titles:
        rest = other.text[len(text) :]
        if rest and other.key.startswith(fold(text)) and (marked or not _SEPARATOR().match(rest)):
            return other is not title
    return False


def _editors(titles: Sequence[_Title]) -> _Title | None:
    """The headline in a news page's schema.org data, where it is not just the window's title, which is written for
    search engines."""
    window = next((title.key for title in titles if title.claim.source == "title"), "")
    for title in titles:
        if (title.claim.source, title.claim.detail) == ("json-ld", "news") and title.key not in window:
            return title
    return None


def _votes(key: str, titles: Sequence[_Title]) -> float:
    """Weight of the sources that say the same, and part of the weight of the window's and the cards' titles that say
    it among other things."""
    total = 0.0
    for other in titles:
        if other.key == key:
            total += other.weight
        elif len(key) > 5 and other.claim.source in _WINDOWS and _begins_or_ends(other.key, key):
            total += _SHARE * other.weight
    return total


def _begins_or_ends(whole: str, part: str) -> bool:
    return whole.startswith(part) or whole.endswith(part)
