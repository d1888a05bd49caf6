"""Flags: each says what was seen and where, and an article that quotes the phrases is none of these pages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsclean import blocks, flags, scraped
from newsclean.clean import parse
from newsclean.left import kept_blocks
from newsclean.model import Document, Flag, Metadata, Removal

PROSE = (
    "The harbour board of Tarn Point voted on Tuesday to keep the old lighthouse lit through the winter months.",
    "Orla Finnane, who has kept the log for nineteen years, said that nobody on the quay had expected it to pass.",
    "The lens will be carried up the stairs in forty pieces, and put together again by the people of Port Ennor.",
    "A fund for a band will pay for it, for the band has been waiting for a conductor since the spring of last year.",
    "Fishermen said that the water had looked darker than before, and that two boats had touched the outer rocks.",
)
STORY = "".join(f"<p>{text}" for text in PROSE)


def page(markup: str) -> Document:
    return blocks.from_tree(parse(markup.encode()))


def of(
    markup: str, *, title: str | None = None, out: tuple[str, ...] = (), category: str = "other", **meta: str
) -> tuple[Flag, ...]:
    """Flags of a page from which the blocks that start with a text of `out` were removed."""
    document = page(markup)
    gone = [block for block in document.blocks if block.text.startswith(out)] if out else []
    removals = [Removal("test", category, "content", block.start, block.end) for block in gone]
    kept = kept_blocks(document.blocks, removals)
    return flags.of_page(document, removals, kept, Metadata(title=title, **meta))  # type: ignore[arg-type]


def of_text(document: Document, removals: Sequence[Removal] = ()) -> tuple[Flag, ...]:
    return flags.of_text(document, removals, kept_blocks(document.blocks, removals))


def names(found: tuple[Flag, ...]) -> list[str]:
    return [flag.name for flag in found]


def test_an_article_has_no_flag() -> None:
    assert of(STORY, title="Board keeps the lighthouse lit") == ()


BLOCKED = [
    ("Access Denied", "<h1>Access Denied</h1><p>You are not allowed in.", "access denied"),
    ("404 - The Quay", "<p>Sorry!", "404"),
    ("Just a moment...", "<p>Please wait.", "just a moment"),
    ("Seite nicht gefunden | Der Kai", "<p>Hier ist nichts.", "seite nicht gefunden"),
    ("ページが見つかりません", "<p>お探しのページはありません。", "ページが見つかりません"),
    ("The Quay", "<p>Please verify you are human by ticking the box.", "verify you are human"),
    ("The Quay", "<p>You don’t have permission to access this page.", "don't have permission to access"),
    ("", "<p>Checking your browser before you go on", "checking your browser"),
]


@pytest.mark.parametrize(("title", "markup", "phrase"), BLOCKED)
def test_bot_walls_and_error_pages(title: str, markup: str, phrase: str) -> None:
    (flag,) = of(markup, title=title)
    assert flag.name == "blocked"
    assert repr(phrase) in flag.seen
    assert flag.where == ("title" if phrase in title.lower() else "text")


CONSENT = [
    ("We value your privacy", "<p>Accept all cookies to go on.", ["accept all"]),
    ("Before you continue", "<p>We use cookies for many things.", ["use cookies"]),
    (
        "The Quay",
        "<p>We and our partners store things. <button>Accept all</button><button>Reject all</button>",
        ["accept all", "reject all", "we and our partners"],
    ),
    ("Der Kai", "<p>Tracking? <a>Datenschutzerklärung</a> <b>Alle akzeptieren</b>", ["alle akzeptieren", "tracking"]),
    ("Le Quai", "<p>Nos partenaires … <b>Tout accepter</b> <b>Continuer sans accepter</b>", ["tout accepter"]),
]


@pytest.mark.parametrize(("title", "markup", "phrases"), CONSENT)
def test_consent_pages(title: str, markup: str, phrases: list[str]) -> None:
    (flag,) = of(markup, title=title)
    assert (flag.name, flag.where) == ("consent", "text")
    for phrase in phrases:
        assert repr(phrase) in flag.seen


HEADLINES = "".join(f"<h3><a href=/{n}>Headline of story number {n}</a></h3>" for n in range(6))


def test_front_pages() -> None:
    (flag,) = of(HEADLINES, title="The Quay", out=("Headline",))
    assert (flag.name, flag.where) == ("index-page", "text")
    assert "6 linked headlines" in flag.seen


@pytest.mark.parametrize(
    ("markup", "meta"),
    [
        (HEADLINES, {"published": "2024-05-03"}),  # front pages have no date
        (HEADLINES + STORY, {}),  # a story is told
        (HEADLINES + f"<p>{PROSE[0]}<p>{PROSE[1]}", {}),
        (HEADLINES.replace("of story number", ""), {}),  # two words are a section's name
        (HEADLINES.replace("<a", "<b").replace("</a", "</b"), {}),
        (HEADLINES[: HEADLINES.index("<h3><a href=/4>")], {}),  # four are a list under an article
    ],
)
def test_what_is_no_front_page(markup: str, meta: dict[str, str]) -> None:
    assert "index-page" not in names(of(markup, title="The Quay", out=("Headline",), **meta))


@pytest.mark.parametrize("markup", ["", "<p>Menu", "<nav><a>Home</a> <a>Sea</a></nav><p>Loading the quay", "<p>Yes."])
def test_no_article(markup: str) -> None:
    (flag,) = of(markup)
    assert (flag.name, flag.where) == ("no-article", "the whole page")
    assert ("no text at all" in flag.seen) is (markup == "")


def test_one_sentence_is_an_article() -> None:
    assert names(of(f"<p>{PROSE[0]}")) == ["short"]
    assert names(of(f"<p>{PROSE[0]}", out=(PROSE[0],))) == ["no-article"]  # but not when it is removed


#: Phrases that walls are known by, in an article that reports on them.
QUOTED = (
    "“Access denied,” the screen said, and then: “Please verify you are human.” Checking your browser takes a while.",
    "“We value your privacy,” says the banner, “we and our partners use cookies: accept all, reject all, consent to.”",
    "Page not found, 404, forbidden: the words that the council’s own site has shown since the storm, said the mayor.",
    "“Continue reading” is what the button under each story says, and “subscribe to read the full story” the next one.",
)


def test_an_article_that_quotes_the_phrases_is_an_article() -> None:
    markup = "".join(f"<p>{text}" for text in (*QUOTED, *PROSE, *PROSE))
    for title in ("Access denied: how a town lost its web site", "Consent banners annoy harbour", "Board votes"):
        assert of(markup, title=title) == ()
    assert of_text(scraped.from_text("\n\n".join((*QUOTED, *PROSE, *PROSE)))) == ()


def test_a_long_title_that_holds_a_phrase_blocks_no_short_story() -> None:
    title = "Harbour board finds 404 lost lobster pots behind the breakwater, and nobody knows whose they ever were"
    assert names(of(f"<p>{PROSE[0]}<p>{PROSE[1]}", title=title)) == ["short"]


def test_short_says_how_short() -> None:
    (flag,) = of(f"<p>{PROSE[0]}<p>{PROSE[1]}")
    words = len(PROSE[0].split()) + len(PROSE[1].split())
    assert flag == Flag("short", f"{words} words in 2 blocks", "text")
    assert of(f"<p>{PROSE[0]}")[0].seen == f"{len(PROSE[0].split())} words in 1 block"


WALL = "Subscribe now to go on with this story, and with all others of The Quay, for a pound a week."


def test_paywall_shows_the_wall() -> None:
    (flag,) = of(STORY + f"<p>{WALL}", out=(WALL,), category="paywall")
    assert (flag.name, flag.where) == ("paywall", "a removed block")
    assert WALL[:60] in flag.seen


@pytest.mark.parametrize(
    ("text", "category"),
    [("Log in", "paywall"), (WALL, "newsletter"), (WALL, "other")],  # a menu's button; other removals
)
def test_what_is_no_paywall(text: str, category: str) -> None:
    assert of(STORY + f"<p>{text}", out=(text,), category=category) == ()


@pytest.mark.parametrize(
    "line",
    ["Continue reading", "Read the full story", "Jetzt weiterlesen!", "Lire la suite", "続きを読む", "Читать далее"],
)
def test_truncated_by_a_line_behind_the_story(line: str) -> None:
    (flag,) = of(STORY + f"<p>{line}", out=(line,), category="promo")
    assert (flag.name, flag.where) == ("truncated", "behind the last paragraph")
    assert flag.seen == repr(line)  # as the page has it
    assert of(f"<p>{line}{STORY}", out=(line,), category="promo") == ()  # over the story it is another one's


def test_truncated_by_an_ellipsis() -> None:
    (flag,) = of(STORY + "<p>The mayor, asked about the rocks, said that…")
    assert (flag.name, flag.where) == ("truncated", "the last paragraph")
    assert "said that…" in flag.seen
    assert of("<p>The mayor said that…" + STORY) == ()


@pytest.mark.parametrize(
    "line",
    [
        "Page 1 of 3",
        "Seite 2 von 4",
        "página 1 de 2",
        "Страница 1 из 5",
        "Page 1 / 3",
        "Page 1/3",
    ],
)
def test_multi_page(line: str) -> None:
    found = of(STORY + f"<p>{line}", out=(line,))
    assert found == (Flag("multi-page", repr(line), "behind the last paragraph"),)
    assert of(f"<p>{line}{STORY}", out=(line,)) == ()  # over the story it counts pictures


@pytest.mark.parametrize(
    "line", ["Page 3", "Homepage 1 of 3", PROSE[0] + " Page 1 of 3 of the report says so, he said."]
)
def test_what_is_not_of_several_pages(line: str) -> None:
    assert "multi-page" not in names(of(STORY + f"<p>{line}"))


# Scraped text: whoever scraped it took it for an article.


def test_text_flags() -> None:
    assert of_text(scraped.from_text("\n\n".join(PROSE))) == ()
    (flag,) = of_text(scraped.from_text("Access denied\n\nLog in"))
    assert (flag.name, flag.where) == ("short", "text")


def test_text_without_text() -> None:
    assert of_text(scraped.from_text(" \n")) == (Flag("no-article", "no text at all", "the whole input"),)
    document = scraped.from_text("Leave a Reply")
    gone = [Removal("test", "comments", "rules", 0, len(document.page_text))]
    (flag,) = of_text(document, gone)
    assert (flag.name, flag.seen) == ("no-article", "no text but boilerplate")


def test_text_that_goes_on_elsewhere() -> None:
    document = scraped.from_text("\n\n".join((*PROSE, WALL, "Continue reading", "Page 1 of 3")))
    wall, line = document.blocks[5], document.blocks[6]
    gone = [
        Removal("test", "paywall", "rules", wall.start, wall.end),
        Removal("test", "promo", "rules", line.start, line.end),
        Removal("test", "nav", "rules", document.blocks[7].start, document.blocks[7].end),
    ]
    assert names(of_text(document, gone)) == ["paywall", "truncated", "multi-page"]
