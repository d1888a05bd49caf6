"""One reader per source: each takes the page's parts and gives that source's claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsclean.metadata.readers import (
    address,
    byline,
    citation,
    dublin_core,
    heading,
    html_meta,
    json_ld,
    microdata,
    opengraph,
    parsely,
    rel_author,
    sailthru,
    time_element,
    twitter,
    window,
)
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.metadata.parts import PageParts
    from newsclean.metadata.claim import Claim

READERS: tuple[Callable[[PageParts], Iterator[Claim]], ...] = (
    json_ld.read,
    opengraph.read,
    twitter.read,
    parsely.read,
    sailthru.read,
    dublin_core.read,
    citation.read,
    html_meta.read,
    heading.read,
    window.read,
    microdata.read,
    rel_author.read,
    time_element.read,
    byline.read,
    address.read,
)
