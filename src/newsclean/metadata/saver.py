"""The address that a browser or a page saver left in a saved page's comments.

Known: `saved from url=(0042)https://…` (Internet Explorer, Chrome, Firefox), SingleFile's `url: …` and HTTrack's
`Mirrored from …`. They stand before or at the top of `<html>`, so only those places are looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclean.links import absolute
from newsclean.metadata.patterns import pattern

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_SAVED_FROM = pattern(r"saved from url=\(\d{1,6}\)(\S+)", re.I)
_SINGLE_FILE = pattern(r"\bPage saved with SingleFile\b.*?\burl:\s*(\S+)", re.I | re.S)
_HTTRACK = pattern(r"\bMirrored from (\S+) by HTTrack", re.I)
_PATTERNS = (_SAVED_FROM, _SINGLE_FILE, _HTTRACK)
_MOST_NODES = 12  # comments further down are the page's own


def saved_from(tree: LexborHTMLParser) -> tuple[str, str] | None:
    """Address of the page and the words it was read from, or None where no saver left one."""
    for comment in _first_comments(tree):
        if found := address_in(comment):
            return found
    return None


def address_in(comment: str) -> tuple[str, str] | None:
    """Address that a saver's comment names, and the part of the comment that names it."""
    for saver in _PATTERNS:
        if found := saver().search(comment):
            raw = found.group(1)
            address = absolute(raw if "://" in raw else "http://" + raw, None)
            if address:
                return address, raw
    return None


def _first_comments(tree: LexborHTMLParser) -> list[str]:
    root = tree.root
    if root is None:
        return []
    found = []
    before = root.prev
    while before is not None:
        if before.is_comment_node:
            found.append(before.comment_content or "")
        before = before.prev
    for parent in (root, tree.head):
        node = parent.first_child if parent is not None else None
        for _ in range(_MOST_NODES):
            if node is None:
                break
            if node.is_comment_node:
                found.append(node.comment_content or "")
            node = node.next
    return found
