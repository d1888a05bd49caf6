"""Captions in text without tags: lines that end with who took the picture."""

from __future__ import annotations

import re

from newsclean.lines import folded

_END_CHARS = 110
_MOST_CHARS = 400
#: A label for who took the picture, at a caption's end, with or without brackets; captions often stick to it.
_CREDIT = re.compile(
    r"(?:[(\[|/©] ?(?:image|photo|picture|pic|credit|source|foto|bild|quelle|crédit|fotografía|imagen|imagem|beeld|fot"
    r"|фото)\b|\b(?:image|photo|picture|foto|bild|crédit)s?(?: credit)?: ?|credit: ?)[^.!?]{2,80}$"
)
_AGENCIES = (
    "getty images|getty|afp|reuters|dpa|epa|efe|ap photo|ap|imago|picture alliance|shutterstock|istock|unsplash|alamy"
    "|pa wire|xinhua|ansa|lapresse|anp|belga|keystone|ritzau|ntb|scanpix|tass|lusa|yonhap|kyodo|stock photo"
)
#: An agency at its end says the same, but ends a report's last sentence too.
_AGENCY = re.compile(rf"(?:[(\[|/©]|\b)(?:{_AGENCIES})(?:[)\]]$|$| ?/ ?[^.!?]{{2,40}}$)|© [^.!?]{{2,60}}$")

_AGENCY_ENDS = tuple(_AGENCIES.split("|"))
#: Every credit has one of these signs; looking for one is much faster than looking for a credit.
_CREDIT_SIGN = re.compile(r"[(\[|/©:]")
_AGENCY_SIGN = re.compile(r"[/©]")


def names_source(text: str) -> bool:
    """Whether a line ends with a label and who took the picture, as captions do: "(Image: …)", "Foto: …".

    >>> names_source("The harbour at dawn. Photo: Jane Example"), names_source("She left the quay. (dpa)")
    (True, False)
    """
    end = _end(text)
    return _CREDIT_SIGN.search(end) is not None and _CREDIT.search(end) is not None


def names_agency(text: str) -> bool:
    """Whether a line ends with an agency's name; the last sentence of a report may, too."""
    end = _end(text)
    may = _AGENCY_SIGN.search(end) is not None or end.rstrip(")]").endswith(_AGENCY_ENDS)
    return may and _AGENCY.search(end) is not None


def _end(text: str) -> str:
    return folded(text[-_END_CHARS:]) if len(text) <= _MOST_CHARS and "\n" not in text else ""
