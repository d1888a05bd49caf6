"""Time stamps that scripts turn into words: `<relative-time>` and `data-time` attributes.

`<relative-time datetime>` and its older name `<time-ago>` are https://github.com/github/relative-time-element.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

SOURCE = "stamp"
_STAMPED = "relative-time[datetime], time-ago[datetime], [data-time], [data-timestamp]"
_ATTRIBUTES = ("datetime", "data-time", "data-timestamp")


def read(tree: LexborHTMLParser) -> Iterator[Claim]:
    """A claim of the first stamp of the page, for pages that say nothing else."""
    node = tree.css_first(_STAMPED)
    attributes = node.attributes if node is not None else {}
    for attribute in _ATTRIBUTES:
        if raw := attributes.get(attribute):
            yield Claim("published", raw.strip(), SOURCE)
            return
