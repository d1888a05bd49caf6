"""Links, emphasis and images of a page in Markdown; a parser of another make reads back the same text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT
from newsclean import writers
from newsclean.clean import clean
from newsclean.left import apply_removals
from newsclean.marks import marked
from newsclean.model import Article, Block, Container, Mark, RawPage, Removal

if TYPE_CHECKING:
    from conftest import Newsclean

PAGE = """<!doctype html><html><head><title>Lamp lit</title><base href="/news/"></head><body>
<nav><a href=/>Home</a></nav><article><h1>Lamp lit</h1>
<figure><img src=/lamp.jpg alt="The [lamp]" width=640><figcaption>The lamp on Friday.
Photo: A. Finnane</figcaption></figure>
<p>The <b>lamp</b> at <a href="tarn?a=1&amp;copy=2">Tarn <em>Point</em></a> was lit again on Friday, nine days after
a storm had torn away its <b>lan</b>tern. <img src=count.gif width=1 height=1></p>
<p>Engineers carried <code>forty*</code> pieces up the stairs<a href="javascript:x()"> and put</a> it together, the
keeper said on <a href=mailto:post@example.org>Monday</a>.</p><img src="data:x" data-src="bay.png">
<p>It <i>was</i> the first time in years that anyone had seen the bay so bright, the mayor told the council.</p>
<ul><li>First, the keeper lit the <strong>lens</strong>, which took him an hour on Friday.</li>
<li>Then he filled in the <a href=//example.net/oil>oil</a>, which the village had paid for.</li></ul>
<table><tr><th>Ship<th>Day</tr><tr><td><b>Ada</b><td>9</tr><tr><td><a href=bo>Bo</a> | Lu<td>10</tr></table>
<p>“We had <b>“forgotten”</b>how dark the water is,” said the keeper of the harbour’s log on Friday evening.</p>
</article></body></html>"""


def markdown(**asked: bool) -> str:
    page = RawPage(PAGE.encode(), url="https://example.org/a/b")
    return writers.render(marked(clean(page), page, **asked), "md").decode()


def test_emphasis_and_code_are_as_on_the_page() -> None:
    text = markdown()
    for part in ("The **lamp** at Tarn *Point* was", "carried `forty*` pieces", "It *was* the", "| **Ada** | 9 |"):
        assert part in text
    assert "- First, the keeper lit the **lens**, which took him an hour on Friday.\n- Then he" in text
    assert "](" not in text
    assert "“forgotten”how" in text, "emphasis that CommonMark cannot set"


def test_links_and_images_are_there_when_asked_for() -> None:
    text = markdown(links=True, images=True)
    targets = re.findall(r"(?<!!)\[[^]]*\]\(([^)]*)\)", text)
    assert targets == [
        "https://example.org/news/tarn?a=1\\&copy=2", "mailto:post@example.org", "https://example.net/oil",
        "https://example.org/news/bo",
    ]  # fmt: skip
    assert "[Tarn *Point*](" in text
    images = re.findall(r"^!\[(.*)\]\((.*)\)$", text, re.M)
    assert images == [(r"The \[lamp\]", "https://example.org/lamp.jpg"), ("", "https://example.org/news/bay.png")]


LINKS = """<!doctype html><title>Lamp lit</title><article><h1>Lamp lit</h1>
<p>The lamp at Tarn Point was lit again on Friday, nine days after a storm had torn away its lantern and its glass.</p>
<ul><li><a href=/log><b>The log</b> of the keeper</a></li><li><a href=/bay>The bay at night <img src=/bay.png></a></li>
<li><a href=/both><div>Ships of <i>May</i></div><div>Ships of June</div></a></li></ul>
<p>Engineers carried forty pieces up the stairs and put it together, the keeper said on Monday in the village hall.</p>
</article>"""


def test_a_list_of_links_has_its_marks_in_each_line() -> None:
    page = RawPage(LINKS.encode(), url="https://example.org/a/b")
    article = clean(page)
    assert [block.text for block in article.blocks if block.kind == "links"] == [
        "The log of the keeper\nThe bay at night\nShips of May\nShips of June"
    ]
    article = replace(article, removals=(), text=article.page_text)
    items = re.findall(r"^- .*$", writers.render(marked(article, page, links=True), "md").decode(), re.M)
    assert items == [
        "- [**The log** of the keeper](https://example.org/log)", "- [The bay at night](https://example.org/bay)",
        "- [Ships of *May*](https://example.org/both)", "- [Ships of June](https://example.org/both)",
    ]  # fmt: skip


def test_further_pages_of_an_article_have_their_marks_too() -> None:
    second = LINKS.replace("Tarn Point", "<em>Gull Point</em>").replace("forty", "<a href=c>sixty</a>")
    page = RawPage(PAGE.encode(), url="https://example.org/a/b")
    page = replace(page, further=(RawPage(second.encode(), url="https://example.org/a/2/b"),))
    text = writers.render(marked(clean(page), page, links=True), "md").decode()
    assert "The **lamp** at [Tarn *Point*](" in text
    assert "The lamp at *Gull Point* was lit" in text
    assert "carried [sixty](https://example.org/a/2/c) pieces" in text


def test_what_is_removed_takes_its_marks_along() -> None:
    text = "The ferry sailed. Subscribe now! It was late."
    marks = (Mark(4, 9, "em"), Mark(18, 31, "strong"), Mark(28, 36, "link", "https://example.org/"), Mark(40, 44, "em"))
    block = Block(text, 0, "paragraph", 0, marks=marks)
    gone = (Removal("newsletter.x", "newsletter", "rules", 18, 33),)
    page = Article(
        apply_removals(text, gone), text, removals=gone, blocks=(block,), containers=(Container(-1, "body"),)
    )
    assert writers.render(page, "md") == b"The *ferry* sailed. [It](https://example.org/) was *late*.\n"


def letters(text: str) -> str:
    return "".join(text.split())


def read_back(data: bytes) -> LexborHTMLParser:
    return LexborHTMLParser(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(data.decode()))


TEXTS = st.text(st.sampled_from("ab1 .,:!?-+*_`~#=|<>[](){}&;\\/\"'é“”€\n"), min_size=1, max_size=40).map(
    lambda text: "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
)
RUNS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["em", "strong", "code", "link", "image"])),
    max_size=5,
)
ADDRESS = "https://example.org/a_(b)*c*?d=1&amp;e"
KINDS = st.sampled_from(["paragraph", "heading", "item", "quote", "row", "caption"])


def marks_of(text: str, runs: list[tuple[int, int, str]]) -> tuple[Mark, ...]:
    """Marks as a page can have them: from one letter to another one."""
    found = []
    for start, end, kind in runs:
        places = [place for place in range(min(start, len(text)), min(end, len(text))) if not text[place].isspace()]
        if kind == "image":
            found.append(Mark(min(start, len(text)), min(start, len(text)), kind, "https://example.org/i.png"))
        elif places:
            found.append(Mark(places[0], places[-1] + 1, kind, ADDRESS))
    return tuple(found)


def article_of(pieces: list[tuple[str, str, list[tuple[int, int, str]]]]) -> Article:
    """An article of blocks, each given by its kind, its text and the runs that are marked."""
    blocks: list[Block] = []
    for kind, text, runs in pieces:
        start = blocks[-1].end + 2 if blocks else 0
        blocks.append(Block(text, start, kind, 0, marks=marks_of(text, runs)))
    text = "\n\n".join(block.text for block in blocks)
    return Article(text, text, blocks=tuple(blocks), containers=(Container(-1, "body"),))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(KINDS, TEXTS.filter(bool), RUNS), min_size=1, max_size=3))
@example([("paragraph", "11", [(0, 1, "code"), (1, 2, "code")])])
@example([("paragraph", "wow![x]", [(4, 7, "link")])])
@example([("row", "a|b | c", [(0, 7, "code"), (0, 3, "code")])])
@example([("paragraph", 'a"b"', [(1, 4, "strong")]), ("paragraph", "ab", [(0, 1, "em"), (1, 2, "strong")])])
def test_a_parser_reads_the_same_letters_whatever_is_marked(
    pieces: list[tuple[str, str, list[tuple[int, int, str]]]],
) -> None:
    page = article_of(pieces)
    tree = read_back(writers.render(page, "md"))
    expected = letters("".join(" ".join(b.text.split(" | ")) if b.kind == "row" else b.text for b in page.blocks))
    assert letters(tree.body.text() if tree.body else "") == expected
    assert {unquote(node.attributes["href"] or "") for node in tree.css("a")} <= {ADDRESS}


FIXTURES = sorted(path for path in (ROOT / "fixtures" / "pages").rglob("*.html"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_parser_reads_the_words_of_each_fixture(path: Path) -> None:
    page = RawPage(path.read_bytes(), url="https://example.org/a")
    article = clean(page)
    full = marked(article, page, links=True, images=True)
    assert [block.replaced(marks=()) for block in full.blocks] == list(article.blocks)
    if article.text:
        tree = read_back(writers.render(full, "md"))
        assert letters(tree.body.text() if tree.body else "") == letters(
            (article.title or "") + article.text.replace(" | ", " ")
        )
        assert any(block.marks for block in full.blocks) == any(tree.css("em, strong, code, a, img"))


def test_the_options_of_the_command(newsclean: Newsclean, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    plain = newsclean("clean", "a.html", "-o", "-", "-f", "md").stdout.decode()
    assert ("**lamp**" in plain, "](" in plain, "| Ship | Day |" in plain) == (True, False, True)
    full = newsclean("clean", "a.html", "-o", "-", "-f", "md", "--links", "--images", "--no-tables").stdout.decode()
    assert ("[oil](//example.net/oil)" in full, "![](/news/bay.png)" in full, "Ship" in full) == (True, True, False)
    both = newsclean("clean", "a.html", "--no-tables", "--keep", "table")
    assert (both.returncode, b"table" in both.stderr) == (2, True)
    newsclean("clean", "a.html", "-f", "md")
    again = newsclean("clean", "a.html", "-f", "md", "--links")
    assert b"unchanged" not in again.stderr, "other options"
