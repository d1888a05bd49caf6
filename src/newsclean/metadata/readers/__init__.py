"""One reader per source: each takes the page's parts and gives that source's claims.

`READERS` read the head and what is told by its tag. `microdata` and `rel_author` read other elements of the body,
`byline`, `hnews` and `shown_date` the text around the headline: they cost more, and are called where that is worth it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.readers import (
    address,
    heading,
    json_ld,
    meta_tags,
    parsely,
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
    time_element.read,
    address.read,
)
