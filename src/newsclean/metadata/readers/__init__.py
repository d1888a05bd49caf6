"""One reader per source: each takes the page's parts and gives that source's claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

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
    shown_date,
    time_element,
    twitter,
    window,
)

if TYPE_CHECKING:
    from newsclean.metadata.claim import Claim
    from newsclean.metadata.parts import PageParts

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
    shown_date.read,
    address.read,
)
