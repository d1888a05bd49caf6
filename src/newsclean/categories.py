"""What a block that is no part of the article is: the category that its surroundings speak of."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from newsclean import hints
from newsclean.measures import PATH_TAGS, Measures

if TYPE_CHECKING:
    from newsclean.model import Document

#: Category of a group of hints; the first that the block's own element, then one around it, gives.
_OF_HINT: Final = (
    ("comments", "comments"), ("cookie", "cookie"), ("paywall", "paywall"), ("newsletter", "newsletter"), ("ad", "ad"),
    ("caption", "caption"), ("share", "share"), ("tags", "tags"), ("byline", "byline"), ("related", "related"),
    ("nav", "nav"), ("footer", "nav"), ("widget", "widget"),
)  # fmt: skip
#: Category of an element around the block, where no name says more.
_OF_TAG: Final = (("nav", "nav"), ("footer", "nav"), ("figure", "caption"), ("button", "widget"), ("form", "widget"))
#: In lower case; to look for each in turn is ten times faster than one expression that ignores case.
_LEGAL: Final = (
    "©", "copyright", "rights reserved", "alle rechte vorbehalten", "tous droits réservés", "derechos reservados",
    "direitos reservados", "diritti riservati", "rechten voorbehouden", "prawa zastrzeżone", "все права защищены",
    "tüm hakları", "版权所有", "版權所有", "無断転載", "무단전재",
)  # fmt: skip
_CREDIT: Final = re.compile(r"©|\(c\)|getty|photo:|photo by|image:|image credit|foto:|credit:|/ap|/afp", re.I)
_SHORT_CREDIT: Final = 80
_LEGAL_CHARS: Final = 200  # how far a notice of rights is looked for
_BIO_WORDS: Final = 12


def category_of(document: Document, m: Measures, index: int, rule: str | None, first: int, last: int) -> str:
    """Category of a removed block; `first` and `last` are the indexes of the article's first and last prose."""
    block = document.blocks[index]
    if rule == "caption":
        short_credit = len(block.text) < _SHORT_CREDIT and _CREDIT.search(block.text)
        return "image-credit" if short_credit else "caption"
    if rule == "link-line":
        return "promo"
    own = m.at[m.at[block.container].own]
    if rule == "other-article":
        return "comments" if own.mask & hints.bit("comments") else "related"
    links = m.link_density[index]
    if index > last and links < 0.8 and _is_legal(block.text[:_LEGAL_CHARS].lower()):
        return "legal"
    found = _surroundings(own.own_mask, own.mask, own.path)
    if found == "byline" and m.words[index] > _BIO_WORDS and m.prose[index]:
        return "author-bio"
    if found:
        return found
    if links > 0.5:
        return "nav" if index < first else "related"
    return "other" if index <= last or not m.at[own.section].links else "related"


def _is_legal(lower: str) -> bool:
    return any(phrase in lower for phrase in _LEGAL)


@cache
def _surroundings(own: int, around: int, path: int) -> str | None:
    return _named(own) or _named(around) or _tagged(path)


@cache
def _named(mask: int) -> str | None:
    if not mask:
        return None
    return next((category for group, category in _OF_HINT if mask & hints.bit(group)), None)


@cache
def _tagged(path: int) -> str | None:
    return next((category for tag, category in _OF_TAG if path >> PATH_TAGS.index(tag) & 1), None)
