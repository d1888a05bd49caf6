"""One walk over the tree, or over the lines of a text, to blocks and the containers that hold them.

Everything a reader of the page could see becomes a block, hidden elements included (some pages unhide the article by
script): what is boilerplate is for the later stages to say. Left out are only what is never text: scripts, styles,
templates, form fields, embedded media.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from newsclean.model import BLOCK_BREAK, Block, Container, Document

from newsclean.lines import ends_sentence

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_SKIPPED = (
    "head script style noscript template svg iframe object embed applet audio video canvas map "
    "select datalist textarea input noframes noembed frameset frame meter progress"
).split()
_BLOCK_LEVEL = (
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p "
    "plaintext pre search section summary table tbody td tfoot th thead tr ul xmp"
).split()
#: The kind that an element gives to the blocks in it, unless a nearer one gives another.
_KINDS = {
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "li": "item", "dt": "item", "dd": "item", "blockquote": "quote", "pre": "code", "listing": "code", "xmp": "code",
    "figcaption": "caption", "caption": "caption", "td": "row", "th": "row",
    # A box set inside one of these starts afresh: a paragraph of a box in a list item is no list item.
    "table": "paragraph", "article": "paragraph", "aside": "paragraph", "section": "paragraph",
}  # fmt: skip
_INLINE, _BLOCK, _SKIP, _BREAK, _TEXT, _ROW, _IMAGE = range(7)
_HINTS = ("class", "id", "role", "itemprop", "rel", "data-component", "data-testid", "data-type")

#: Characters that show nothing: controls, soft hyphen, zero-width space, word joiner, byte order mark.
#: Joiners and direction marks stay, for the scripts that need them.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ufff9-\ufffb]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
#: Scripts that part words by nothing: Thai, Kana, Han.
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_BR = "\0"  # stands for a <br>: the parser leaves no NUL in a text
_PARAGRAPH_CHARS = 80  # a line as long as this that ends a sentence is a paragraph
_NARROWEST, _WIDEST = 40, 100  # widths at which people wrap text
_MAX_ROW_CHARS = 1000  # a longer "row" is a layout table


def settled(text: str) -> str:
    """Text with its Unicode settled: NFC, and without characters that show nothing."""
    if not text.isprintable():
        text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text


@cache
def _roles() -> dict[int, int]:
    """What the walk does at a tag, by the parser's number for it; numbers differ between versions of the parser."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser("x")
    roles = {tree.create_node(tag).tag_id: _BLOCK for tag in _BLOCK_LEVEL}
    roles |= {tree.create_node(tag).tag_id: _SKIP for tag in _SKIPPED}
    roles |= {tree.create_node("br").tag_id: _BREAK, tree.create_node("tr").tag_id: _ROW}
    roles[tree.create_node("img").tag_id] = _IMAGE
    body = tree.body
    text = body.first_child if body is not None else None
    if text is not None:
        roles[text.tag_id] = _TEXT
    return roles


def from_tree(tree: LexborHTMLParser) -> Document:
    """The blocks of a parsed page, in the order of its source, and their containers. The tree is not changed."""
    walk = _Walk()
    root = tree.root
    if root is not None:
        walk.run(root)
    return Document(tuple(walk.blocks), tuple(walk.containers))


class _Walk:
    """State of one walk: the open elements, the block being gathered, and what was made so far."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.containers: list[Container] = []
        self.kinds: list[tuple[str, int]] = []  # kind and level that each container gives to its blocks
        self.open: list[LexborNode] = []
        self.made: list[int] = []  # container of each open element, -1 as long as none was needed
        self.pieces: list[str] = []  # of the block being gathered
        self.low = 0  # how many open elements hold all of the block so far
        self.dip = 0  # the fewest open elements since the last piece
        self.links = 0  # open <a> elements
        self.link_chars = 0
        self.breaks = 0  # <br> since the last piece
        self.offset = 0
        self.image = False  # whether an image was met since the last block
        self.rows: list[int] = []  # for each open <tr>, the number of blocks before it

    def run(self, root: LexborNode) -> None:
        """Visit every node under root once, without recursion: pages nest tens of thousands deep."""
        roles, opened, made = _roles(), self.open, self.made
        link = _link_id()
        node = root
        while True:
            tag = node.tag_id
            role = roles.get(tag, _INLINE)
            child = None
            if role == _TEXT:
                self.add(node.text_content or "")
            elif role == _BREAK:
                self.line_break()
            elif role == _IMAGE:
                self.image = True
            elif role != _SKIP:
                if role != _INLINE:
                    self.flush()
                    if role == _ROW:
                        self.rows.append(len(self.blocks))
                elif tag == link:
                    self.links += 1
                child = node.first_child
                opened.append(node)
                made.append(-1)
                if child is None:
                    self.close(role, tag == link)
            if child is None:
                child = node.next
                while child is None:
                    if not opened:
                        self.flush()
                        return
                    node = opened[-1]
                    self.close(roles.get(node.tag_id, _INLINE), node.tag_id == link)
                    child = node.next
            node = child

    def close(self, role: int, is_link: bool) -> None:
        if role != _INLINE:
            self.flush()
            if role == _ROW:
                self.join_row(self.rows.pop())
        elif is_link:
            self.links -= 1
        self.open.pop()
        self.made.pop()
        if len(self.open) < self.dip:
            self.dip = len(self.open)

    def add(self, piece: str) -> None:
        """Take a text node into the block that is being gathered."""
        if piece.isspace():
            if self.pieces:
                self.pieces.append(" ")
            return
        if self.breaks:
            if self.breaks > 1 and self.pieces:
                self.flush()
            self.breaks = 0
        depth = len(self.open)
        self.low = min(self.low, self.dip) if self.pieces else depth
        self.dip = depth
        self.pieces.append(piece)
        if self.links:
            self.link_chars += len(piece.strip())

    def line_break(self) -> None:
        if self.pieces:
            self.pieces.append(_BR)
            self.breaks += 1

    def flush(self) -> None:
        """End the block that is being gathered, and keep it if it holds any text."""
        if not self.pieces:
            return
        raw, self.pieces = "".join(self.pieces), []
        container = self.container(min(self.low, len(self.open)))
        kind, level = self.kinds[container]
        links, self.link_chars, self.breaks = self.link_chars, 0, 0
        for text in _code(raw) if kind == "code" else _prose(raw):
            self.emit(Block(text, self.offset, kind, container, level, min(links, len(text)), self.image))

    def emit(self, block: Block) -> None:
        self.blocks.append(block)
        self.image = False
        self.offset += len(block.text) + len(BLOCK_BREAK)

    def container(self, depth: int) -> int:
        """The container of the innermost of the first `depth` open elements; made, with its ancestors, on demand."""
        first = depth
        while first and self.made[first - 1] < 0:
            first -= 1
        index = self.made[first - 1] if first else -1
        for place in range(first, depth):
            index = self.made[place] = self.new_container(index, self.open[place])
        return index

    def new_container(self, parent: int, node: LexborNode) -> int:
        tag = node.tag or ""
        attributes = node.attributes
        hint = hidden = None
        if attributes:
            hint = " ".join([attributes[name] or "" for name in _HINTS if name in attributes]).lower()
            style = attributes.get("style") or ""
            hidden = (
                "hidden" in attributes
                or attributes.get("aria-hidden") == "true"
                or ("display" in style and style.replace(" ", "").find("display:none") >= 0)
            )
        self.containers.append(Container(parent, tag, hint or "", bool(hidden)))
        kind, level = self.kinds[parent] if parent >= 0 else ("paragraph", 0)
        own = _KINDS.get(tag)
        if own == "heading":
            level = int(tag[1])
        elif own == "item" and tag == "li":
            level = level + 1 if kind == "item" else 1
        elif own is not None:
            level = 0
        self.kinds.append((own or kind, level))
        return len(self.containers) - 1

    def join_row(self, first: int) -> None:
        """Make one block of a data table's row; the cells of a layout table stay blocks of their own."""
        cells = self.blocks[first:]
        if not cells or any(cell.kind != "row" for cell in cells) or sum(len(c.text) for c in cells) > _MAX_ROW_CHARS:
            return
        row = self.container(len(self.open))
        texts: dict[int, list[str]] = {}
        for cell in cells:
            texts.setdefault(self.cell_of(cell.container, row), []).append(" ".join(cell.text.split("\n")))
        text = " | ".join(" ".join(parts) for parts in texts.values())
        del self.blocks[first:]
        self.offset = cells[0].start
        self.emit(Block(text, self.offset, "row", row, 0, sum(cell.link_chars for cell in cells)))

    def cell_of(self, container: int, row: int) -> int:
        """The cell, a child of the row's container, that holds a container."""
        while self.containers[container].parent > row:
            container = self.containers[container].parent
        return container


@cache
def _link_id() -> int:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser("").create_node("a").tag_id


def _line(raw: str) -> str:
    """One line of prose: settled, its white space folded."""
    text = " ".join(raw.split())
    line = settled(text)
    return line if line is text else " ".join(line.split())


def _prose(raw: str) -> list[str]:
    """The texts of the blocks in one run of text: white space folded, a line for each <br>."""
    if _BR not in raw:
        text = _line(raw)
        return [text] if text else []
    return _part([line for line in map(_line, raw.split(_BR)) if line])


def _code(raw: str) -> list[str]:
    """Code keeps its lines and their indentation; an empty line parts it."""
    lines = [settled(line).rstrip() for line in raw.replace(_BR, "\n").expandtabs(4).splitlines()]
    parts = "\n".join(lines).split(BLOCK_BREAK)
    return [part for part in map(str.strip, parts) if part]


def _part(lines: list[str]) -> list[str]:
    """Lines of one run as blocks: each its own where a line is a paragraph by itself, else one block of lines."""
    if len(lines) > 1 and any(len(line) >= _PARAGRAPH_CHARS and ends_sentence(line) for line in lines):
        return lines
    return ["\n".join(lines)] if lines else []


def from_text(text: str) -> Document:
    """The blocks of scraped text. Paragraphs may be parted by blank lines, be single lines, or be hard-wrapped."""
    groups: list[list[str]] = [[]]
    for line in map(_line, text.splitlines()):
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    if not groups[-1]:
        groups.pop()
    return _document(_paragraphs(groups))


def _paragraphs(groups: list[list[str]]) -> Iterator[str]:
    width = _wrap_width(groups)
    if width:
        for group in groups:
            yield from _unwrapped(group, width)
    elif len(groups) == 1:
        yield from groups[0]
    else:
        for group in groups:
            yield from _part(group)


def _document(texts: Iterable[str]) -> Document:
    blocks, offset = [], 0
    for text in texts:
        blocks.append(Block(text, offset, "paragraph", 0))
        offset += len(text) + len(BLOCK_BREAK)
    return Document(tuple(blocks), (Container(-1, ""),))


def _wrap_width(groups: list[list[str]]) -> int:
    """Width at which a text was hard-wrapped, or 0.

    In such a text no line is longer than the width, and hardly a line ends before the next word would pass it.
    """
    width = max((len(line) for group in groups for line in group), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    breaks = [_forced(line, after, width) for group in groups for line, after in pairwise(group)]
    # A paragraph's last line is followed by another one where no blank line parts paragraphs.
    enough = 0.9 if len(groups) > 2 else 0.7
    return width if len(breaks) >= 4 and sum(breaks) >= enough * len(breaks) else 0


def _forced(line: str, after: str, width: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    return len(line) + 1 + len(after.split(" ", 1)[0]) > width and len(line) > width // 2


def _unwrapped(group: list[str], width: int) -> Iterator[str]:
    paragraph = group[0]
    for line, after in pairwise(group):
        if not _forced(line, after, width):
            yield paragraph
            paragraph = after
        elif _SPACELESS.match(line[-1]) and _SPACELESS.match(after[0]):
            paragraph += after
        else:
            paragraph += " " + after
    yield paragraph
