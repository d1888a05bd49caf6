"""The lines around the headline: who wrote it, and the days shown there.

Read from the page's blocks: those near the `<h1>` (without one: at the start), and author boxes further down, which
are known by their class names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newsclean.lines import is_prose
from newsclean.metadata.claim import Claim
from newsclean.metadata.dates import named_dates
from newsclean.metadata.names import byline_in, looks_like_name, people

if TYPE_CHECKING:
    from newsclean.metadata.parts import PageParts
    from newsclean.model import Block, Container, Document

SOURCE = "byline"
_BEFORE, _BEHIND = 6, 14  # blocks around the headline that bylines are looked for in
_MOST_CHARS = 160  # a longer block is no byline
_LEVELS = 3  # containers above a block whose names count
_AUTHOR = re.compile(r"author|byline|by-line|writer|contributor|reporter|autor|auteur|verfasser|journalist|redactor|redakt|creator")
_NOT_AUTHOR = re.compile(
    r"bio|description|comment|related|recommend|social|share|follow|title-?tag|job|position|role|avatar|image|photo|more-|newsletter|tag"
)
_DATE = re.compile(r"date|time|publish|posted|meta|byline|author|datum|fecha|dateline|info|stamp|details|header")
_MODIFIED = re.compile(
    r"\b(?:updated?|modified|last (?:update|review|edit)\w*|edited|revised|reviewed|aktualisiert|stand|geändert|mis à jour|màj|modifié|"
    r"actualizad[oa]|atualizad[oa]|aggiornat[oa]|bijgewerkt|gewijzigd|uppdatera[dt]|oppdatert|opdateret|zaktualizowan[oa]|aktualizacja|"
    r"aktualizováno|actualizat|frissít\w+|güncelle\w+|ενημέρωση|diperbarui)|обновлен|оновлен|изменен|تحديث|अपडेट|更新|수정|최종수정",
    re.I,
)
_MENU = re.compile(r"(?:^|[\s_-])(?:nav|menu|footer|comment|related|recommend|sidebar|widget|cookie|popular|trending)", re.I)


def read(parts: PageParts) -> Iterator[Claim]:
    """Claims of the byline, of an author box, and of the first days shown near the headline."""
    document = parts.document
    place = _headline(document.blocks)
    first, last = max(0, place - _BEFORE), place + 1 + _BEHIND
    near = [block for block in document.blocks[first:last] if len(block.text) <= _MOST_CHARS and block.level != 1]
    yield from _authors(document, near, document.blocks[last:])
    yield from _days(document, near)


def _headline(blocks: Sequence[Block]) -> int:
    for place, block in enumerate(blocks):
        if block.level == 1 and block.kind == "heading":
            return place
    return 0


def _authors(document: Document, near: Sequence[Block], rest: Sequence[Block]) -> Iterator[Claim]:
    named: list[str] = []
    for block in near:
        if raw := byline_in(block.text):
            yield Claim("authors", raw, SOURCE, "opened")
            return
        if not named and _hints(document, block, _AUTHOR) and not _hints(document, block, _NOT_AUTHOR, 1):
            names = people(block.text)
            if names and all(map(looks_like_name, names)):
                named.append(block.text)
    if named:
        yield Claim("authors", named[0], SOURCE, "hinted")
        return
    for block in rest:
        if len(block.text) < 60 and _hints(document, block, _AUTHOR, 2) and not _hints(document, block, _NOT_AUTHOR, 1):
            names = people(block.text)
            if names and all(map(looks_like_name, names)) and not _hints(document, block, _MENU, 6):
                yield Claim("authors", block.text, SOURCE, "box")
                return


def _days(document: Document, near: Sequence[Block]) -> Iterator[Claim]:
    seen: set[str] = set()
    for block in near:
        text = block.text
        if not any(map(str.isdigit, text)) or is_prose(text):
            continue
        while span := named_dates(text):
            before = text[: span[0]]
            field = "modified" if _MODIFIED.search(before[-40:]) else "published"
            if field not in seen:
                seen.add(field)
                yield Claim(field, text[: span[1] + 30] if not before else text[max(0, span[0] - 0) : span[1] + 30], SOURCE)
            text = text[span[1] :]
            if len(seen) == 2:
                return


def _hints(document: Document, block: Block, pattern: re.Pattern[str], levels: int = _LEVELS) -> bool:
    """Whether the names of a block's nearest containers match."""
    return any(pattern.search(container.hint) for container in _up(document.containers, block.container, levels))


def _up(containers: Sequence[Container], index: int, levels: int) -> Iterator[Container]:
    while index >= 0 and levels:
        yield containers[index]
        index, levels = containers[index].parent, levels - 1
