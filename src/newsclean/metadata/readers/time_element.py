"""`<time>` (HTML, "the time element"): the article's own, told from those of teasers by what they say they are for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import Element, PageParts

SOURCE = "time"
_PUBLISHED = re.compile(r"publish|pubdate|posted|entry-date|created|article.?date|dateline|post-date|timestamp")
_MODIFIED = re.compile(
    r"modif|updat|lastmod|edited|aktualisiert|geändert|actualizad|mis à jour|aggiornat|bijgewerkt|обновлен"
)
_NEAR = 40  # characters before and in a <time> that may say what it is for


def read(parts: PageParts) -> Iterator[Claim]:
    """Claims of the first `<time>` that says it is of publishing, of changing, and of the first of all."""
    found: dict[str, Claim] = {}
    for place, element in enumerate(parts.times):
        raw = element.attributes.get("datetime") or element.text
        if not raw:
            continue
        field, detail = _use(element)
        if place and not detail:
            continue
        found.setdefault(field + detail, Claim(field, raw, SOURCE, detail))
        if place > _MOST:
            break
    yield from found.values()


_MOST = 20


def _use(element: Element) -> tuple[str, str]:
    """Field of the date, and "marked" where the element says what it is for."""
    words = " ".join(
        value or "" for name, value in element.attributes.items() if name in ("class", "itemprop", "id")
    ).lower()
    if "pubdate" in element.attributes:
        words += " pubdate"
    if (_MODIFIED.search(words) and "publish" not in words) or _MODIFIED.search(_words_before(element).lower()):
        return "modified", "marked"
    return "published", "marked" if _PUBLISHED.search(words) else ""


def _words_before(element: Element) -> str:
    """What is written in the element and right before it: "Updated <time>…"."""
    before = element.node.prev
    text = before.text_content or "" if before is not None and before.is_text_node else ""
    return f"{text[-_NEAR:]} {element.text[:_NEAR]}"
