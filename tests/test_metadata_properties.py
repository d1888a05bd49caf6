"""What holds for every page: nothing raises, fields are plain, and every raw value stands in the page and gives the
value again by itself."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsclean import blocks, scraped
from newsclean.links import absolute, without_archive, without_tracking
from newsclean.metadata import read_page, read_text
from newsclean.metadata.dates import readings
from newsclean.metadata.languages import language_tag
from newsclean.metadata.names import people
from newsclean.metadata.plain import fold, plain
from newsclean.metadata.relative import before

if TYPE_CHECKING:
    from newsclean.model import Metadata

URL = "https://news.example.org/2024/05/31/bridge?utm_source=x"
FETCHED = "2024-07-01T00:00:00+00:00"
PLAIN_FIELDS = ("title", "site", "description", "section")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]")
MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>")

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40)
values = st.one_of(
    words,
    st.sampled_from(
        [
            "Mara Lindt", "By Mara Lindt and Ole Brandt", "Mara Lindt, Reuters", "31 May 2024", "31 May 2024",
            "By Mara Lindt (AP) says (2) so",
            "2024-05-31T10:00:00Z", "03/04/2024", "Bridge opens | The Harbour Post", "The Harbour Post",
            "<b>Bridge</b> opens", "&amp;lt;i&amp;gt;", "/a.jpg", "https://news.example.org/a?b=c",
            "de-DE", "a, b, c", "\u202eBridge\x00", "Bridge\u00adopens",
            "<!-- x", "<a",
            "&#0;", "Doe, Jane", "2024年5月31日", "9" * 5000, "{", "[", '"',
        ]
    ),
)  # fmt: skip
keys = st.sampled_from(
    [
        "og:title", "og:site_name", "og:image", "og:url", "og:locale", "article:published_time", "article:author",
        "article:tag", "author", "date", "title", "keywords", "description", "twitter:title", "twitter:label1",
        "twitter:data1", "parsely-page", "dc.creator", "citation_author", "sailthru.date", "last-modified",
    ]
)  # fmt: skip


def meta_tag(key: str, value: str) -> str:
    return f'<meta name="{key}" content="{html.escape(value)}">'


def element(tag: str, value: str) -> str:
    name = tag.partition(" ")[0]
    return f"<{tag}>{html.escape(value)}</{name}>"


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), values),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["name", "url", "@id", "@value"]), inner, max_size=3),
    ),
    max_leaves=6,
)  # fmt: skip
articles = st.dictionaries(
    st.sampled_from(["headline", "author", "datePublished", "dateModified", "image", "keywords", "publisher", "name"]),
    json_values,
    max_size=6,
).map(lambda fields: {"@type": "NewsArticle"} | fields)
scripts = st.one_of(articles, st.lists(articles, max_size=3), json_values).map(
    lambda value: '<script type="application/ld+json">' + json.dumps(value).replace("<", "\\u003c") + "</script>"
)
elements = st.builds(
    element,
    st.sampled_from(
        [
            "title", "h1", "h2", "p", "time", "time class=updated", "a rel=author", "span itemprop=author",
            "div class=byline", "div class=entry-date", "p itemprop=headline", "span property=datePublished", "li",
        ]
    ),
    values,
)  # fmt: skip
pages = st.lists(st.one_of(st.builds(meta_tag, keys, values), elements, scripts), max_size=12).map("".join)


def read(markup: str, url: str | None) -> tuple[Metadata, str]:
    tree = LexborHTMLParser(markup.encode("utf-8", "replace"), scripting=True)
    meta = read_page(tree, *blocks.read(tree), url, FETCHED)
    return meta, haystack(markup, tree) + bare(url or "")


def haystack(markup: str, tree: LexborHTMLParser) -> str:
    """All that the page wrote, entities and the escapes of JSON decoded, without what shows nothing."""
    texts = [markup, html.unescape(markup)]
    for node in tree.css("*"):
        texts += [value for value in node.attributes.values() if value]
        if node.tag == "script":
            script = node.text() or ""
            texts += [script, *re.findall(r'"((?:[^"\\]|\\.)*)"', script)]
    texts += [found for text in texts if "\\" in text and (found := unescaped(text))]
    texts += [tree.text(separator=" "), tree.text(), *(block.text for block in blocks.from_tree(tree).blocks)]
    return "\n".join(bare(text) for text in texts)


def unescaped(text: str) -> str:
    """The text of a JSON string, empty where it is none."""
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return ""


def bare(text: str) -> str:
    """A text without spacing and what shows nothing, which the blocks leave out."""
    return "".join(char for char in unicodedata.normalize("NFC", text) if char.isprintable() and not char.isspace())


def check(meta: Metadata, everything: str, url: str | None) -> None:
    for field in (*PLAIN_FIELDS, "authors", "tags", "published", "modified", "language"):
        value = getattr(meta, field)
        for text in value if isinstance(value, tuple) else [value or ""]:
            assert not CONTROL.search(text), (field, text)
            assert not MARKUP.search(text), (field, text)
            assert text == " ".join(text.split())
    for field, (_, raw) in meta.sources.items():
        assert raw is not None
        for line in raw.split("\n"):
            assert bare(line) in everything, (field, raw)
        assert gives_again(field, raw, meta, url), (field, raw, getattr(meta, field))


def gives_again(field: str, raw: str, meta: Metadata, url: str | None) -> bool:
    """Whether a field's raw value alone gives its value."""
    value = getattr(meta, field)
    if field in PLAIN_FIELDS:
        return bool(plain(raw) == value)
    if field == "authors":
        return bool({fold(name) for name in value} <= {fold(name) for name in people(raw)})
    if field in ("published", "modified"):
        return value in (*readings(raw), before(raw, FETCHED))
    if field == "language":
        return language_tag(raw) == value
    if field == "tags":
        return all(any(fold(tag) in fold(plain(line)) for line in raw.split("\n")) for tag in value)
    address = without_archive(absolute(raw, url) or "")
    return value in (address, without_tracking(address))


@settings(max_examples=120, deadline=None)
@given(pages, st.sampled_from([None, URL]))
@example('<meta name="author" content="&lt;script&gt;alert(1)&lt;/script&gt;">', None)
@example('<script type="application/ld+json">' + "[" * 5000 + "</script>", None)
@example('<script type="application/ld+json">{"@type":"Article","author":' + "[" * 300 + "]" * 300 + "}</script>", None)
@example('<frameset><frame src="x"></frameset>', None)
@example("", None)
def test_every_page_gives_plain_fields_with_their_sources(markup: str, url: str | None) -> None:
    meta, everything = read(markup, url)
    check(meta, everything, url)


@settings(max_examples=60, deadline=None)
@given(st.lists(values, max_size=10).map("\n\n".join), st.sampled_from([None, URL]))
def test_every_scraped_text_gives_plain_fields_and_whole_removals(text: str, url: str | None) -> None:
    document = scraped.from_text(text)
    meta, removals = read_text(document, url)
    check(meta, bare(text) + "\n" + bare(document.page_text) + bare(url or ""), url)
    borders = {(block.start, block.end) for block in document.blocks}
    assert all((removal.start, removal.end) in borders for removal in removals)
    assert [removal.start for removal in removals] == sorted({removal.start for removal in removals})


@settings(max_examples=60, deadline=None)
@given(words, st.sampled_from(["2024-05-31", "2024-05-31T10:00:00+02:00", None]))
def test_no_date_is_later_than_the_fetch(raw: str, fetched: str | None) -> None:
    tree = LexborHTMLParser(meta_tag("date", raw).encode("utf-8", "replace"))
    published = read_page(tree, *blocks.read(tree), None, fetched).published
    assert published is None or fetched is None or published[:10] <= "2024-06-01"
