"""What a source says of a field: the record that readers give and choosers weigh."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Callable

#: Fields that hold several values; the raw of their claims has one to a line.
LIST_FIELDS = frozenset({"authors", "tags"})


class Claim(NamedTuple):
    """One source's word on one field, before it is judged."""

    field: str
    raw: str  # as the page wrote it, entities decoded; several values: one to a line
    source: str  # the reader's name: json-ld | opengraph | ...
    detail: str = ""  # where in the source, when choosers need to know: a key, or "organization"


#: A claim from its parts, in a third of the time: a page makes dozens.
claim_of = cast("Callable[[tuple[str, str, str, str]], Claim]", partial(tuple.__new__, Claim))


def one_line(raw: str) -> str:
    """A value on one line, so that several can be joined by line breaks; other spacing stays as written."""
    return " ".join(raw.splitlines()).strip()
