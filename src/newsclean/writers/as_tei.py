"""tei: TEI P5 (https://tei-c.org), one document for each article, sections as they are headed."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsclean.writers.format import Format
from newsclean.writers.inline import Signs, address, inline
from newsclean.writers.structure import ItemList, ListItem, Part, cells, list_events, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsclean.model import Article, Mark

_XML_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?)?")
_RENDITIONS = {"em": "italic", "strong": "bold"}


@cache
def _not_xml() -> re.Pattern[str]:
    """What XML 1.0 cannot hold, escaped or not. Not compiled at the import, which takes 4 ms of every start."""
    return re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(article: Article) -> bytes:
    """A whole TEI document; the words of the article stand in its <body>."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<TEI xmlns="http://www.tei-c.org/ns/1.0">', *_header(article)]
    lines += ["<text><body>", "<div>", *_body(article), "</div>", "</body></text>", "</TEI>"]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _header(article: Article) -> Iterator[str]:
    meta = article.metadata
    yield "<teiHeader>"
    yield from ("<fileDesc>", "<titleStmt>", f"<title>{_escaped(meta.title or '')}</title>")
    yield from _elements("author", meta.authors)
    yield from ("</titleStmt>", "<publicationStmt>", f"<publisher>{_escaped(meta.site or '')}</publisher>")
    yield from _dated("published", meta.published)
    yield from _dated("modified", meta.modified)
    yield "</publicationStmt>"
    address = meta.canonical_url or article.url
    source = f'<ptr target="{_attribute(address)}"/>' if address else ""
    yield f"<sourceDesc><bibl>{_escaped(article.input)}{source}</bibl></sourceDesc>"
    yield "</fileDesc>"
    if meta.description or meta.language or meta.tags or meta.section:
        yield from _profile(article)
    yield "</teiHeader>"


def _profile(article: Article) -> Iterator[str]:
    meta = article.metadata
    yield "<profileDesc>"
    if meta.description:
        yield f"<abstract><p>{_escaped(meta.description)}</p></abstract>"
    if meta.language:
        yield f'<langUsage><language ident="{_attribute(meta.language)}"/></langUsage>'
    if meta.tags or meta.section:
        terms = [f'<term type="section">{_escaped(meta.section)}</term>'] if meta.section else []
        yield from ("<textClass><keywords>", *terms, *_elements("term", meta.tags), "</keywords></textClass>")
    yield "</profileDesc>"


def _elements(tag: str, texts: Iterable[str]) -> Iterator[str]:
    return (f"<{tag}>{_escaped(text)}</{tag}>" for text in texts)


def _dated(kind: str, date: str | None) -> Iterator[str]:
    if date:
        when = f' when="{date}"' if _XML_DATE.fullmatch(date) else ""
        yield f'<date type="{kind}"{when}>{_escaped(date)}</date>'


def _body(article: Article) -> Iterator[str]:
    """TEI has headings at the start of a division only, so each opens one, up to the next."""
    if article.title:
        yield f"<head>{_text(article.title)}</head>"
    in_section = False
    for part in parts(article):
        if isinstance(part, ItemList):
            yield from _list(part)
        elif part.kind == "heading":
            if in_section:
                yield "</div>"
            in_section = True
            yield f"<div><head>{_text(part.texts[0], part.marks[0])}</head>"
        else:
            yield _part(part)
    if in_section:
        yield "</div>"


def _part(part: Part) -> str:
    if part.kind == "code":
        return f'<ab type="code" xml:space="preserve">{_escaped(part.texts[0])}</ab>'
    if part.kind == "row":
        rows = (cells(*row) for row in zip(part.texts, part.marks, strict=True))
        return "<table>\n" + "\n".join(f"<row>{_cells(row)}</row>" for row in rows) + "\n</table>"
    texts = [_text(*marked) for marked in zip(part.texts, part.marks, strict=True)]
    if part.kind == "quote":
        return "<quote>\n" + "\n".join(f"<p>{text}</p>" for text in texts) + "\n</quote>"
    kind = ' rend="caption"' if part.kind == "caption" else ""
    return f"<p{kind}>{texts[0]}</p>"


def _cells(row: Iterator[tuple[str, tuple[Mark, ...]]]) -> str:
    return "".join(f"<cell>{_text(*cell)}</cell>" for cell in row)


def _list(part: ItemList) -> Iterator[str]:
    for event, item in list_events(part):
        if event == "item":
            yield f"<item>{_item(item)}"
        else:
            kind = "bulleted" if item.number is None else "numbered"
            yield {"list": f'<list rend="{kind}">', "end-item": "</item>", "end-list": "</list>"}[event]


def _item(item: ListItem) -> str:
    texts = [_text(*marked) for marked in zip(item.texts, item.marks, strict=True)]
    return texts[0] if len(texts) == 1 else "".join(f"<p>{text}</p>" for text in texts)


def _text(text: str, marks: Sequence[Mark] = ()) -> str:
    return inline(text, marks, _SIGNS)


def _plain(text: str) -> str:
    return _escaped(text).replace("\n", "<lb/>\n")


def _opened(mark: Mark) -> str:
    if mark.kind == "image":
        shown = f"<desc>{_escaped(mark.text)}</desc>" if mark.text else ""
        return f'<graphic url="{_attribute(address(mark))}">{shown}</graphic>'
    if mark.kind == "link":
        return f'<ref target="{_attribute(address(mark))}">'
    return "<code>" if mark.kind == "code" else f'<hi rend="{_RENDITIONS[mark.kind]}">'


def _closed(mark: Mark) -> str:
    return {"link": "</ref>", "code": "</code>"}.get(mark.kind, "</hi>")


def _escaped(text: str) -> str:
    return _not_xml().sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")


_SIGNS = Signs(_plain, _opened, _closed)
FORMAT = Format(".tei.xml", render, separator=None, marks=True)
