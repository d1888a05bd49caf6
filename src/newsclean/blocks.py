"""One walk over the tree to blocks and the containers that hold them.

Everything a reader of the page could see becomes a block, hidden elements included (some pages unhide the article by
script): what is boilerplate is for the later stages to say. Left out are only what is never text: scripts, styles,
templates, form fields, embedded media.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsclean.lines import one_line, parted, settled
from newsclean.linklists import entries_of
from newsclean.model import BLOCK_BREAK, Block, Container, Document
from newsclean.tags import BLOCK, BREAK, IMAGE, INLINE, LINK, LIST, MENU, ROW, SKIP, TEXT, noted, roles, tags
from newsclean.wrapping import is_wrapped, unwrapped

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_HINTS: Final = frozenset(("class", "id", "role", "itemprop", "rel", "data-component", "data-testid", "data-type"))

_HIDING: Final = frozenset(("hidden", "aria-hidden", "style"))
_PLAIN: Final = ("paragraph", 0)
_BREAK_CHARS: Final = len(BLOCK_BREAK)
_BR: Final = "\0"  # stands for a <br>: the parser leaves no NUL in a text
_TRIED_LISTS: Final = 3  # lists in lists are looked through again for each one around them
_MAX_CELLS: Final = 60
_MAX_ROW_CHARS: Final = 1000  # a longer "row" is a layout table


def from_tree(tree: LexborHTMLParser) -> Document:
    """The blocks of a parsed page, in the order of its source, and their containers. The tree is not changed."""
    return read(tree)[0]


def read(tree: LexborHTMLParser) -> tuple[Document, dict[int, list[LexborNode]]]:
    """The same, and what the walk noted for the metadata: elements outside the head, by their roles."""
    walk = _Walk()
    if tree.root is not None:
        walk.run(tree.root)
    return Document(tuple(walk.blocks), tuple(walk.containers)), walk.noted


class _Walk:
    """State of one walk: the open elements, the block being gathered, and what was made so far."""

    __slots__ = (
        "after_image", "blocks", "breaks", "closed", "containers", "dip", "image", "kinds", "link_chars", "links",
        "lists", "low", "made", "noted", "offset", "open", "pieces", "roles", "rows", "tags",
    )  # fmt: skip

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.containers: list[Container] = []
        self.kinds: list[tuple[str, int]] = []  # kind and level that each container gives to its blocks
        self.open: list[LexborNode] = []
        self.roles: list[int] = []  # of the open elements
        self.made: list[int] = []  # container of each open element, -1 as long as none was needed
        self.pieces: list[str] = []  # of the block being gathered
        self.low = 0  # how many open elements hold all of the block so far
        self.dip = 0  # the fewest open elements since the last piece
        self.closed: list[LexborNode] = []  # inline elements that held all of the block so far, innermost first
        self.links = 0  # open <a> elements
        self.lists = 0  # open lists and menus
        self.link_chars = [0]  # in links, for each line of the block
        self.breaks = 0  # <br> since the last piece
        self.offset = 0
        self.image = False  # whether an image was met since the last piece
        self.after_image = False  # whether one was met before the block that is being gathered
        self.rows: list[int] = []  # for each open <tr>, the number of blocks before it
        self.tags = tags()
        self.noted = noted()

    def run(self, root: LexborNode) -> None:  # noqa: C901 - the hot loop: a call a node would cost a fifth of a parse
        """Visit every node under root once, without recursion: pages nest tens of thousands deep."""
        role_table, opened, made, pieces = roles(), self.open, self.made, self.pieces
        open_roles, known = self.roles, len(role_table)
        node: LexborNode | None = root
        while node is not None:
            tag = node.tag_id
            role = role_table[tag] if tag < known else INLINE
            child = None
            if role == TEXT:
                piece = node.text_content
                if piece and not piece.isspace():
                    self.add(piece)
                elif pieces:
                    pieces.append(" ")
            elif role < TEXT or role >= BLOCK:
                child = node.first_child
                if role < INLINE:
                    self.noted[role].append(node)
                    role = INLINE
                if pieces and role >= BLOCK:
                    self.flush()
                if role >= LIST and self.links_of(node, role):
                    child = None
                elif child is not None:
                    opened.append(node)
                    open_roles.append(role)
                    made.append(-1)
                    if role == LINK:
                        self.links += 1
                    elif role == ROW:
                        self.rows.append(len(self.blocks))
                    elif role >= LIST:
                        self.lists += 1
            elif role == BREAK:
                if pieces:
                    self.line_break()
            elif role == IMAGE:
                self.image = True
            elif role != SKIP:
                self.noted[role].append(node)
            if child is None:
                child = node.next
                while child is None and opened:
                    node = opened[-1]
                    role = open_roles.pop()
                    if pieces or role >= ROW or role == LINK:  # else leaving an element means nothing
                        self.leave(node, role)
                    opened.pop()
                    made.pop()
                    child = node.next
            node = child
        if pieces:
            self.flush()

    def links_of(self, node: LexborNode, role: int) -> bool:
        """Make one block of a menu, or of a list of links, an entry a line; False where it holds something else.

        Half of a page's blocks would be such entries. Taken together they cost a third.
        """
        if self.lists >= _TRIED_LISTS:
            return False
        entries = entries_of(node, role == MENU)
        if entries is None:
            return False
        text = "\n".join(filter(None, map(one_line, entries)))
        if text:
            self.open.append(node)
            self.made.append(-1)
            container = self.container(len(self.open))
            self.open.pop()
            self.made.pop()
            self.keep(text, len(text), "links", self.kinds[container][1] + 1, container)
        return True

    def leave(self, node: LexborNode, role: int) -> None:
        """Close the innermost open element, where that ends a block, a link or a row, or a block may go on."""
        if role >= BLOCK:
            if self.pieces:
                self.flush()
            if role == ROW:
                self.join_row(self.rows.pop())
            elif role >= LIST:
                self.lists -= 1
        elif role == LINK:
            self.links -= 1
        depth = len(self.open) - 1
        if self.dip > depth:
            self.dip = depth
            # A link is no container of its text: the block's link characters say as much.
            if role == INLINE and self.low > depth and self.pieces:
                self.closed.append(node)

    def add(self, piece: str) -> None:
        """Take a text node into the block that is being gathered."""
        pieces, depth = self.pieces, len(self.open)
        if self.breaks:
            if self.breaks > 1 and pieces:
                self.flush()
            self.breaks = 0
        if not pieces:
            self.low = depth
            self.after_image, self.image = self.image, False
        elif self.low > self.dip:
            self.low = self.dip
        if self.closed:
            self.closed.clear()
        self.dip = depth
        pieces.append(piece)
        if self.links:
            self.link_chars[-1] += len(piece.strip())

    def line_break(self) -> None:
        self.pieces.append(_BR)
        self.link_chars.append(0)
        self.breaks += 1

    def flush(self) -> None:
        """End the block that is being gathered, and keep it if it holds any text."""
        links = self.link_chars
        raw = "".join(self.pieces)
        self.pieces.clear()
        container = self.container(self.low if self.low < self.dip else self.dip)
        kind, level = self.kinds[container]
        if kind == "code" or len(links) > 1:
            for text, linked in _code(raw, links) if kind == "code" else _prose(raw, links):
                self.keep(text, linked, kind, level, container)
            self.link_chars, self.breaks = [0], 0
        elif text := one_line(raw):
            self.keep(text, links[0], kind, level, container)
            links[0] = 0

    def keep(self, text: str, linked: int, kind: str, level: int, container: int) -> None:
        size = len(text)
        linked = linked if linked < size else size
        self.blocks.append(Block(text, self.offset, kind, container, level, linked, self.after_image))
        self.offset += size + _BREAK_CHARS
        self.after_image = False

    def container(self, depth: int) -> int:
        """The container of the block: the innermost of the first `depth` open elements, or a closed inline one in it.

        Containers are made on demand, with those around them.
        """
        made, opened, first = self.made, self.open, depth
        while first and made[first - 1] < 0:
            first -= 1
        index = made[first - 1] if first else -1
        for place in range(first, depth):
            index = made[place] = self.new_container(index, opened[place])
        if self.closed:
            for node in reversed(self.closed):
                index = self.new_container(index, node)
            self.closed.clear()
        return index

    def new_container(self, parent: int, node: LexborNode) -> int:
        tag, own = self.tags.get(node.tag_id) or (node.tag or "", None)
        attributes, kinds = node.attributes, self.kinds
        self.containers.append(Container(parent, tag, _hint(attributes) if attributes else ""))
        around = kinds[parent] if parent >= 0 else _PLAIN
        if own is not None:
            kind, level = around
            around = _PLAIN if own == _PLAIN[0] else (own, _level(tag, own, kind, level))
        kinds.append(around)
        return len(kinds) - 1

    def join_row(self, first: int) -> None:
        """Make one block of a data table's row; the cells of a layout table stay blocks of their own."""
        if not 0 < len(self.blocks) - first <= _MAX_CELLS:
            return
        cells = self.blocks[first:]
        if any(cell.kind != "row" for cell in cells) or sum(len(c.text) for c in cells) > _MAX_ROW_CHARS:
            return
        row = self.container(len(self.open))
        places = {self.cell_of(cell.container, row) for cell in cells}
        if len(places) < len(cells) or any(self.containers[cell.container].tag == "tr" for cell in cells):
            return  # several blocks in a cell, or a table in one
        text = " | ".join(" ".join(cell.text.split("\n")) for cell in cells)
        start, links = cells[0].start, sum(cell.link_chars for cell in cells)
        self.blocks[first:] = [Block(text, start, "row", row, 0, links, cells[0].after_image)]
        self.offset = start + len(text) + _BREAK_CHARS

    def cell_of(self, container: int, row: int) -> int:
        """The cell, a child of the row's container, that holds a container."""
        while self.containers[container].parent > row:
            container = self.containers[container].parent
        return container


def _hint(attributes: dict[str, str | None]) -> str:
    """The names on an element, and "hidden" where it is: its own flag, which says nothing of what lies in it."""
    if len(attributes) == 1 and "class" in attributes:  # most of them
        return (attributes["class"] or "").lower()
    names, hidden = list[str](), False
    for name, value in attributes.items():
        if name in _HINTS:
            if value:
                names.append(value)
        elif name in _HIDING:
            hidden = hidden or _hides(name, value or "")
    if hidden:
        names.append("hidden")
    return " ".join(names).lower()


def _hides(name: str, value: str) -> bool:
    if name == "style":
        return "none" in value and "display:none" in value.replace(" ", "")
    return name == "hidden" or value == "true"


def _level(tag: str, kind: str, around: str, level: int) -> int:
    """Of a heading its rank, of a list item its depth; `around` and `level` are those of the element around."""
    if kind == "heading":
        return int(tag[1])
    if kind == "item" and tag == "li":
        return level + 1 if around == "item" else 1
    return level if kind == around == "item" else 0


def _prose(raw: str, links: list[int]) -> list[tuple[str, int]]:
    """The blocks in one run of text, white space folded, a line for a <br> that wraps nothing; with link characters."""
    linked = [(line, n) for line, n in zip(map(one_line, raw.split(_BR)), links) if line]
    lines = [line for line, _ in linked]
    texts = list(unwrapped(lines, max(map(len, lines)))) if is_wrapped(lines) else parted(lines)
    return linked if texts == lines else [(text, sum(n for _, n in linked)) for text in texts]


def _code(raw: str, links: list[int]) -> list[tuple[str, int]]:
    """Code keeps its lines and their indentation; an empty line parts it. Links in code are not told apart."""
    plain = raw.replace(_BR, "\n").replace("\u00a0", " ").expandtabs(4)
    lines = [settled(line).rstrip() for line in plain.splitlines()]
    parts = "\n".join(lines).split(BLOCK_BREAK)
    return [(part, sum(links) if len(parts) == 1 else 0) for part in map(str.strip, parts) if part]
