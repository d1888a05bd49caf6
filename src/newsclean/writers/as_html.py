"""html: one page by itself, with the article and its metadata. Nothing in it runs, or loads but images asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.writers.format import Format
from newsclean.writers.inline import Signs, address, inline
from newsclean.writers.structure import ItemList, ListItem, Part, cells, list_events, parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsclean.model import Article, Mark


def render(article: Article) -> bytes:
    """A whole HTML document; the words of the article stand in its <article>."""
    language = f' lang="{_attribute(article.metadata.language)}"' if article.metadata.language else ""
    lines = ["<!DOCTYPE html>", f"<html{language}>", "<head>", '<meta charset="utf-8">', *_head(article), "</head>"]
    lines += ["<body>", "<article>"]
    if article.title:
        lines.append(f"<h1>{_text(article.title)}</h1>")
    for part in parts(article):
        lines.append("\n".join(_list(part)) if isinstance(part, ItemList) else _part(part))
    lines += ["</article>", "</body>", "</html>"]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _head(article: Article) -> Iterator[str]:
    meta = article.metadata
    yield f"<title>{_escaped(meta.title or '')}</title>"
    named = [("author", author) for author in meta.authors]
    named += [("description", meta.description or ""), ("keywords", ", ".join(meta.tags))]
    for name, value in named:
        if value:
            yield f'<meta name="{name}" content="{_attribute(value)}">'
    dated = (("published_time", meta.published), ("modified_time", meta.modified), ("section", meta.section))
    for name, said in dated:
        if said:
            yield f'<meta property="article:{name}" content="{_attribute(said)}">'
    if meta.site:
        yield f'<meta property="og:site_name" content="{_attribute(meta.site)}">'
    if address := _web_address(meta.canonical_url or article.url):
        yield f'<link rel="canonical" href="{_attribute(address)}">'


def _web_address(url: str | None) -> str | None:
    """Only what a browser may follow: a page can name `javascript:` as its address."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _part(part: Part) -> str:
    if part.kind == "code":
        # A parser leaves out a newline right behind <pre>; the text has none there.
        return f"<pre>{_escaped(part.texts[0])}</pre>"
    if part.kind == "row":
        rows = (cells(*row) for row in zip(part.texts, part.marks, strict=True))
        return "<table>\n" + "\n".join(f"<tr>{_cells(row)}</tr>" for row in rows) + "\n</table>"
    texts = [_text(*marked) for marked in zip(part.texts, part.marks, strict=True)]
    if part.kind == "heading":
        level = max(part.level, 2)
        return f"<h{level}>{texts[0]}</h{level}>"
    if part.kind == "quote":
        return "<blockquote>\n" + "\n".join(f"<p>{text}</p>" for text in texts) + "\n</blockquote>"
    return f"<p>{texts[0]}</p>"


def _cells(row: Iterator[tuple[str, tuple[Mark, ...]]]) -> str:
    return "".join(f"<td>{_text(*cell)}</td>" for cell in row)


def _list(part: ItemList) -> Iterator[str]:
    for event, item in list_events(part):
        tag = "ul" if item.number is None else "ol"
        if event == "item":
            yield f"<li>{_item(item)}"
        else:
            yield {"list": f"<{tag}>", "end-item": "</li>", "end-list": f"</{tag}>"}[event]


def _item(item: ListItem) -> str:
    texts = [_text(*marked) for marked in zip(item.texts, item.marks, strict=True)]
    return texts[0] if len(texts) == 1 else "".join(f"<p>{text}</p>" for text in texts)


def _text(text: str, marks: Sequence[Mark] = ()) -> str:
    return inline(text, marks, _SIGNS)


def _plain(text: str) -> str:
    return _escaped(text).replace("\n", "<br>\n")


def _opened(mark: Mark) -> str:
    if mark.kind == "image":
        return f'<img src="{_attribute(address(mark))}" alt="{_attribute(mark.text)}">'
    return f'<a href="{_attribute(address(mark))}">' if mark.kind == "link" else f"<{mark.kind}>"


def _closed(mark: Mark) -> str:
    return "</a>" if mark.kind == "link" else f"</{mark.kind}>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")


_SIGNS = Signs(_plain, _opened, _closed)
FORMAT = Format(".html", render, separator=None, marks=True)
