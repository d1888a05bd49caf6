"""Menus and lists of links: the entries of each as lines, for one block.

Half of a page's blocks would be such entries, and none of them says more alone than among the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsclean.lines import one_line
from newsclean.tags import BLOCK, INLINE, LINK, SKIP, TEXT, roles

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_ENTRY_CHARS: Final = 160  # a longer entry of a list may be a paragraph
_LINK_REACH: Final = 4  # elements between a link and its text, or a select and its options


def entries_of(around: LexborNode, menu: bool) -> list[str] | None:
    """The texts of the entries of a menu or of a list of links; None where one is long, or is no link in a list."""
    role_table, entries, fresh = roles(), list[str](), True
    known = len(role_table)
    for node in around.traverse(include_text=True, skip_empty=True):
        tag = node.tag_id
        role = role_table[tag] if tag < known else INLINE
        if role == TEXT:
            text = node.text_content
            if not text or text.isspace():
                continue
            place = _holder(node)
            if SKIP <= place < BLOCK:
                continue
            if place != LINK and not menu:
                return None
            entry = text if fresh else f"{entries.pop()} {text}"
            if len(entry) > _ENTRY_CHARS and len(one_line(entry)) > _ENTRY_CHARS:
                return None
            entries.append(entry)
            fresh = False
        elif role >= BLOCK or role == LINK:
            fresh = True
    return entries


def _holder(text: LexborNode) -> int:
    """The role of the element that says what a text is: of a link, else of something that is not for reading."""
    role_table, node = roles(), text.parent
    for _ in range(_LINK_REACH):
        if node is None:
            break
        tag = node.tag_id
        role = role_table[tag] if tag < len(role_table) else INLINE
        if role == LINK or SKIP <= role < BLOCK:
            return role
        node = node.parent
    return INLINE
