"""What a source says of a field: the record that readers give and choosers weigh."""

from __future__ import annotations

from newsclean.compiling import mypyc_attr
from newsclean.pieces import Piece

#: Fields that hold several values; the raw of their claims has one to a line.
LIST_FIELDS = frozenset({"authors", "tags"})


@mypyc_attr(acyclic=True)
class Claim(Piece):
    """One source's word on one field, before it is judged."""

    __slots__ = ("detail", "field", "raw", "source")
    FIELDS = ("field", "raw", "source", "detail")

    def __init__(self, field: str, raw: str, source: str, detail: str = "") -> None:
        self.field = field
        self.raw = raw  # as the page wrote it, entities decoded; several values: one to a line
        self.source = source  # the reader's name: json-ld | opengraph | ...
        self.detail = detail  # where in the source, when choosers need to know: a key, or "organization"


def one_line(raw: str) -> str:
    """A value on one line, so that several can be joined by line breaks; other spacing stays as written."""
    return " ".join(raw.splitlines()).strip()
