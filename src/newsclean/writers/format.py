"""What the rest of newsclean knows of an output format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.model import Article


@dataclass(frozen=True, slots=True)
class Format:
    """How articles become bytes."""

    suffix: str  # with its dot
    render: Callable[[Article], bytes]  # one article; of a collected format, its row
    #: Between two articles on one stream; None where a stream can hold only one.
    separator: bytes | None = b""
    #: Before the first article of a file or stream (the names of a table's columns).
    head: bytes = b""
    #: One file for all articles of a run (`articles.jsonl`) instead of one each.
    collected: bool = False
