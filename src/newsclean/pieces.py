"""The records that are made by the hundred for each page: its blocks, their containers, the removals.

Plain classes, whose attributes are set once, when they are made (`tests/test_pieces.py` looks for other places).
Compiled they are made five times faster than named tuples, their numbers need no objects, and the garbage collector
does not look at them, for none of them can hold itself. `Final` would have mypy watch over the attributes, but mypyc
2.4 then frees values that are still in use.
"""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple, Self

from newsclean.compiling import mypyc_attr


@mypyc_attr(acyclic=True)
class Piece:
    """A record of some fields: equal, hashed, shown and pickled by their values. Not to be changed once it is made.

    A module that derives from it has to be among those that are compiled.
    """

    __slots__ = ()
    FIELDS: ClassVar[tuple[str, ...]] = ()  # in the order of `__init__`

    def replaced(self, **changes: Any) -> Self:
        """The same with some fields changed. Raises TypeError for one that there is not."""
        values = dict(zip(self.FIELDS, self._values()))
        return type(self)(**{**values, **changes})

    def _values(self) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in self.FIELDS])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Piece) and type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        fields = ", ".join([f"{name}={value!r}" for name, value in zip(self.FIELDS, self._values())])
        return f"{type(self).__name__}({fields})"

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        return type(self), self._values()


class Mark(NamedTuple):
    """A run of a block's text that is a link, emphasis or code, or a place in it where an image stands.

    Offsets are into the block's text.
    """

    start: int
    end: int
    kind: str  # link | em | strong | code | image
    target: str = ""  # of a link or an image
    text: str = ""  # of an image: what it shows, in words


@mypyc_attr(acyclic=True)
class Block(Piece):
    """One paragraph-level run of text: never empty, stripped, and without an empty line."""

    __slots__ = ("after_image", "container", "kind", "level", "link_chars", "marks", "start", "text")
    FIELDS = ("text", "start", "kind", "container", "level", "link_chars", "after_image", "marks")

    def __init__(
        self,
        text: str,
        start: int,
        kind: str,
        container: int,
        level: int = 0,
        link_chars: int = 0,
        after_image: bool = False,
        marks: tuple[Mark, ...] = (),
    ) -> None:
        self.text = text
        self.start = start  # offset of the text in the page text
        #: paragraph | heading | item | links | quote | code | row | caption; links: a list of them, one a line
        self.kind = kind
        self.container = container  # index into Document.containers
        self.level = level  # of a heading 1-6, of list items and links their depth
        self.link_chars = link_chars  # characters of the text that stand inside links
        self.after_image = after_image  # whether an image stands between it and the block before
        self.marks = marks

    @property
    def end(self) -> int:
        """Offset in the page text just behind the block."""
        return self.start + len(self.text)


@mypyc_attr(acyclic=True)
class Container(Piece):
    """An element that holds blocks. Scraped text has one, the root."""

    __slots__ = ("hint", "parent", "tag")
    FIELDS = ("parent", "tag", "hint")

    def __init__(self, parent: int, tag: str, hint: str = "") -> None:
        self.parent = parent  # index into Document.containers; -1 for the root
        self.tag = tag
        self.hint = hint  # class, id and role, lower case; "hidden" among them where the element is hidden


@mypyc_attr(acyclic=True)
class Removal(Piece):
    """One deleted span of the page text; it lies within one block."""

    __slots__ = ("category", "end", "rule", "stage", "start", "weights")
    FIELDS = ("rule", "category", "stage", "start", "end", "weights")

    def __init__(
        self,
        rule: str,
        category: str,
        stage: str,
        start: int,
        end: int,
        weights: tuple[tuple[str, float], ...] = (),
    ) -> None:
        self.rule = rule
        self.category = category
        self.stage = stage  # content | rules | metadata | structure | flags
        self.start = start
        self.end = end
        #: Where a score decided: the features that weighed most, as (name, contribution), heaviest first.
        self.weights = weights

    def told(self, page_text: str) -> dict[str, Any]:
        """What the json format holds of it, in its order."""
        start, end = self.start, self.end
        return {
            "rule": self.rule, "category": self.category, "stage": self.stage,
            "start": start, "end": end, "text": page_text[start:end],
        }  # fmt: skip
