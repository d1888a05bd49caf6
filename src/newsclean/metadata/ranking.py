"""How far each source is trusted, by field: the one table. Agreement between sources weighs more than a row's place.

A weight is a vote: the value with the most votes wins, and among equals the one whose source stands higher. So a
source alone must weigh more than two others together to win against them.
"""

from __future__ import annotations

from functools import cache

#: Field -> source, or source:detail -> weight. A source that is not listed for a field is not asked.
WEIGHTS: dict[str, dict[str, float]] = {
    "title": {
        "json-ld:news": 7.0, "h1": 7.0, "h1:late": 2.0, "json-ld:headline": 2.0, "opengraph": 2.0, "microdata": 1.5,
        "parsely": 1.5, "citation": 1.5, "hnews": 1.5, "twitter": 1.2, "title": 1.2, "sailthru": 1.2,
        "dublin-core": 1.2, "rdfa": 1.2, "json-ld:name": 1.2, "meta": 0.8, "json-ld:page": 0.6,
    },
    "authors": {
        "byline:opened": 4.0, "json-ld:person": 3.0, "citation": 3.0, "parsely": 2.5, "byline:hinted": 2.2,
        "rel-author": 2.0, "microdata": 2.0, "hnews": 2.0, "sailthru": 2.0, "meta": 1.8, "twitter": 1.6,
        "dublin-core": 1.6, "opengraph": 1.5, "rdfa": 1.5, "byline:beside_date": 1.2, "byline:signed": 1.2,
        "byline:introduced": 1.2, "byline:named": 1.2, "byline:handle": 1.2,
        "byline:box": 0.4, "byline:phrase": 0.4, "json-ld:organization": 1.0, "json-ld:page": 1.0,
    },
    "published": {
        "json-ld:datePublished": 3.0, "opengraph": 2.5, "parsely": 2.0, "microdata": 2.0, "shown": 2.0, "citation": 1.8,
        "meta": 1.8, "time:marked": 1.7, "hnews": 1.6, "sailthru": 1.5, "dublin-core": 1.5, "rdfa": 1.5,
        "json-ld:page": 1.3, "url": 2.2, "time": 1.0, "shown:far": 0.9, "stamp": 0.8,
    },
    "modified": {
        "json-ld:dateModified": 3.0, "opengraph": 2.5, "microdata": 2.0, "meta": 1.8, "time:marked": 1.7, "hnews": 1.6,
        "dublin-core": 1.5, "rdfa": 1.5, "shown": 1.4, "json-ld:page": 1.3, "shown:far": 0.8,
    },
}  # fmt: skip

#: Sources that a CMS fills from one field: together they are hardly more than one.
ONE_FIELD = frozenset({"json-ld", "opengraph", "twitter", "meta", "parsely", "sailthru", "dublin-core"})
#: Sources that may all read one element of the page.
ONE_PLACE = frozenset({"microdata", "rdfa", "hnews", "time", "shown"})
#: Sources of authors that are right so often that the text need not be asked.
TRUSTED = frozenset({"json-ld", "opengraph", "meta", "parsely", "sailthru", "citation", "dublin-core"})
SAME_FIELD = 0.25  # what each further of these adds of its weight

#: Field -> sources in order: the first that says anything usable is taken.
ORDER: dict[str, tuple[str, ...]] = {
    "site": (
        "opengraph", "json-ld:publisher", "json-ld:website", "citation", "dublin-core", "meta",
    ),
    "language": ("html", "json-ld", "opengraph", "meta", "dublin-core", "citation"),
    "description": (
        "opengraph", "meta", "json-ld", "twitter", "dublin-core", "sailthru", "json-ld:page",
    ),
    "image": ("opengraph", "json-ld", "twitter", "parsely", "sailthru", "link", "meta", "json-ld:page"),
    "tags": ("opengraph", "json-ld", "parsely", "meta", "sailthru", "microdata", "citation", "dublin-core"),
    "section": ("json-ld", "opengraph", "parsely", "meta", "sailthru", "microdata"),
    "canonical_url": ("link", "opengraph", "parsely"),
}  # fmt: skip


@cache
def weight(field: str, source: str, detail: str) -> float:
    """Weight of a claim: of its source with its detail, else of its source, else none."""
    weights = WEIGHTS[field]
    return weights.get(f"{source}:{detail}", weights.get(source, 0.0))


@cache
def rank(field: str, source: str, detail: str) -> int | None:
    """Place of a claim in the order of its field; None for one that is not asked."""
    order = ORDER[field]
    for name in (f"{source}:{detail}", source):
        if name in order:
            return order.index(name)
        if detail == "page":  # what a page says of itself is asked only where the table says so
            break
    return None
