"""What the rest of newsclean knows of an output format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

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
    #: Whether it shows links, emphasis and images: the marks of an article's blocks are read for it.
    marks: bool = False
    #: Of a collected format whose file is more than its rows one after the other: makes it (second) of them (first).
    pack: Callable[[IO[bytes], IO[bytes]], None] | None = None
    #: What must be installed besides newsclean, which is the extra of the format's name.
    needs: str | None = None

    def alone(self, row: bytes) -> bytes:
        """What was rendered of one article as a file of its own."""
        if self.pack is None:
            return self.head + row
        import io

        packed = io.BytesIO()
        self.pack(io.BytesIO(row), packed)
        return packed.getvalue()
