"""What the report's script reads: a table of the pages, and the pages themselves, packed."""

from __future__ import annotations

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newsclean.model import BLOCK_BREAK, CATEGORIES, Removal
from newsclean.report.escape import shown
from newsclean.report.reasons import reason
from newsclean.report.review.original import original
from newsclean.report.review.restore import Span, page_text
from newsclean.report.review.totals import share, sizes
from newsclean.report.review.unusual import Facts, unusual
from newsclean.rules import load

if TYPE_CHECKING:
    from newsclean.journal import Row
    from newsclean.report.review.folder import Record

_CHUNK = 25  # pages that are packed together
_FIELDS = (
    "title", "authors", "published", "modified", "site", "language", "section", "tags", "description", "image",
    "canonical_url", "url",
)  # fmt: skip
_OF_FLAG = ("flag", "seen", "where")
_COMPARED = ("title", "authors", "published")

#: A piece of a block: words that are kept, or the number of the rule that took them, and the words.
_Piece = str | tuple[int, str]


def lines(text: object) -> str:
    """Text of a page for the report: every character that acts is shown as an escape; line breaks stay."""
    return "\n".join(map(shown, str(text).split("\n")))


def host(row: Row, record: Record | None) -> str:
    """Host of a page's address without `www.`; empty where no address is known."""
    addresses = (record.get("url"), record.get("canonical_url")) if record else ()
    for address in (*addresses, row.input):
        if isinstance(address, str) and address.lower().startswith(("http://", "https://")):
            try:
                return shown((urlsplit(address).hostname or "").removeprefix("www."))
            except ValueError:
                continue
    return ""


class Listing:
    """The pages of a report: `add` takes them in order, `index` and `chunks` give what goes into it."""

    def __init__(self, saved: Path | None = None) -> None:
        """`saved` is a folder of fetched pages, where originals are looked for."""
        self._saved = saved
        self._columns: dict[str, list[Any]] = defaultdict(list)
        self._facts: dict[str, list[tuple[int, Facts]]] = defaultdict(list)
        self._rules: dict[tuple[str, str, str], int] = {}
        self._waiting: list[dict[str, Any]] = []
        self.chunks: list[str] = []

    def __len__(self) -> int:
        return len(self._columns["input"])

    def add(self, row: Row, record: Record | None, site: str) -> None:
        """One more page."""
        if record is not None:
            kept, removed = sizes(record)
            fields = frozenset(name for name in _COMPARED if record.get(name))
            self._facts[site].append((len(self), Facts(share(kept, removed), kept, fields)))
        else:
            kept = removed = 0
        facts = record or {}
        columns = {
            "input": shown(row.input),
            "title": shown(str(facts.get("title") or "")),
            "host": site,
            "code": shown(row.code or "internal") if row.status == "failed" else "",
            "flags": list(map(shown, row.flags)),
            "kept": kept,
            "size": kept + removed,
            "published": shown(str(facts.get("published") or "")),
            "authors": shown(", ".join(map(str, facts.get("authors") or ()))),
            "digest": row.digest or "",
        }
        for name, value in columns.items():
            self._columns[name].append(value)
        self._waiting.append(self._page(row, record))
        if len(self._waiting) == _CHUNK:
            self._pack()

    def index(self) -> dict[str, Any]:
        """The table, a list for each column, with the names that its numbers stand for. No page follows it."""
        self._pack()
        odd: list[Sequence[str]] = [()] * len(self)
        for site, facts in self._facts.items():
            found = unusual([known for _, known in facts]) if site else [()] * len(facts)
            for (place, _), reasons in zip(facts, found, strict=True):
                odd[place] = reasons
        ruleset = load()
        rules = [(*rule, lines(reason(rule[0], ruleset))) for rule in self._rules]
        return {"chunk": _CHUNK, "categories": CATEGORIES, "rules": rules, "pages": self._columns | {"unusual": odd}}

    def _page(self, row: Row, record: Record | None) -> dict[str, Any]:
        page: dict[str, Any] = {"message": lines(row.message or "")}
        if record is not None:
            page["blocks"], page["loose"] = self._blocks(record)
            page["meta"] = list(_metadata(record))
            page["flags"] = [
                [lines(flag.get(key, "")) for key in ("flag", "seen", "where")] for flag in record["flags"]
            ]
        if markup := original(row, self._saved):
            page["original"] = lines(markup)
        return page

    def _blocks(self, record: Record) -> tuple[list[list[_Piece]], list[list[_Piece]]]:
        """The blocks of the page in order; and removals apart from them, where their places cannot be told."""
        spans = [
            Span(Removal(r["rule"], r["category"], r["stage"], r["start"], r["end"]), r["text"])
            for r in record["removals"]
        ]
        text = page_text(record["text"], spans)
        if text is None:
            return _split(record["text"]), [[(self._rule(span.removal), lines(span.text))] for span in spans]
        pieces: list[_Piece] = []
        at = 0
        for span in spans:
            pieces += [text[at : span.removal.start], (self._rule(span.removal), span.text)]
            at = span.removal.end
        return list(_in_blocks([*pieces, text[at:]])), []

    def _rule(self, removal: Removal) -> int:
        key = shown(removal.rule), shown(removal.category), shown(removal.stage)
        return self._rules.setdefault(key, len(self._rules))

    def _pack(self) -> None:
        if self._waiting:
            data = json.dumps(self._waiting, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
            self.chunks.append(base64.b64encode(zlib.compress(data)).decode())
            self._waiting = []


def _split(text: str) -> list[list[_Piece]]:
    return [[lines(block)] for block in text.split(BLOCK_BREAK) if block]


def _in_blocks(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces of the page text by block: kept ones are parted where a blank line is."""
    block: list[_Piece] = []
    for piece in pieces:
        if not isinstance(piece, str):
            block.append((piece[0], lines(piece[1].strip("\n"))))
            continue
        for number, part in enumerate(piece.split(BLOCK_BREAK)):
            if number:
                yield block
                block = []
            if part.strip():
                block.append(lines(part))
    if block:
        yield block


def _metadata(record: Record) -> Iterator[list[str]]:
    """Field, value, source and what stood there, of the fields that there are."""
    sources = record.get("sources") or {}
    for name in _FIELDS:
        value = record.get(name)
        if value:
            source = sources.get(name) or {}
            told = ", ".join(map(str, value)) if isinstance(value, list) else value
            yield [name, lines(told), lines(source.get("source") or ""), lines(source.get("raw") or "")]
