"""What belongs to the story by custom though it stands apart from the body: the standfirst, embedded posts, tables.

And the headline, wherever it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsclean import hints, plain
from newsclean.lines import folded_words, folds_to

if TYPE_CHECKING:
    from newsclean.measures import Measures
    from newsclean.model import Document

_STANDFIRST_CHARS: Final = 40
_STANDFIRST_REACH: Final = 15  # blocks below the headline
_STANDFIRST_BLOCKS: Final = 3  # an element with more is no standfirst, whatever its name
_TITLE_CHARS: Final = 400  # a longer heading is no headline
_TABLE_LINKS: Final = 0.3  # link density


def embedded_posts(document: Document, m: Measures) -> set[int]:
    """Posts of social networks set into the body as quotations."""
    embed = hints.bit("embed")
    return {
        index
        for index, block in enumerate(document.blocks)
        if block.kind == "quote" and (place := m.at[block.container]).inside and place.mask & embed
        and _in_post(document, block.container)
    }  # fmt: skip


def _in_post(document: Document, place: int) -> bool:
    while place >= 0 and document.containers[place].tag != "blockquote":
        place = document.containers[place].parent
    return place >= 0 and "twitter-tweet" in document.containers[place].hint


def own_tables(document: Document, m: Measures) -> set[int]:
    """Rows of data in the body, where no name around them speaks of something else."""
    return {
        index
        for index, block in enumerate(document.blocks)
        if block.kind == "row" and m.at[block.container].inside and m.link_density[index] < _TABLE_LINKS
        and plain.in_body(m.at[m.at[block.container].own])
    }  # fmt: skip


def standfirst(document: Document, m: Measures, kept: set[int], headline: int | None, description: str) -> set[int]:
    """Blocks between the headline and the body that say what the description says, or are named a standfirst."""
    if headline is None or not kept:
        return set()
    described, named = frozenset(description.split()), hints.bit("standfirst")
    found = set()
    for index in range(headline + 1, min(headline + _STANDFIRST_REACH, len(document.blocks))):
        if _is_standfirst(document, m, index, described, named):
            found.add(index)
        elif index in kept and m.prose[index]:
            break  # the body begins
    return found


def _is_standfirst(document: Document, m: Measures, index: int, described: frozenset[str], named: int) -> bool:
    block = document.blocks[index]
    if m.link_density[index] > 0.3 or len(block.text) < _STANDFIRST_CHARS:
        return False
    words = frozenset(folded_words(block.text))
    shared = len(words & described)
    if shared > 0.75 * len(words) and shared > 0.5 * len(described):
        return True
    own = m.at[m.at[block.container].own]
    around = m.at[own.parent]
    names = own.own_mask | (around.own_mask if around.blocks <= _STANDFIRST_BLOCKS else 0)
    return bool(names & named) and len(words) > 6


def titles(document: Document, m: Measures, kept: set[int], headline: int | None, title: str) -> set[int]:
    """The headline, wherever it stands, and main headings above the body that say the same in other words."""
    body = min((i for i in kept if m.prose[i] and i != headline), default=len(document.blocks))
    words = frozenset(title.split())
    found = set()
    for index, block in enumerate(document.blocks):
        text, kind = block.text, block.kind
        if index > body and kind != "heading":
            continue
        main = kind == "heading" and block.level == 1 and index <= body and words and len(text) <= _TITLE_CHARS
        if folds_to(text, title):
            found.add(index)
        elif main:
            own = frozenset(folded_words(text))
            if 2 * len(own & words) >= min(len(own), len(words)):
                found.add(index)
    return found
