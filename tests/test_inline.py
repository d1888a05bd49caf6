"""Links, emphasis, code and images in html and tei; the standard library's parsers read back the same text."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings

from newsclean import writers
from newsclean.clean import clean
from newsclean.marks import marked
from newsclean.model import Article, Block, Container, Mark, RawPage
from test_marks import ADDRESS, FIXTURES, KINDS, LINKS, PAGE, RUNS, TEXTS, article_of, letters, st

if TYPE_CHECKING:
    from conftest import Newsclean

TEI = "{http://www.tei-c.org/ns/1.0}"
#: What an element of either format says.
MEANT = {
    "em": "em", "strong": "strong", "code": "code", "a": "link", "img": "image",
    f"{TEI}code": "code", f"{TEI}ref": "link", f"{TEI}graphic": "image",
}  # fmt: skip
RENDITIONS = {"italic": "em", "bold": "strong"}


class Read(HTMLParser):
    """The words of an article's element, and what is marked in it, as (kind, words, address)."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.text = ""
        self.marks: list[tuple[str, str, str]] = []
        self._opened: list[tuple[str, int, str]] = []
        self.feed(document.partition("<article>")[2].partition("</article>")[0])
        self.close()
        assert not self._opened

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "img":
            self.marks.append(("image", known["alt"] or "", known["src"] or ""))
        elif tag in MEANT:
            self._opened.append((tag, len(self.text), known.get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in MEANT:
            opened, start, target = self._opened.pop()
            assert opened == tag
            self.marks.append((MEANT[tag], self.text[start:], target))

    def handle_data(self, data: str) -> None:
        self.text += data


def read_tei(document: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The same of a TEI document."""
    body = ElementTree.fromstring(document).find(f".//{TEI}body")  # noqa: S314 (written by ourselves)
    assert body is not None
    marks = []
    for element in body.iter():
        kind = MEANT.get(element.tag) or RENDITIONS.get(element.get("rend", ""))
        if kind:
            marks.append((kind, "".join(element.itertext()), element.get("target") or element.get("url") or ""))
    shown = "".join(each.text or "" for each in body.iter(f"{TEI}desc"))
    text = "".join(body.itertext())
    return text.replace(shown, "", 1) if shown and body.find(f".//{TEI}graphic") is not None else text, marks


def read(article: Article, form: str) -> tuple[str, list[tuple[str, str, str]]]:
    document = writers.render(article, form).decode()
    if form == "tei":
        return read_tei(document)
    found = Read(document)
    return found.text, found.marks


@pytest.mark.parametrize("form", ["html", "tei"])
def test_marks_are_as_on_the_page(form: str) -> None:
    page = RawPage(PAGE.encode(), url="https://example.org/a/b")
    _, marks = read(marked(clean(page), page), form)
    assert sorted(marks) == [
        ("code", "forty*", ""), ("em", "Point", ""), ("em", "was", ""), ("strong", "Ada", ""), ("strong", "lamp", ""),
        ("strong", "lan", ""), ("strong", "lens", ""), ("strong", "“forgotten”", ""),
    ]  # fmt: skip
    _, marks = read(marked(clean(page), page, links=True, images=True), form)
    assert sorted(mark for mark in marks if mark[0] in ("link", "image")) == [
        ("image", "", "https://example.org/news/bay.png"), ("image", "The [lamp]", "https://example.org/lamp.jpg"),
        ("link", "Bo", "https://example.org/news/bo"), ("link", "Monday", "mailto:post@example.org"),
        ("link", "Tarn Point", "https://example.org/news/tarn?a=1&copy=2"), ("link", "oil", "https://example.net/oil"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["html", "tei"])
def test_a_list_of_links_has_its_marks_in_each_line(form: str) -> None:
    page = RawPage(LINKS.encode(), url="https://example.org/a/b")
    article = clean(page)
    article = replace(article, removals=(), text=article.page_text)
    _, marks = read(marked(article, page, links=True), form)
    assert [mark[1:] for mark in marks if mark[0] == "link"] == [
        ("The log of the keeper", "https://example.org/log"), ("The bay at night", "https://example.org/bay"),
        ("Ships of May", "https://example.org/both"), ("Ships of June", "https://example.org/both"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["html", "tei"])
@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(KINDS, TEXTS.filter(bool), RUNS), min_size=1, max_size=3))
@example([("row", "a|b | c", [(0, 7, "code"), (0, 3, "code")])])
@example([("paragraph", "abcdef", [(0, 4, "em"), (2, 6, "strong"), (4, 4, "image")])])
def test_a_parser_reads_the_same_letters_whatever_is_marked(
    form: str, pieces: list[tuple[str, str, list[tuple[int, int, str]]]]
) -> None:
    page = article_of(pieces)
    found, marks = read(page, form)
    assert letters(found) == letters(
        "".join(b.text.replace(" | ", " ") if b.kind == "row" else b.text for b in page.blocks)
    )
    assert {unquote(target) for kind, _, target in marks if kind == "link"} <= {ADDRESS}
    for block in page.blocks:
        if len(block.marks) == 1 and block.kind != "row" and block.marks[0].kind != "image":
            (mark,) = block.marks
            said = mark.kind, letters(block.text[mark.start : mark.end])
            assert said in {(kind, letters(of)) for kind, of, _ in marks}


@pytest.mark.parametrize(
    "target",
    [
        "javascript:x()",
        "JavaScript:x()",
        "java\nscript:x()",
        "\x01javascript:x()",
        "data:text/html,x",
        "x-app:run",
        '"onclick="x()',
    ],
)
@pytest.mark.parametrize("kind", ["link", "image"])
def test_what_no_reader_should_follow_is_no_link(kind: str, target: str) -> None:
    block = Block("The ferry", 0, "paragraph", 0, marks=(Mark(0, 0 if kind == "image" else 9, kind, target),))
    page = Article("The ferry", "The ferry", blocks=(block,), containers=(Container(-1, "body"),))
    for form in ("html", "tei"):
        text, marks = read(page, form)
        assert letters(text) == "Theferry"
        # What is no scheme once its signs are escaped leads to a page beside this one.
        assert all(target.startswith(("java%0A", "%01", "%22")) for _, _, target in marks)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_parser_reads_the_words_of_each_fixture(path: Path) -> None:
    page = RawPage(path.read_bytes(), url="https://example.org/a")
    article = clean(page)
    full = marked(article, page, links=True)
    if article.text:
        expected = letters((article.title or "") + article.text.replace(" | ", " "))
        for form in ("html", "tei"):
            text, marks = read(full, form)
            assert letters(text) == expected
            assert any(block.marks for block in full.blocks) == bool(marks)


def test_the_options_of_the_command(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    for form, link, image in (("html", "<a ", "<img "), ("tei", "<ref ", "<graphic ")):
        plain = newsclean("clean", "a.html", "-o", "-", "-f", form).stdout.decode()
        full = newsclean("clean", "a.html", "-o", "-", "-f", form, "--links", "--images").stdout.decode()
        assert (link in plain, image in plain, link in full, image in full) == (False, False, True, True)
