"""What a source says of a field: the record that readers give and choosers weigh."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Fields that hold several values; the raw of their claims has one to a line.
LIST_FIELDS = frozenset({"authors", "tags"})


class Claim(NamedTuple):
    """One source's word on one field, before it is judged."""

    field: str
    raw: str  # as the page wrote it, entities decoded; several values: one to a line
    source: str  # the reader's name: json-ld | opengraph | ...
    detail: str = ""  # where in the source, when choosers need to know: a key, or "organization"


def one_line(raw: str) -> str:
    """A value on one line, so that several can be joined by line breaks; other spacing stays as written."""
    return " ".join(raw.splitlines()).strip()


def from_keys(metas: Mapping[str, Sequence[str]], fields_by_key: Mapping[str, str], source: str) -> Iterator[Claim]:
    """Claims of the `<meta>` keys of a table, in the table's order; the first that is not blank for a single value."""
    present = metas.keys() & fields_by_key.keys()
    for key in [key for key in fields_by_key if key in present] if present else ():
        contents, field = metas[key], fields_by_key[key]
        if field in LIST_FIELDS:
            raw = "\n".join(dict.fromkeys(line for content in contents if (line := one_line(content))))
        else:
            raw = next((content for content in contents if not content.isspace()), "")
        if raw:
            yield Claim(field, raw, source, key)
