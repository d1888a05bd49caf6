"""schema.org in JSON-LD scripts (https://www.w3.org/TR/json-ld11/, https://schema.org/NewsArticle).

A page may hold several articles (its own, teasers, an item list); the page's own is the one whose address is the
page's, else the first that stands by itself. Pages without an article say something of the page.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsclean.links import site_of
from newsclean.metadata.claim import Claim, one_line
from newsclean.metadata.readers.repair import loads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts

SOURCE = "json-ld"

Node = dict[str, Any]
_ARTICLE_WORDS = ("article", "posting", "report", "claimreview", "review", "recipe", "howto", "creativework", "book")
_NEWS_WORDS = ("newsarticle", "liveblogposting")
_PAGE_WORDS = ("webpage", "itempage", "aboutpage", "faqpage", "qapage", "videoobject", "event", "product", "course")
_ORGANIZATION_WORDS = ("organization", "corporation", "website")
_MOST_NODES = 2000
_TEXT_FIELDS = (
    ("headline", "title"),
    ("datePublished", "published"),
    ("dateModified", "modified"),
    ("description", "description"),
    ("inLanguage", "language"),
    ("articleSection", "section"),
)
_PAGE_FIELDS = (("datePublished", "published"), ("dateModified", "modified"), ("inLanguage", "language"))


def read(parts: PageParts) -> Iterator[Claim]:
    """Claims of the page's own article, then those of the page around it."""
    nodes = [node for script in parts.scripts for node in _flat(loads(script))]
    if not nodes:
        return
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    article = _own(parts, [node for node in nodes if _is(node, _ARTICLE_WORDS)])
    if article is not None:
        yield from _article_claims(article, by_id)
    for node in nodes:
        if _is(node, _PAGE_WORDS):
            yield from _page_claims(node, by_id)
            break
    for node in nodes:
        if _is(node, ("website",)) and (name := _text(node.get("name"))):
            yield Claim("site", name, SOURCE, "website")
            break


def _flat(value: Any) -> Iterator[Node]:
    """Every node that stands by itself: of lists, graphs, and the main entity of a page."""
    waiting, seen = [value], 0
    while waiting and seen < _MOST_NODES:
        item = waiting.pop()
        seen += 1
        if isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, dict):
            yield item
            for key in ("mainEntityOfPage", "mainEntity", "@graph"):  # the last one is the next to be looked at
                if isinstance(child := item.get(key), (list, dict)):
                    waiting.append(child)


def _is(node: Node, words: tuple[str, ...]) -> bool:
    kinds = node.get("@type")
    if isinstance(kinds, str):
        return _ends(kinds, words)
    return isinstance(kinds, list) and any(isinstance(kind, str) and _ends(kind, words) for kind in kinds)


@lru_cache(maxsize=500)
def _ends(kind: str, words: tuple[str, ...]) -> bool:
    """Whether the name of a type, with or without the address of its vocabulary, ends with one of the words."""
    return kind.rpartition("/")[2].lower().endswith(words)


def _own(parts: PageParts, articles: list[Node]) -> Node | None:
    """The article that the page is about."""
    if len(articles) > 1:
        page = _path(parts.url)
        for article in articles:
            if page and page in (_path(address) for address in _addresses(article)):
                return article
        titled = [article for article in articles if _text(article.get("headline"))]
        dated = [article for article in titled if article.get("datePublished")]
        return (dated or titled or articles)[0]
    return articles[0] if articles else None


def _addresses(node: Node) -> Iterator[str | None]:
    page = node.get("mainEntityOfPage")
    for value in (node.get("url"), node.get("@id"), page, page.get("@id") if isinstance(page, dict) else None):
        if isinstance(value, str):
            yield value


def _path(address: str | None) -> str:
    """Address reduced to what tells pages of a site apart."""
    bare = (address or "").partition("#")[0].partition("?")[0].rstrip("/")
    return site_of(address) + bare.partition("://")[2].partition("/")[2] if bare else ""


def _article_claims(node: Node, by_id: dict[str, Node]) -> Iterator[Claim]:
    for key, field in _TEXT_FIELDS:
        if value := _text(node.get(key)):
            news = field == "title" and _is(node, _NEWS_WORDS)
            yield Claim(field, value, SOURCE, "news" if news else key)
    if not node.get("headline") and (name := _text(node.get("name"))):
        yield Claim("title", name, SOURCE, "name")
    for key in ("author", "creator"):
        if claim := _people(node.get(key), by_id):
            yield claim
            break
    if image := _image(node.get("image") or node.get("thumbnailUrl"), by_id):
        yield Claim("image", image, SOURCE)
    if tags := _lines(node.get("keywords")):
        yield Claim("tags", tags, SOURCE)
    if publisher := _name(node.get("publisher"), by_id):
        yield Claim("site", publisher, SOURCE, "publisher")


def _page_claims(node: Node, by_id: dict[str, Node]) -> Iterator[Claim]:
    for key, field in _PAGE_FIELDS:
        if value := _text(node.get(key)):
            yield Claim(field, value, SOURCE, "page")
    if name := _text(node.get("headline") or node.get("name")):
        yield Claim("title", name, SOURCE, "page")
    if description := _text(node.get("description")):
        yield Claim("description", description, SOURCE, "page")
    if claim := _people(node.get("author"), by_id):
        yield claim.replaced(detail="page")
    if image := _image(node.get("primaryImageOfPage") or node.get("image"), by_id):
        yield Claim("image", image, SOURCE, "page")
    if publisher := _name(node.get("publisher"), by_id):
        yield Claim("site", publisher, SOURCE, "publisher")


def _text(value: Any) -> str:
    """A text value as written: of a list the first, of a language map or an @value its text."""
    if isinstance(value, list):
        value = next((item for item in value if item), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("alternateName")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _people(value: Any, by_id: dict[str, Node]) -> Claim | None:
    people = value if isinstance(value, list) else [value]
    names: dict[str, bool] = {}
    for person in people:
        if name := _name(person, by_id):
            node = _resolved(person, by_id)
            names[one_line(name)] = isinstance(node, dict) and _is(node, _ORGANIZATION_WORDS)
    if not names:
        return None
    return Claim("authors", "\n".join(names), SOURCE, "organization" if all(names.values()) else "person")


def _resolved(value: Any, by_id: dict[str, Node]) -> Any:
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _name(value: Any, by_id: dict[str, Node]) -> str:
    value = _resolved(value, by_id)
    if isinstance(value, list):
        people = (item for item in value if not isinstance(item, list))
        return next((name for item in people if (name := _name(item, by_id))), "")
    if isinstance(value, dict):
        name = _text(value.get("name"))
        if not name:
            name = " ".join(part for key in ("givenName", "familyName") if (part := _text(value.get(key))))
        return name
    return value.strip() if isinstance(value, str) else ""


def _image(value: Any, by_id: dict[str, Node]) -> str:
    for _ in range(4):
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            found = _resolved(value, by_id) if len(value) <= 2 else value
            value = found.get("url") or found.get("contentUrl") or (found.get("@id") if found is not value else None)
    return value.strip() if isinstance(value, str) else ""


def _lines(value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    return "\n".join(dict.fromkeys(one_line(text) for item in values if (text := _text(item))))
