"""Every format holds the same words; each is read back by a parser of another make where there is one."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pyarrow import parquet
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT as REPOSITORY
from newsclean import writers
from newsclean.clean import clean
from newsclean.errors import ConfigError, OutputError  # fmt: skip
from newsclean.left import apply_removals
from newsclean.model import Article, Block, Container, FieldSource, Flag, Metadata, Removal
from newsclean.writers.as_json import indented
from newsclean.writers.structure import ItemList, parts

ROOT = Container(-1, "body")
TEI = "{http://www.tei-c.org/ns/1.0}"


def article(*pieces: tuple[str, str] | Block, title: str | None = "Harbour reopens", **more: object) -> Article:
    """An article of blocks given as (kind, text), or as blocks whose offsets are still to be set."""
    blocks: list[Block] = []
    start = 0
    for piece in pieces:
        block = piece if isinstance(piece, Block) else Block(piece[1], 0, piece[0], 0)
        blocks.append(block.replaced(start=start))
        start += len(block.text) + 2
    page_text = "\n\n".join(block.text for block in blocks)
    fields = {"containers": (ROOT,), "metadata": Metadata(title=title), "removals": (), **more}
    text = apply_removals(page_text, fields["removals"])  # type: ignore[arg-type]
    return Article(text=text, page_text=page_text, blocks=tuple(blocks), **fields)  # type: ignore[arg-type]


def test_txt_is_title_blank_line_blocks_and_one_newline() -> None:
    page = article(("paragraph", "The ferry sailed at dawn."), ("paragraph", "It was late."))
    assert writers.render(page, "txt") == b"Harbour reopens\n\nThe ferry sailed at dawn.\n\nIt was late.\n"


def test_txt_without_a_title_starts_with_the_text() -> None:
    assert writers.render(article(("paragraph", "Only text."), title=None), "txt") == b"Only text.\n"


def test_json_has_the_fields_in_order_unescaped_and_indented() -> None:
    page = article(("paragraph", "Łódź – „gut“"), flags=(Flag("short", "9 characters"),), input="a.html")
    data = writers.render(page, "json")
    fields = json.loads(data)
    assert list(fields) == [
        "input", "url", "canonical_url", "title", "authors", "published", "modified", "site", "language",
        "description", "image", "tags", "section", "text", "removals", "flags", "sources",
    ]  # fmt: skip
    assert data.startswith(b'{\n  "input": "a.html",\n')
    assert data.endswith(b"}\n")
    assert "Łódź – „gut“".encode() in data
    assert fields["flags"] == [{"flag": "short", "seen": "9 characters", "where": ""}]


def test_json_is_all_that_an_article_tells_of_itself() -> None:
    page = clean((REPOSITORY / "fixtures" / "pages" / "wordpress-comment-form.html").read_bytes())
    assert len(page.removals) > 3
    for each in (page, replace(page, removals=()), replace(page, page_text=page.page_text.replace("e", '"\\\0€'))):
        expected = json.dumps(each.to_dict(), ensure_ascii=False, indent=2) + "\n"
        assert writers.render(each, "json").decode() == expected


def test_jsonl_is_a_line() -> None:
    page = article(("paragraph", "One.\nTwo."), ("paragraph", "Three."))
    data = writers.render(page, "jsonl")
    assert data.count(b"\n") == 1
    assert json.loads(data) == json.loads(writers.render(page, "json"))


def parquet_rows(page: Article) -> list[dict[str, Any]]:
    """Rows as another reader sees them, maps as dicts."""
    rows: list[dict[str, Any]] = parquet.read_table(io.BytesIO(writers.render(page, "parquet"))).to_pylist()
    return [row | {"sources": dict(row["sources"])} for row in rows]


def test_parquet_holds_what_json_holds() -> None:
    page = article(
        ("paragraph", "One.\nTwo."),
        ("paragraph", "Share é this"),
        removals=(Removal("share.x", "share", "rules", 11, 23),),
        flags=(Flag("short", "9 characters"),),
        metadata=Metadata(title=None, authors=("A", "B"), sources={"authors": FieldSource("byline", "By A and B")}),
    )
    (row,) = parquet_rows(page)
    assert row == page.to_dict()
    assert list(row) == list(page.to_dict())


def test_a_missing_extra_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ConfigError, match=r"pip install 'newsclean\[parquet\]'"):
        writers.render(article(), "parquet")


def test_a_lone_surrogate_can_be_written() -> None:
    page = article(("paragraph", "Text."), url="https://example.org/\udcff")
    for name in set(writers.FORMATS) - {"parquet"}:
        writers.render(page, name).decode("utf-8")
    assert parquet_rows(page)[0]["url"] == "https://example.org/?"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_makes_cells_safe_that_a_spreadsheet_would_run(start: str) -> None:
    page = article(("paragraph", "Text."), title=start + "1+1", flags=(Flag("short", "x"), Flag("paywall", "y")))
    names, row = csv.reader(io.StringIO(writers.render(page, "csv").decode(), newline=""))
    cells = dict(zip(names, row, strict=True))
    assert cells["title"] == "'" + start + "1+1"
    assert cells["text"] == "Text."
    assert cells["flags"] == "short; paywall"
    assert names[:5] == ["input", "url", "canonical_url", "title", "authors"]


def test_csv_keeps_line_breaks_commas_and_quotes() -> None:
    page = article(("paragraph", 'He said, "no".\nThen left.'), metadata=Metadata(authors=("Ada Quill", "Bo Lund")))
    _, row = csv.reader(io.StringIO(writers.render(page, "csv").decode(), newline=""))
    assert 'He said, "no".\nThen left.' in row
    assert "Ada Quill; Bo Lund" in row


def test_md_shows_headings_lists_quotes_code_and_tables() -> None:
    containers = (ROOT, Container(0, "ol"), Container(1, "li"), Container(1, "li"), Container(2, "ul"),
                  Container(4, "li"), Container(0, "table"), Container(6, "tr"), Container(6, "tr"))  # fmt: skip
    page = article(
        Block("What changed", 0, "heading", 0, 2),
        Block("First step", 0, "item", 2, 1),
        Block("a detail", 0, "item", 5, 2),
        Block("Second step", 0, "item", 3, 1),
        ("quote", "We sail."),
        ("quote", "Every day."),
        ("code", "if x:\n    go()"),
        Block("Port | Ships", 0, "row", 7),
        Block("Veld | 3", 0, "row", 8),
        containers=containers,
    )
    assert writers.render(page, "md").decode() == (
        "# Harbour reopens\n\n## What changed\n\n1. First step\n    - a detail\n2. Second step\n\n"
        "> We sail.\n>\n> Every day.\n\n```\nif x:\n    go()\n```\n\n"
        "| Port | Ships |\n| --- | --- |\n| Veld | 3 |\n"
    )


def test_removed_words_are_in_no_format() -> None:
    page = article(
        ("paragraph", "The ferry sailed. Subscribe now!"),
        ("paragraph", "Share this story"),
        removals=(
            Removal("newsletter.x", "newsletter", "rules", 17, 32),
            Removal("share.x", "share", "rules", 34, 50),
        ),
    )
    for name in writers.FORMATS:
        fields = {"json", "jsonl", "parquet"}
        data = page.text.encode() if name in fields else writers.render(page, name)
        assert b"Subscribe" not in data
        assert b"Share" not in data
        assert b"The ferry sailed." in data


def _rendered_words(html: str) -> list[str]:
    tree = LexborHTMLParser(html)
    return (tree.body.text(separator=" ") if tree.body else "").split()


WORDS = st.text(st.sampled_from("ab1 .,:;!?-+*_`~#=|<>[](){}&\\/\"'$^%@é\n"), min_size=1, max_size=40).map(
    lambda text: re.sub(r" ?\n[ \n]*", "\n", re.sub(r" +", " ", text)).strip()
)
KINDS = st.sampled_from(["paragraph", "heading", "item", "quote", "caption"])


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(KINDS, WORDS.filter(bool)), min_size=1, max_size=5), WORDS.filter(bool))
@example([("paragraph", "yourself:____________, ___________, ___a__b_.")], "a")
def test_a_markdown_parser_reads_the_same_words(pieces: list[tuple[str, str]], title: str) -> None:
    page = article(*pieces, title=title)
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(writers.render(page, "md").decode())
    expected = (title + "\n\n" + page.text).split()
    assert "".join(_rendered_words(html)) == "".join(expected)
    assert _rendered_words(html) == expected


def test_nested_items_without_those_around_them_are_a_list() -> None:
    page = article(*(Block(f"item {level}", 0, "item", 0, level) for level in (2, 2, 4, 1, 2)), title=None)
    assert writers.render(page, "md") == b"- item 2\n- item 2\n    - item 4\n- item 1\n    - item 2\n"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(KINDS, WORDS.filter(bool)), min_size=1, max_size=5), WORDS.filter(bool))
def test_an_html_parser_reads_the_same_words(pieces: list[tuple[str, str]], title: str) -> None:
    page = article(*pieces, title=title)
    assert _rendered_words(writers.render(page, "html").decode()) == (title + "\n\n" + page.text).split()


def tei(page: Article) -> ElementTree.Element:
    return ElementTree.fromstring(writers.render(page, "tei"))  # noqa: S314 (our own)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(KINDS, WORDS.filter(bool)), min_size=1, max_size=5), WORDS.filter(bool))
def test_an_xml_parser_reads_the_same_words(pieces: list[tuple[str, str]], title: str) -> None:
    page = article(*pieces, title=title)
    body = tei(page).find(f"{TEI}text/{TEI}body")
    assert body is not None
    assert " ".join(body.itertext()).split() == (title + "\n\n" + page.text).split()


def test_tei_has_metadata_and_a_division_for_each_heading() -> None:
    meta = Metadata(
        title="A & B", authors=("Ada Quill", "Bo Lund"), published="2024-05-01T10:00:00+02:00", modified="last May",
        language="en", site="The Veld Post", tags=("ports",), description="In short",
    )  # fmt: skip
    page = article(
        ("paragraph", "One."), ("heading", "First"), ("paragraph", "Two.\x0c"), ("heading", "Second"),
        metadata=meta, url="https://example.org/a?b&c",
    )  # fmt: skip
    root = tei(page)
    assert [author.text for author in root.iter(f"{TEI}author")] == ["Ada Quill", "Bo Lund"]
    dates = {date.get("type"): (date.get("when"), date.text) for date in root.iter(f"{TEI}date")}
    assert dates == {"published": (meta.published, meta.published), "modified": (None, "last May")}
    assert [pointer.get("target") for pointer in root.iter(f"{TEI}ptr")] == ["https://example.org/a?b&c"]
    assert [head.text for head in root.iter(f"{TEI}head")] == ["A & B", "First", "Second"]
    assert [len(division) for division in root.iter(f"{TEI}div")] == [4, 2, 1]


def test_html_carries_metadata_and_nothing_that_runs() -> None:
    meta = Metadata(
        title='Dock "5" <open>', authors=("Ada Quill",), published="2024-05-01", language="en",
        canonical_url="javascript:alert(1)",
    )  # fmt: skip
    html = writers.render(article(("paragraph", "<script>x</script>"), metadata=meta), "html").decode()
    tree = LexborHTMLParser(html)
    assert tree.css_first("title").text() == 'Dock "5" <open>'
    assert tree.css_first("html").attributes["lang"] == "en"
    assert tree.css_first('meta[name="author"]').attributes["content"] == "Ada Quill"
    assert tree.css_first("script") is None
    assert "javascript" not in html


def test_nested_lists_stand_in_their_items() -> None:
    page = article(Block("one", 0, "item", 0, 1), Block("below", 0, "item", 0, 2), Block("two", 0, "item", 0, 1))
    tree = LexborHTMLParser(writers.render(page, "html").decode())
    assert [item.text(deep=False).strip() for item in tree.css("article > ul > li")] == ["one", "two"]
    assert tree.css_first("article > ul > li > ul > li").text().strip() == "below"


def test_paragraphs_of_one_item_stay_one_item() -> None:
    containers = (ROOT, Container(0, "ul"), Container(1, "li"), Container(2, "p"), Container(1, "li"))
    page = article(
        Block("first", 0, "item", 3, 1), Block("more", 0, "item", 2, 1), Block("second", 0, "item", 4, 1),
        containers=containers,
    )  # fmt: skip
    (found,) = parts(page)
    assert isinstance(found, ItemList)
    assert [item.texts for item in found.items] == [("first", "more"), ("second",)]


def test_unknown_formats_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"no format is called 'docx'; there are: txt, md"):
        writers.render(article(("paragraph", "x")), "docx")


def test_write_takes_the_format_from_the_suffix_and_makes_folders(tmp_path: Path) -> None:
    page = article(("paragraph", "Text."))
    writers.write(page, tmp_path / "new" / "story.MD")
    assert (tmp_path / "new" / "story.MD").read_bytes() == writers.render(page, "md")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["story.MD"]


def test_what_cannot_be_written_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "story.txt").mkdir()
    with pytest.raises(OutputError) as caught:
        writers.write(article(("paragraph", "x")), tmp_path / "story.txt")
    assert caught.value.code == "write-failed"
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(JSON)
@example([{"a": "},\0{", "b": ",\0"}, {"c": [], "d": {}}])
@example({"a": [{"b": 1, "c": "x"}, {"d": None}], "e": {"f": {"g": 1.5}}})
def test_json_is_laid_out_as_the_standard_library_does(value: Any) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=2)
