"""Captions in text without tags: lines that end with who took the picture."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from newsclean.lines import folded

_RECENT: Final = 1024  # lines

_END_CHARS: Final = 110
_MOST_CHARS: Final = 400
#: A label for who took the picture, at a caption's end, with or without brackets; captions often stick to it.
_CREDIT: Final = re.compile(
    r"(?:[(\[|/©] ?(?:image|photo|picture|pic|credit|source|foto|bild|quelle|crédit|fotografía|imagen|imagem|beeld|fot"
    r"|фото)\b|\b(?:image|photo|picture|foto|bild|crédit)s?(?: credit)?: ?|credit: ?)[^.!?]{2,80}$"
)
#: Every label has one of these; to look for each in turn is much faster than to look for a label.
_LABEL_STEMS: Final = ("imag", "photo", "pic", "credit", "source", "fot", "bild", "quelle", "crédit", "beeld", "фото")
_AGENCIES: Final = (
    "getty images|getty|afp|reuters|dpa|epa|efe|ap photo|ap|imago|picture alliance|shutterstock|istock|unsplash|alamy"
    "|pa wire|xinhua|ansa|lapresse|anp|belga|keystone|ritzau|ntb|scanpix|tass|lusa|yonhap|kyodo|stock photo"
)
#: An agency at its end says the same, but ends a report's last sentence too.
_AGENCY: Final = re.compile(rf"(?:[(\[|/©]|\b)(?:{_AGENCIES})(?:[)\]]$|$| ?/ ?[^.!?]{{2,40}}$)|© [^.!?]{{2,60}}$")

_AGENCY_ENDS: Final = tuple(_AGENCIES.split("|"))
_AGENCY_CHARS: Final = max(map(len, _AGENCY_ENDS)) + 2
#: Every credit with a label has one of these signs; looking for one is much faster than looking for a credit.
_CREDIT_SIGNS: Final = ("(", "[", "|", "/", "©", ":")


@lru_cache(maxsize=_RECENT)
def credit(text: str) -> int:
    """How surely a line ends with who took a picture: 2 for a label ("(Image: …)", "Foto: …"), 1 for an agency, 0.

    The last sentence of a report may end with an agency's name, too.

    >>> credit("The harbour at dawn. Photo: Jane Example"), credit("The quay (AFP)"), credit("She left the quay.")
    (2, 1, 0)
    """
    if len(text) > _MOST_CHARS or "\n" in text:
        return 0
    end = text[-_END_CHARS:]
    if not any(sign in end for sign in _CREDIT_SIGNS):
        return 1 if _ends_with_agency(end[-_AGENCY_CHARS:]) and _AGENCY.search(folded(end)) else 0
    end = folded(end)
    if any(stem in end for stem in _LABEL_STEMS) and _CREDIT.search(end):
        return 2
    may = "/" in end or "©" in end or _ends_with_agency(end)
    return 1 if may and _AGENCY.search(end) else 0


def _ends_with_agency(end: str) -> bool:
    return end.casefold().rstrip(")] ").endswith(_AGENCY_ENDS)
