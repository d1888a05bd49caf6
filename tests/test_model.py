"""The records and the one law: what is cut, what is left, and that everything travels between processes."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import ConfigError, FetchError, InputError, NewscleanError, OutputError, RulesError, exit_status
from newsclean.left import apply_removals, kept_blocks
from newsclean.linefeatures import Line
from newsclean.model import (
    BLOCK_BREAK,
    CATEGORIES,
    KEPT_CATEGORIES,
    NO_ARTICLE_FLAGS,
    NOTICE_FLAGS,
    REMOVED_CATEGORIES,
    Article,
    Block,
    Container,
    Document,
    FieldSource,
    Flag,
    Mark,
    Metadata,
    RawPage,
    Removal,
    Result,
)

if TYPE_CHECKING:
    from newsclean.pieces import Piece


def document(*texts: str) -> Document:
    blocks, offset = [], 0
    for text in texts:
        blocks.append(Block(text, offset, "paragraph", 0))
        offset += len(text) + len(BLOCK_BREAK)
    return Document(tuple(blocks), (Container(-1, ""),))


def cut(start: int, end: int) -> Removal:
    return Removal("test.cut", "other", "rules", start, end)


def span(page_text: str, text: str) -> Removal:
    start = page_text.index(text)
    return cut(start, start + len(text))


THREE = ("The ferry sailed.", "Read more: gulls\nThe quay was wet.\nShare", "The wind fell.")


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ((), THREE),
        (("The ferry sailed.",), THREE[1:]),
        (("The wind fell.",), THREE[:2]),
        ((THREE[1],), (THREE[0], THREE[2])),
        (("Read more: gulls\n",), (THREE[0], "The quay was wet.\nShare", THREE[2])),
        (("\nShare",), (THREE[0], "Read more: gulls\nThe quay was wet.", THREE[2])),
        (("\nThe quay was wet.",), (THREE[0], "Read more: gulls\nShare", THREE[2])),
        (("Read more: gulls", "Share"), (THREE[0], "The quay was wet.", THREE[2])),  # blanks at the ends are stripped
        (("Read more: gulls\n", "The quay was wet.\n"), (THREE[0], "Share", THREE[2])),  # spans that touch
        (("The ferry sailed.", THREE[1], "The wind fell."), ()),
        (("ferry ",), ("The sailed.", *THREE[1:])),
    ],
)
def test_what_is_cut_and_what_is_left(gone: tuple[str, ...], left: tuple[str, ...]) -> None:
    doc = document(*THREE)
    removals = [span(doc.page_text, text) for text in gone]
    assert apply_removals(doc.page_text, removals) == BLOCK_BREAK.join(left)
    assert tuple(text for _, text in kept_blocks(doc.blocks, removals)) == left


def test_an_inner_line_cut_without_a_line_break_parts_its_block() -> None:
    doc = document("one\ntwo\nthree")
    assert apply_removals(doc.page_text, [span(doc.page_text, "two")]) == "one\n\nthree"
    assert [text for _, text in kept_blocks(doc.blocks, [span(doc.page_text, "two")])] == ["one\n\nthree"]


def test_kept_blocks_name_the_block_that_a_text_is_left_of() -> None:
    doc = document(*THREE)
    removals = [span(doc.page_text, THREE[0]), span(doc.page_text, "\nShare")]
    assert [(block.start, text) for block, text in kept_blocks(doc.blocks, removals)] == [
        (doc.blocks[1].start, "Read more: gulls\nThe quay was wet."),
        (doc.blocks[2].start, THREE[2]),
    ]


def test_nothing_is_left_of_nothing() -> None:
    assert apply_removals("", []) == ""
    assert list(kept_blocks((), [])) == []
    assert Document((), ()).page_text == ""


def test_the_end_of_a_block_and_the_page_text() -> None:
    doc = document(*THREE)
    assert [doc.page_text[block.start : block.end] for block in doc.blocks] == list(THREE)
    assert doc.blocks[-1].end == len(doc.page_text)


words = st.text(alphabet="aé 港\u00a0", min_size=1, max_size=6).map(str.strip).filter(bool)
block_texts = st.lists(words, min_size=1, max_size=4).map("\n".join)


@st.composite
def cut_documents(draw: st.DrawFn) -> tuple[Document, list[Removal]]:
    doc = document(*draw(st.lists(block_texts, max_size=5)))
    removals = []
    for block in doc.blocks:
        ends = sorted(draw(st.sets(st.integers(block.start, block.end), max_size=4)))
        removals += [cut(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    return doc, removals


@given(cut_documents())
def test_kept_blocks_say_what_apply_removals_says(case: tuple[Document, list[Removal]]) -> None:
    doc, removals = case
    kept = [text for _, text in kept_blocks(doc.blocks, removals)]
    assert BLOCK_BREAK.join(kept) == apply_removals(doc.page_text, removals)


@given(cut_documents())
def test_no_letter_outside_the_removals_is_lost(case: tuple[Document, list[Removal]]) -> None:
    doc, removals = case
    gone = {place for removal in removals for place in range(removal.start, removal.end)}
    left = "".join(char for place, char in enumerate(doc.page_text) if place not in gone)
    assert "".join(apply_removals(doc.page_text, removals).split()) == "".join(left.split())


#: The table of the documented exit statuses.
STATUS = {
    1: "no-article consent blocked index-page crashed page-timeout memory",
    2: "usage config rules locked",
    3: "not-found unreadable write-failed disk-full",
    4: "dns connect timeout",
    5: "tls",
    7: "protocol redirect-loop too-large too-complex not-text",
    8: "http-400 http-404 http-410 http-429 http-500 http-503",
    9: "robots private-address scheme",
    70: "internal surprise http httpx-404",
}


@pytest.mark.parametrize(
    ("code", "status"), [(code, status) for status, codes in STATUS.items() for code in codes.split()]
)
def test_exit_status(code: str, status: int) -> None:
    assert exit_status(code) == status


def test_categories_and_flags_are_the_documented_ones() -> None:
    assert set(REMOVED_CATEGORIES) == set(
        "nav comments share related promo newsletter ad cookie paywall source-link legal tags widget caption "
        "image-credit byline author-bio other".split()
    )
    assert set(KEPT_CATEGORIES) == set("credit standfirst correction table list quote".split())
    assert sorted(CATEGORIES) == sorted({*REMOVED_CATEGORIES, *KEPT_CATEGORIES, "title"})
    assert set(NOTICE_FLAGS) == {"short", "paywall", "truncated", "multi-page"}
    assert set(NO_ARTICLE_FLAGS) == {"no-article", "consent", "blocked", "index-page", "too-complex"}


META = Metadata(
    title="Gulls return to Port Ennor",
    authors=("Orla Finnane", "Ilse Brandvold"),
    published="2024-05-03T07:30:00+02:00",
    tags=("gulls",),
    sources={"title": FieldSource("json-ld", "Gulls return to Port Ennor"), "image": FieldSource("meta", None)},
)
DOC = document(*THREE)
ARTICLE = Article(
    text="x",
    page_text=DOC.page_text,
    metadata=META,
    removals=(span(DOC.page_text, "Share").replaced(weights=(("words", -1.5),)),),
    flags=(Flag("short", "9 words in 3 blocks", "text"),),
    blocks=DOC.blocks,
    containers=DOC.containers,
    input="gulls.html",
    url="https://example.org/gulls",
)
KEYS = (
    "input url canonical_url title authors published modified site language description image tags section text "
    "removals flags sources"
).split()


def test_a_dict_has_the_documented_keys_in_their_order() -> None:
    assert list(ARTICLE.to_dict()) == KEYS
    assert list(Article("").to_dict()) == KEYS


def test_a_dict_is_what_json_gives_back() -> None:
    held = ARTICLE.to_dict()
    assert json.loads(json.dumps(held)) == held
    assert held["authors"] == ["Orla Finnane", "Ilse Brandvold"]
    assert held["removals"] == [
        {
            "rule": "test.cut", "category": "other", "stage": "rules",
            "start": ARTICLE.removals[0].start, "end": ARTICLE.removals[0].end, "text": "Share",
        }
    ]  # fmt: skip
    assert list(held["removals"][0]) == ["rule", "category", "stage", "start", "end", "text"]
    assert held["flags"] == [{"flag": "short", "seen": "9 words in 3 blocks", "where": "text"}]
    assert held["sources"] == {
        "title": {"source": "json-ld", "raw": "Gulls return to Port Ennor"},
        "image": {"source": "meta", "raw": None},
    }


def test_absent_scalars_are_null_and_absent_lists_empty() -> None:
    held = Article("").to_dict()
    lists = {"authors", "tags", "removals", "flags"}
    assert {name for name, value in held.items() if value == []} == lists
    assert {name for name, value in held.items() if value is None} == {*KEYS} - lists - {"input", "text", "sources"}


def test_an_article_speaks_of_its_metadata() -> None:
    assert (ARTICLE.title, ARTICLE.authors, ARTICLE.published) == (META.title, META.authors, META.published)


@pytest.mark.parametrize("name", [*NO_ARTICLE_FLAGS, *NOTICE_FLAGS])
def test_only_some_flags_are_failures(name: str) -> None:
    flags = (Flag("short", "few words"), Flag(name, "something"))
    failure = Article("", flags=flags).failure
    assert failure == (flags[1] if name in NO_ARTICLE_FLAGS else None)


PIECES: list[Piece] = [
    DOC.blocks[0].replaced(marks=(Mark(0, 3, "em"),)),
    Container(0, "div", "share"),
    ARTICLE.removals[0],
    Line("Gulls return.", "", 2, False, False, True),
]
RECORDS: list[Any] = [
    RawPage(b"x", "https://example.org/", "text/html", "html", "x.html", "2024-05-03"),
    Mark(0, 4, "link", "https://example.org/"),
    DOC,
    FieldSource("meta", None),
    Flag("short", "9 words"),
    META,
    ARTICLE,
    Result("gulls.html", ARTICLE),
    Result("gone.html", code="not-found", message="there is no such file"),
]


@pytest.mark.parametrize("record", [*RECORDS, *PIECES], ids=lambda record: type(record).__name__)
def test_records_survive_a_pipe(record: Any) -> None:
    again = pickle.loads(pickle.dumps(record))  # noqa: S301 - our own bytes
    assert type(again) is type(record)
    assert again == record


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_records_cannot_be_changed(record: Any) -> None:
    name = next(iter(getattr(record, "_fields", None) or record.__slots__))
    with pytest.raises(AttributeError):
        setattr(record, name, None)


@pytest.mark.parametrize(
    "kind",
    [NewscleanError, InputError, FetchError, RulesError, ConfigError, OutputError],
    ids=lambda kind: kind.__name__,
)
def test_errors_survive_a_pipe_with_code_and_message(kind: type[NewscleanError]) -> None:
    error = pickle.loads(pickle.dumps(kind("not-text", "this is a PDF")))  # noqa: S301 - our own bytes
    assert type(error) is kind
    assert isinstance(error, NewscleanError)
    assert (error.code, error.message, str(error)) == ("not-text", "this is a PDF", "this is a PDF")
