"""One reader per source: each takes the page's parts and gives that source's claims.

`READERS` read the head and marked elements. `byline` and `shown_date` read the text around the headline, which costs
more, and are called where that is worth it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.readers import (
    address,
    heading,
    json_ld,
    meta_tags,
    microdata,
    parsely,
    rel_author,
    time_element,
    twitter,
    window,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsclean.metadata.claim import Claim
    from newsclean.metadata.parts import PageParts

READERS: tuple[Callable[[PageParts], Iterator[Claim]], ...] = (
    json_ld.read,
    meta_tags.read,
    twitter.read,
    parsely.read,
    heading.read,
    window.read,
    microdata.read,
    rel_author.read,
    time_element.read,
    address.read,
)
