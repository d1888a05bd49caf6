"""`<time>` (HTML, "the time element"): the article's own, told from those of teasers by what they say they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim
from newsclean.metadata.parts import Element
from newsclean.metadata.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts

SOURCE = "time"
#: What class names, and words before the date, say.
_PUBLISHED = pattern(
    r"publish|pubdate|posted|entry-date|created|articledate|article-date|article_date|dateline|post-date|timestamp"
)
_MODIFIED = pattern(
    r"modif|updat|lastmod|edited|aktualisiert|geändert|actualizad|mis à jour|aggiornat|bijgewerkt|обновлен"
)
_FIRST_OF_EACH = 3  # of publishing, of changing, and the first of all
_MOST = 20  # a page with more has them for teasers
_NEAR = 40  # characters before and in a <time> that may say what it is for


def read(parts: PageParts) -> Iterator[Claim]:
    """Claims of the first `<time>` that says it is of publishing, of changing, and of the first of all."""
    found: dict[str, Claim] = {}
    for place, node in enumerate(parts.times):
        element = Element(node.tag or "", node.attributes, node)
        raw = element.attributes.get("datetime") or element.text
        if not raw:
            continue
        field, detail = _use(element)
        if place and not detail:
            continue
        found.setdefault(field + detail, Claim(field, raw, SOURCE, detail))
        if place > _MOST or len(found) == _FIRST_OF_EACH:
            break
    yield from found.values()


def _use(element: Element) -> tuple[str, str]:
    """Field of the date, and "marked" where the element says what it is for."""
    attributes = element.attributes
    words = " ".join([attributes.get(name) or "" for name in ("class", "itemprop", "id")]).lower()
    if "pubdate" in attributes:
        words += " pubdate"
    changed = "publish" not in words and _MODIFIED().search(words)
    if changed or _MODIFIED().search(_words_before(element).lower()):
        return "modified", "marked"
    return "published", "marked" if _PUBLISHED().search(words) else ""


def _words_before(element: Element) -> str:
    """What is written in the element and right before it: "Updated <time>…"."""
    before = element.node.prev
    text = before.text_content or "" if before is not None and before.is_text_node else ""
    return f"{text[-_NEAR:]} {element.text[:_NEAR]}"
