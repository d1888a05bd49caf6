"""Metadata of a page: readers give claims, choosers settle each field, and the source is noted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from newsclean.links import absolute, without_archive, without_tracking
from newsclean.metadata import authors, titles
from newsclean.metadata.chosen_dates import choose_dates, is_ambiguous
from newsclean.metadata.header import header_of
from newsclean.metadata.languages import language_tag, shows_month_first, writes_month_first
from newsclean.metadata.parts import PageParts, gather, marked_elements
from newsclean.metadata.patterns import pattern
from newsclean.metadata.plain import fold, plain
from newsclean.metadata.ranking import TRUSTED, rank
from newsclean.metadata.readers import READERS, byline, hnews, microdata, rel_author, shown_date, stamp
from newsclean.model import FieldSource, Metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from newsclean.metadata.chosen_dates import Dated
    from newsclean.metadata.claim import Claim
    from newsclean.model import Document

_Value = TypeVar("_Value")
_PERSON, _DAY = ("json-ld", "person"), ("json-ld", "datePublished")
_MOST_TAGS = 50
_COMMAS = pattern(r"[,;、，]")


def read_page(
    tree: LexborHTMLParser,
    document: Document,
    noted: Mapping[int, Sequence[LexborNode]],
    url: str | None,
    fetched: str | None,
) -> Metadata:
    """What the page says of its article, each field with its source. Never raises; what is not said is absent."""
    parts = gather(tree, document, noted, url, fetched)
    claims: defaultdict[str, list[Claim]] = defaultdict(list)

    def note(found: Iterable[Claim]) -> None:
        for claim in found:
            claims[claim.field].append(claim)

    for read in READERS:
        note(read(parts))
    if not _tells_all(claims):
        marked = marked_elements(tree, parts.metas)
        note(microdata.read(marked))
        note(rel_author.read(marked))
    header = header_of(parts)
    note(shown_date.read(parts, header))
    if "published" not in claims:
        note(shown_date.read_far(parts, header))
    if "published" not in claims:
        note(stamp.read(tree))
    sites = _site_names(claims.get("site", ()), parts)
    people = authors.choose(claims.get("authors", ()), sites)
    # A page whose data name a person need not be asked what its text says: it says the same, and asking costs as much
    # as all other readers together.
    if people is None or people[1].source not in TRUSTED or not authors.are_people(*people, sites):
        said = len(claims.get("authors", ()))
        note(hnews.read(parts, header))
        note(byline.read(parts, header))
        if len(claims.get("authors", ())) > said:
            people = authors.choose(claims["authors"], sites)
    return _decided(parts, claims, sites, people)


def _tells_all(claims: Mapping[str, Sequence[Claim]]) -> bool:
    """Whether the page's JSON-LD names a person and a day: schema.org's other forms are not written as well."""
    said = [(claim.source, claim.detail) for field in ("authors", "published") for claim in claims.get(field, ())]
    return _PERSON in said and _DAY in said


class _Fields:
    """The claims of a page, and the source of each field that was decided."""

    __slots__ = ("claims", "sources")

    def __init__(self, claims: Mapping[str, list[Claim]]) -> None:
        self.claims = claims
        self.sources: dict[str, FieldSource] = {}

    def of(self, field: str) -> Sequence[Claim]:
        """The claims of a field, in the order in which they were made."""
        return self.claims.get(field, ())

    def first(self, field: str, value_of: Callable[[str], _Value | None]) -> _Value | None:
        """The first usable value in the order of the table."""
        claims = self.claims.get(field)
        for claim in _in_order(field, claims) if claims else ():
            if value := value_of(claim.raw):
                self.sources[field] = FieldSource(claim.source, claim.raw)
                return value
        return None

    def noted(self, field: str, found: tuple[_Value, Claim] | None) -> _Value | None:
        """The value that a chooser found, its source noted."""
        if found is None:
            return None
        self.sources[field] = FieldSource(found[1].source, found[1].raw)
        return found[0]


def _decided(
    parts: PageParts,
    claims: Mapping[str, list[Claim]],
    sites: Sequence[str],
    people: tuple[authors.Names, Claim] | None,
) -> Metadata:
    fields = _Fields(claims)
    first, noted, sources = fields.first, fields.noted, fields.sources
    language = first("language", language_tag)
    sections = [claim.raw for claim in fields.of("section")]
    published, modified = _dates(parts, fields, language)
    return Metadata(
        title=noted("title", titles.choose(fields.of("title"), sites, sections, parts.host, parts.url)),
        authors=noted("authors", people) or (),
        published=noted("published", published),
        modified=noted("modified", modified),
        site=first("site", plain),
        language=language,
        description=first("description", plain),
        image=first("image", lambda raw: absolute(raw, parts.base)),
        tags=first("tags", _tags) or (),
        section=first("section", plain),
        canonical_url=(canonical := first("canonical_url", lambda raw: _address(raw, parts)))
        or _asked_for(parts, sources),
        url=_own_address(parts, canonical, sources),
        sources=sources,
    )


def _dates(parts: PageParts, fields: _Fields, language: str | None) -> tuple[Dated | None, Dated | None]:
    """The days of publishing and of the last change."""
    published, modified = fields.of("published"), fields.of("modified")
    month_first = writes_month_first(language, parts.host)
    if month_first is None and any(is_ambiguous(claim) for claim in (*published, *modified)):
        month_first = shows_month_first(parts.document.page_text)
    return choose_dates(published, modified, month_first, parts.fetched)


def _address(raw: str, parts: PageParts) -> str | None:
    """A page's address as the page gives it, absolute and without an archive's prefix."""
    address = absolute(raw, parts.base)
    return without_archive(address) if address else None


def _asked_for(parts: PageParts, sources: dict[str, FieldSource]) -> str | None:
    """The address that the page was found at, without what only says how a reader came."""
    if not parts.url or not absolute(parts.url, None):
        return None
    sources["canonical_url"] = FieldSource("url", parts.url)
    return without_tracking(without_archive(parts.url))


def _in_order(field: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a field in the order of the table; those the table does not know are left out."""
    placed = []
    for number, claim in enumerate(claims):
        place = rank(field, claim.source, claim.detail)
        if place is not None:
            placed.append((place, number))
    if len(placed) > 1:
        placed.sort()
    return [claims[number] for _, number in placed]


def _site_names(claims: Sequence[Claim], parts: PageParts) -> list[str]:
    """What the site is called: by itself and by its host, with and without its ending."""
    host = parts.host
    names: dict[str, None] = {}
    for claim in claims:
        name = plain(claim.raw)
        # Some CMSs put the headline where the application's name belongs.
        if claim.source != "meta" or fold(name) != fold(plain(parts.title or "")):
            names[name] = None
    return [*names, host, *host.split(".")[:-1]]


def _tags(raw: str) -> tuple[str, ...]:
    """Keywords of a comma-separated list or of several lines, without doubles."""
    pieces = [plain(line) for line in raw.split("\n")]
    if len(pieces) == 1:
        pieces = _COMMAS().split(pieces[0])
    tags: dict[str, str] = {}
    for piece in pieces:
        if tag := piece.strip():
            tags.setdefault(fold(tag) or tag, tag)
    return tuple(tags.values())[:_MOST_TAGS]


def _own_address(parts: PageParts, canonical: str | None, sources: dict[str, FieldSource]) -> str | None:
    """The page's own address: a saver's comment, else the canonical one that it names."""
    if parts.saved:
        sources["url"] = FieldSource("comment", parts.saved[1])
        return without_archive(parts.saved[0])
    if canonical:
        sources["url"] = sources["canonical_url"]
    return canonical
