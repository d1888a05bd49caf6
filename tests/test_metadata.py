"""What each source says, row by row: tests/metadata/*.toml hold a piece of markup and the value that comes of it."""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from newsclean import blocks, language, rules, scraped
from newsclean.left import apply_removals
from newsclean.metadata import read_page, read_text, readers, settle_language
from newsclean.metadata.ranking import ORDER, WEIGHTS
from newsclean.metadata.vocabularies import VOCABULARIES
from newsclean.model import FieldSource, Metadata

ROWS = Path(__file__).with_name("metadata")
STORY = (
    "The harbour of Haven got its bridge back on Friday, when the mayor cut a ribbon that had waited for seven years.",
    "Some two hundred people crossed it on foot in the first hour, most of them to see the water from above again.",
)


def rows_of(*names: str) -> list[Any]:
    found = []
    for name in names:
        table = tomllib.loads((ROWS / f"{name}.toml").read_text(encoding="utf-8"))
        for number, row in enumerate(table["rows"], 1):
            row = {"field": table.get("field")} | row
            found.append(pytest.param(row, id=f"{name}-{number}"))
    return found


def page(markup: str, url: str | None = None, fetched: str | None = None) -> Metadata:
    tree = LexborHTMLParser(markup.encode(), scripting=True)
    return read_page(tree, *blocks.read(tree), url, fetched)


def markup_of(row: dict[str, Any]) -> str:
    if "script" in row:
        return f'<script type="application/ld+json">{row["script"]}</script>'
    lang = f'<html lang="{row["lang"]}">' if "lang" in row else ""
    return lang + str(row["markup"])


@pytest.mark.parametrize("row", rows_of("titles", "authors", "dates", "modified", "json_ld", "head"))
def test_what_a_piece_of_markup_says(row: dict[str, Any]) -> None:
    field = row["field"]
    meta = page(markup_of(row), row.get("url"), row.get("fetched"))
    value = getattr(meta, field)
    wanted = row.get("value")
    if isinstance(value, tuple):
        value, wanted = list(value), wanted or []
    assert value == wanted
    assert (field in meta.sources) == bool(wanted)


@pytest.mark.parametrize("row", rows_of("text"))
def test_what_the_head_of_a_scraped_text_says(row: dict[str, Any]) -> None:
    document = scraped.from_text("\n\n".join([*row["lines"], *STORY]))
    meta, removals = read_text(document, row.get("url"), rules.apply(document, [], rules.load(), "en"))
    assert (meta.title, list(meta.authors), meta.published) == (
        row.get("title"),
        row.get("authors", []),
        row.get("published"),
    )
    left = apply_removals(document.page_text, removals)
    assert left.endswith("\n\n".join(STORY))
    assert row.get("title") not in left.split("\n\n")
    assert {removal.category for removal in removals} <= {"title", "byline"}


def test_a_dateline_is_read_over_not_removed() -> None:
    text = "Bridge opens to traffic\n\nHAVEN, May 31 (Reuters) – " + STORY[0]
    document = scraped.from_text(text)
    _, removals = read_text(document, None)
    assert [document.page_text[r.start : r.end] for r in removals] == ["Bridge opens to traffic"]


def test_every_reader_is_ranked() -> None:
    ranked = {name.partition(":")[0] for table in (*WEIGHTS.values(), *ORDER.values()) for name in table}
    sources = {
        importlib.import_module(f"{readers.__name__}.{module.name}").SOURCE
        for module in pkgutil.iter_modules(readers.__path__)
        if module.name not in ("repair", "meta_tags")
    }
    assert sources | VOCABULARIES.keys() <= ranked


def test_no_name_of_a_meta_tag_is_in_two_vocabularies() -> None:
    names = [name for table in VOCABULARIES.values() for name in table]
    assert len(names) == len(set(names))


def test_there_are_as_many_rows_as_promised() -> None:
    assert len(rows_of("titles", "authors", "dates", "modified", "json_ld", "head", "text")) >= 300


def test_each_field_names_its_source_and_what_was_written() -> None:
    meta = page(
        '<meta property="og:title" content="Tom &amp;amp; Ann"><meta name="author" content="By Mara Lindt">'
        '<time datetime="2024-05-31T10:00:00Z">Friday</time>'
    )
    assert meta.sources["title"] == FieldSource("opengraph", "Tom &amp; Ann")
    assert meta.sources["authors"] == FieldSource("meta", "By Mara Lindt")
    assert meta.sources["published"] == FieldSource("time", "2024-05-31T10:00:00Z")
    assert (meta.title, meta.authors, meta.published) == ("Tom & Ann", ("Mara Lindt",), "2024-05-31T10:00:00+00:00")


@pytest.mark.parametrize("declared", ["de", None])
def test_the_text_wins_over_a_wrong_language(declared: str | None) -> None:
    sources = {"language": FieldSource("html", declared)} if declared else {}
    meta = settle_language(Metadata(language=declared, sources=sources), " ".join(STORY * 3))
    assert meta.language == "en"
    assert meta.sources["language"] == FieldSource("text", None)


def test_a_language_that_the_text_confirms_keeps_its_region() -> None:
    meta = Metadata(language="en-GB", sources={"language": FieldSource("html", "en-GB")})
    assert settle_language(meta, " ".join(STORY * 3)) is meta


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Amaphoyisa athi abantu ababili baboshwe ngoLwesihlanu ngoba kuthiwa ukuthi bantshontshe imoto. ", "zu"),
        (
            "Polisi walisema kuwa watu wawili walikamatwa katika mji huo baada ya wizi wa gari na wakati wa usiku. ",
            "sw",
        ),
        ("הגשר נפתח ביום שישי לאחר שבע שנים של עבודה, אמר ראש העיר. ", "he"),
        ("Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore. ", None),
    ],
)
def test_languages_without_rules_are_told_too(text: str, tag: str | None) -> None:
    assert settle_language(Metadata(language="en"), text * 5).language == (tag or "en")


def test_a_text_too_short_to_tell_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "detect", lambda _text: None)
    meta = Metadata(language="de")
    assert settle_language(meta, "Tja.") is meta
