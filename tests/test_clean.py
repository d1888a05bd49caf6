"""The composer: whatever it is given, an article comes out; only a wrong call raises."""

from __future__ import annotations

import gc
import html
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import pytest

import newsclean
import stories
from newsclean.errors import RulesError
from newsclean.model import KEPT_CATEGORIES, REMOVED_CATEGORIES, RawPage

TITLE = stories.title()
BODY = stories.paragraphs()
PAGE = stories.page()
EXPECTED = "\n\n".join(BODY)


def test_a_page() -> None:
    article = newsclean.clean(PAGE, url="https://example.org/lighthouse")
    assert article.text == EXPECTED
    assert article.title == TITLE
    assert article.url == "https://example.org/lighthouse"
    assert article.flags == ()
    categories = {article.page_text[r.start : r.end]: r.category for r in article.removals}
    assert categories[TITLE] == "title"
    assert categories["Home\nSea\nLand"] == "nav"
    assert categories["Leave a Reply"] == "comments"


def test_a_scraped_text() -> None:
    article = newsclean.clean(stories.scraped())
    assert article.text == "\n\n".join([*BODY, "(With inputs from agencies)"])
    assert article.title == TITLE
    assert len(article.containers) == 1


def forms(page: str) -> list[Any]:
    data = page.encode()
    return [page, data, bytearray(data), memoryview(data), RawPage(data), b"\xef\xbb\xbf" + data]


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("page", [PAGE, stories.scraped()], ids=["html", "text"])
def test_str_bytes_and_raw_pages_give_the_same(page: str, number: int) -> None:
    assert newsclean.clean(forms(page)[number]) == newsclean.clean(page.encode())


def test_a_str_may_start_with_a_byte_order_mark() -> None:
    assert newsclean.clean("\ufeff" + PAGE) == newsclean.clean(PAGE)


@pytest.mark.parametrize("charset", ["windows-1251", "shift_jis", "utf-16", "iso-8859-1", "nonsense"])
def test_a_str_is_text_whatever_its_meta_says(charset: str) -> None:
    page = PAGE.replace("charset=utf-8", f"charset={charset}")
    assert "Orla" in page
    assert newsclean.clean(page).text == EXPECTED
    assert newsclean.clean(page, content_type=f"text/html; charset={charset}").text == EXPECTED


def test_bytes_are_read_as_they_say() -> None:
    body = "".join(
        f"<p>Совет гавани решил во вторник сохранить старый маяк на мысе, говорится в сообщении {n}." for n in range(5)
    )
    page = f"<title>Маяк сохранят</title><h1>Маяк сохранят</h1>{body}".encode("cp1251")
    expected = [
        f"Совет гавани решил во вторник сохранить старый маяк на мысе, говорится в сообщении {n}." for n in range(5)
    ]
    assert newsclean.clean(page, content_type="text/html; charset=windows-1251").text.split("\n\n") == expected
    assert newsclean.clean(RawPage(page, content_type="text/html; charset=cp1251")).text.split("\n\n") == expected
    assert newsclean.clean(b"<meta charset=windows-1251>" + page).text.split("\n\n") == expected


def test_a_raw_page_keeps_what_it_says_of_itself() -> None:
    page = RawPage(PAGE.encode(), "https://example.org/a", "text/html", "html", "a.html", "2024-05-03")
    article = newsclean.clean(page)
    assert (article.input, article.url) == ("a.html", "https://example.org/a")


def test_a_page_without_an_address_may_name_its_own() -> None:
    page = PAGE.replace("<title>", '<meta property="og:url" content="https://example.org/own"><title>')
    assert newsclean.clean(page).url == "https://example.org/own"
    assert newsclean.clean(page, url="https://example.org/given").url == "https://example.org/given"


def test_the_kind_that_the_caller_names_is_taken() -> None:
    assert newsclean.clean(PAGE, kind="html").text == EXPECTED
    assert "<p>" in newsclean.clean(PAGE, kind="text").page_text
    plain = newsclean.clean(stories.scraped(), kind="html")
    assert len(plain.blocks) == 1  # white space parts no paragraphs in markup


MHTML = (
    "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/saved\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
    "Content-Transfer-Encoding: 8bit\r\n\r\n{}\r\n--b--\r\n"
)


def test_a_saved_message_is_unpacked() -> None:
    article = newsclean.clean(MHTML.format(PAGE).encode(), kind="mhtml")
    assert article.text == EXPECTED
    assert article.url == "https://example.org/saved"


#: A story with something of every kept category, and a caption.
RICH = f"""<!doctype html><title>{TITLE}</title><article><h1>{TITLE}</h1>
<p class=standfirst>After eleven days without a light the bay at Tarn Point is lit again: the band must wait.</p>
<p>{BODY[0]}</p><figure><img><figcaption>The lens on the quay at Port Ennor in the rain</figcaption></figure>
<p>{BODY[1]}</p><ul><li>The lens came in forty pieces, and not one of them was broken on the way.</li>
<li>The stairs have two hundred and nine steps, of which the twelfth is missing.</li></ul><p>{html.escape(BODY[2])}</p>
<blockquote><p>“We carried it as one carries a child that is asleep,” an engineer wrote in the log.</p></blockquote>
<table><tr><th>Day</th><th>Boats in the bay</th><th>Lost</th></tr><tr><td>Friday</td><td>12</td><td>None</td></tr>
<tr><td>Saturday</td><td>31</td><td>None</td></tr><tr><td>Sunday</td><td>44</td><td>One oar</td></tr></table>
<p>{BODY[3]}</p><p>(With inputs from agencies)</p></article>"""
PIECES = {
    "standfirst": "After eleven days without",
    "list": "The stairs have two hundred",
    "quote": "We carried it as one",
    "credit": "(With inputs from agencies)",
    "table": "Saturday | 31 | None",
    "caption": "The lens on the quay",
}


def has(article: newsclean.Article) -> set[str]:
    return {category for category, piece in PIECES.items() if piece in article.text}


def test_what_is_kept_by_default() -> None:
    assert has(newsclean.clean(RICH)) == {"standfirst", "list", "quote", "credit", "table"}


@pytest.mark.parametrize("category", ["standfirst", "list", "quote", "credit", "table"])
def test_drop_takes_one_category_out(category: str) -> None:
    dropped = newsclean.clean(RICH, drop=[category])
    assert has(dropped) == {"standfirst", "list", "quote", "credit", "table"} - {category}
    assert all(text in dropped.text for text in BODY)
    assert {r.category for r in dropped.removals if PIECES[category] in dropped.page_text[r.start : r.end]} == {
        category
    }


@pytest.mark.parametrize("collection", [tuple, list, set, iter])
def test_categories_come_in_any_collection(collection: Any) -> None:
    assert newsclean.clean(RICH, drop=collection(["list", "table"])) == newsclean.clean(RICH, drop=("list", "table"))
    assert newsclean.clean(RICH, keep=collection(["caption"])) == newsclean.clean(RICH, keep=("caption",))
    assert has(newsclean.clean(RICH, drop=collection(["list", "table"]))).isdisjoint({"list", "table"})


def test_keep_leaves_one_category_in() -> None:
    kept = newsclean.clean(RICH, keep=["caption"])
    assert has(kept) == {*PIECES}
    assert "caption" not in {r.category for r in kept.removals}
    assert "Leave a Reply" in newsclean.clean(PAGE, keep=("comments",)).text
    assert "Home\nSea\nLand" not in newsclean.clean(PAGE, keep=("comments",)).text


def test_what_is_kept_and_dropped_is_kept() -> None:
    assert "list" in has(newsclean.clean(RICH, keep=["list"], drop=["list"]))


def test_keeping_everything_leaves_all_but_the_title() -> None:
    article = newsclean.clean(PAGE, keep=REMOVED_CATEGORIES)
    assert {r.category for r in article.removals} == {"title"}


def test_dropping_everything_leaves_the_paragraphs() -> None:
    assert newsclean.clean(RICH, drop=KEPT_CATEGORIES).text.split("\n\n") == BODY


@pytest.mark.parametrize("data", [None, 5, ["<p>x"], Path("page.html"), object()])
def test_data_of_a_wrong_type(data: Any) -> None:
    with pytest.raises(TypeError, match="bytes, str or RawPage"):
        newsclean.clean(data)


@pytest.mark.parametrize("names", [["nothing"], ["title"], ["Comments"], ["comments", ""], "comments", [None], [7]])
@pytest.mark.parametrize("option", ["keep", "drop"])
def test_categories_that_there_are_not(option: str, names: Iterable[str]) -> None:
    with pytest.raises(ValueError, match=r"no category is called .*there are: .*comments"):
        newsclean.clean(PAGE, **{option: names})  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["pdf", "HTML", "", None])
def test_kinds_that_there_are_not(kind: Any) -> None:
    with pytest.raises(ValueError, match=r"no kind .*html"):
        newsclean.clean(PAGE, kind=kind)


RULE = """
[[rule]]
id = "quay.sign-off"
category = "promo"
action = "drop-line"
where = "{where}"
match = "prefix"
text = ["The council paid for the lens"]
why = "a test"
examples = ["The council paid for the lens with"]
keeps = ["The council met."]
"""


def test_a_users_rules(tmp_path: Path) -> None:
    path = tmp_path / "quay.toml"
    path.write_text(RULE.format(where="anywhere"), "utf-8")
    for page in (PAGE, stories.scraped()):
        article = newsclean.clean(page, rules=[str(path)])
        assert BODY[3] not in article.text
        assert BODY[2] in article.text
        (removal,) = [r for r in article.removals if r.rule == "quay.sign-off"]
        assert (removal.category, removal.stage) == ("promo", "rules")
        assert article.page_text[removal.start : removal.end].strip() == BODY[3]
        assert BODY[3] in newsclean.clean(page, rules=[str(path)], keep=["promo"]).text
        assert BODY[3] in newsclean.clean(page).text


def test_rules_that_cannot_be_read(tmp_path: Path) -> None:
    missing, broken = tmp_path / "missing.toml", tmp_path / "broken.toml"
    broken.write_text("[[rule]]\nid = ", "utf-8")
    for path in (missing, broken):
        with pytest.raises(RulesError, match=path.name) as caught:
            newsclean.clean(PAGE, rules=(str(path),))
        assert caught.value.code == "rules"


NOTHING = {
    "empty": b"",
    "blank": b" \n\t ",
    "zeros": bytes(8),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "png": stories.PNG,
    "zip": b"PK\x03\x04" + bytes(30),
    "shell": b"<!doctype html><title>The Quay</title><div id=root></div><script>run()</script>",
    "frameset": b"<html><head><title>The Quay</title></head><frameset cols=50><frame src=a></frameset></html>",
    "menu": b"<html><nav><a href=/>Home</a></nav></html>",
    "only a byte order mark": b"\xff\xfe",
    "wall": b"<html><title>Access denied</title><p>Access denied</html>",
}


@pytest.mark.parametrize("data", NOTHING.values(), ids=NOTHING)
def test_bad_content_raises_nothing_and_says_why(data: bytes) -> None:
    article = newsclean.clean(data)
    assert article.text == ""
    assert len(article.flags) == 1
    assert article.flags[0].seen
    assert article.failure == article.flags[0]
    assert newsclean.apply_removals(article.page_text, article.removals) == ""


@pytest.mark.parametrize(
    ("name", "code"),
    [("empty", "no-article"), ("pdf", "not-text"), ("png", "not-text"), ("shell", "no-article"),
     ("menu", "no-article"), ("wall", "blocked")],
)  # fmt: skip
def test_the_code_of_what_is_no_article(name: str, code: str) -> None:
    assert [flag.name for flag in newsclean.clean(NOTHING[name]).flags] == [code]


@pytest.mark.parametrize(
    "data",
    [
        "<div>" * 3000 + PAGE,
        PAGE.replace("</p>", ""),
        PAGE + "<p" * 50,
        PAGE.replace("<p>", "<p\0>"),
        "\ud800" + PAGE,
        PAGE[: len(PAGE) // 2],
        PAGE * 2,
    ],
    ids=["deep", "open", "cut tags", "zeros", "surrogate", "half", "twice"],
)
def test_broken_markup_still_gives_the_story(data: str) -> None:
    assert BODY[0] in newsclean.clean(data, kind="html").text


def test_twice_is_the_same() -> None:
    assert newsclean.clean(RICH) == newsclean.clean(RICH)
    again = newsclean.clean(newsclean.clean(PAGE).text)
    assert again.text == EXPECTED


@pytest.mark.parametrize("page", [PAGE, stories.scraped()], ids=["page", "text"])
def test_a_page_leaves_nothing_for_the_collector(page: str) -> None:
    newsclean.clean(page)
    gc.collect()
    gc.disable()
    try:
        newsclean.clean(page)
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize("kind", ["auto", "html", "text"])
@pytest.mark.parametrize("data", [b"", b" \r\n\t"])
def test_an_empty_input_is_said_to_be_empty(data: bytes, kind: Literal["auto", "html", "text"]) -> None:
    page = newsclean.clean(data, kind=kind, url="https://example.org/a")
    assert (page.text, page.url) == ("", "https://example.org/a")
    assert [tuple(flag) for flag in page.flags] == [("no-article", "no text at all: it is empty", "the whole input")]
