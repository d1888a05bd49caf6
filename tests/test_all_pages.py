"""Articles that a site cuts into several pages: what is a next page, and what the whole is."""

from __future__ import annotations

from pathlib import Path

import pytest

from faulty_server import FaultyServer, Route, answer
from fetching import fetcher
from newsclean import allpages, links, nextpage
from newsclean.batch import Options, fetch_urls
from newsclean.clean import clean
from newsclean.left import apply_removals
from newsclean.model import RawPage

STANDFIRST = "Six villages along the Orlen have waited forty years for a bridge; this spring the waiting may end."


def page(number: int, links_of_it: str = "", *, standfirst: bool = True) -> bytes:
    """A page of a long report, with text of its own, and what all pages repeat."""
    lines = [
        f"On day {number} of the journey the surveyor walked {number + 2} miles along the northern bank, and said so."
        f" Her notes for part {place} of that day mention herons, a locked gate and a ferryman who asked for no fare."
        for place in range(3)
    ]
    told = [STANDFIRST, *lines] if standfirst else lines
    text = "".join(f"<p>{line}</p>" for line in told)
    return (
        f"<html><head><title>The long road to the bridge</title></head><body><article>"
        f"<h1>The long road to the bridge</h1>{text}{links_of_it}</article></body></html>"
    ).encode()


def numbers(path: str, last: int) -> str:
    return " ".join(f'<a href="{path}/{number}">{number}</a>' for number in range(2, last + 1))


def site(last: int) -> dict[str, Route]:
    further = {f"/road/{number}": answer(page(number, numbers("/road", last))) for number in range(2, last + 1)}
    return {"/road": answer(page(1, numbers("/road", last))), **further}


@pytest.mark.parametrize(
    ("first", "address", "number"),
    [
        ("/road", "/road/2", 2),
        ("/road/", "/road/2/", 2),
        ("/road", "/road/page/3", 3),
        ("/road", "/road/seite-2", 2),
        ("/road", "/road?page=2", 2),
        ("/road?id=7", "/road?id=7&pagewanted=2", 2),
        ("/road?page=1", "/road?page=2", 2),
        ("/road.html", "/road-2.html", 2),
        ("/road.html", "/road,2.html", 2),
        ("/road.html", "/road_page2.html", 2),
    ],
)
def test_addresses_that_differ_by_a_number_are_pages(first: str, address: str, number: int) -> None:
    tree = links.parse(f'<a href="{address}">{number}</a>'.encode())
    here = f"https://example.org{first}"
    assert nextpage.next_page(tree, here, here, number) == f"https://example.org{address}"


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="next" href="/2024/05/another-story">',
        '<link rel="next" href="/road-2">',  # how many sites call a second story of that name
        '<a rel="next" href="/2">older</a>',
        '<a href="https://elsewhere.example/road/2">2</a>',
        '<a href="/road/2">2 comments</a>',
        '<a href="/road?id=2&page=2">2</a>',
        '<a href="/road?page=3">2</a>',
        '<a href="/road/2?section=sport">2</a>',
        '<a href="/road?comments_page=2">2</a>',
        '<a href="/road/comment-page-2">2</a>',
        '<a href="/road/3">3</a>',
        '<a href="/roads/2">2</a>',
        '<a href="javascript:page(2)">2</a>',
    ],
)
def test_other_addresses_are_other_stories(markup: str) -> None:
    here = "https://example.org/road"
    assert nextpage.next_page(links.parse(markup.encode()), here, here, 2) is None


@pytest.mark.parametrize("text", ["2", " <b>2</b> ", "Page 2", "Page 2 of 3", "2/3", "Seite 2 von 3", "2 of 3"])
def test_a_link_is_called_by_its_number(text: str) -> None:
    here = "https://example.org/road"
    markup = f'<a href="/road/3">3</a><a href="/road/2">{text}</a>'
    assert nextpage.next_page(links.parse(markup.encode()), here, here, 2) == f"{here}/2"


def test_pages_are_fetched_in_order_and_make_one_article() -> None:
    with FaultyServer(site(3)) as server:
        found = fetcher(all_pages=True).fetch(server.url("/road"))
        assert server.paths() == ["/road", "/road/2", "/road/3"]
    article = clean(found)
    assert [article.text.count(f"On day {number} of") for number in (1, 2, 3)] == [3, 3, 3]
    assert article.text.count(STANDFIRST) == 1
    assert article.text.count("long road to the bridge") == 0
    assert apply_removals(article.page_text, article.removals) == article.text
    assert [removal.start for removal in article.removals] == sorted(removal.start for removal in article.removals)
    assert [block.text for block in article.blocks] == [article.page_text[b.start : b.end] for b in article.blocks]
    assert not article.flags


def test_a_repeat_has_its_removal() -> None:
    article = clean(RawPage(page(1), further=(RawPage(page(2)),)))
    (again,) = [r for r in article.removals if r.rule == "duplicate" and r.stage == "content"]
    assert article.page_text[again.start : again.end] == STANDFIRST


def test_rel_next_is_followed() -> None:
    routes = {
        "/road": answer(page(1, '<link rel="next" href="?page=2">')),
    }

    def second(c):  # type: ignore[no-untyped-def]
        c.send(answer(page(2)) if "page=2" in c.request.path else routes["/road"])

    with FaultyServer({"/road": second}) as server:
        assert len(fetcher(all_pages=True).fetch(server.url("/road")).further) == 1


def test_without_the_option_one_page_is_fetched() -> None:
    with FaultyServer(site(3)) as server:
        assert fetcher().fetch(server.url("/road")).further == ()
        assert server.paths() == ["/road"]


def test_a_page_that_fails_is_told_and_the_rest_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    routes = site(3)
    del routes["/road/3"]
    with FaultyServer(routes) as server:
        found = fetcher(all_pages=True).fetch(server.url("/road"))
    assert "page 3 cannot be fetched: http-404" in caplog.text
    article = clean(found)
    assert article.text.count("On day 2 of") == 3
    assert [(flag.name, flag.seen) for flag in article.flags] == [
        ("multi-page", "page 3 could not be fetched: http-404")
    ]


def test_a_site_without_end_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allpages, "MAX_PAGES", 4)

    def endless(c):  # type: ignore[no-untyped-def]
        number = int(c.request.path.rpartition("=")[2]) if "=" in c.request.path else 1
        c.send(answer(page(number, f'<a href="?page={number + 1}">{number + 1}</a>')))

    with FaultyServer({"/road": endless}) as server:
        found = fetcher(all_pages=True).fetch(server.url("/road"))
        assert len(server.requests) == 4
    assert "more than 4 pages" in clean(found).flags[0].seen


def test_a_site_that_gives_the_same_for_any_number_is_left() -> None:
    with FaultyServer({"/road": answer(page(1, '<a href="?page=2">2</a><a href="?page=3">3</a>'))}) as server:
        found = fetcher(all_pages=True).fetch(server.url("/road"))
        assert (len(server.requests), found.further) == (2, ())
    assert not clean(found).flags


def test_the_hosts_delay_lies_between_pages() -> None:
    with FaultyServer(site(2)) as server:
        fetcher(all_pages=True, delay=0.3).fetch(server.url("/road"))
        first, second = server.requests
    assert second.began - first.began >= 0.3


def test_robots_hold_for_further_pages() -> None:
    rules = answer(b"User-agent: *\nDisallow: /road/3\n", kind="text/plain")
    with FaultyServer({**site(3), "/robots.txt": rules}) as server:
        found = fetcher(all_pages=True, robots=True).fetch(server.url("/road"))
    assert (len(found.further), found.cut) == (1, "page 3 could not be fetched: robots")


def test_the_option_does_again_what_was_done_without_it(tmp_path: Path) -> None:
    with FaultyServer(site(2)) as server:
        for wanted in (False, True, True):
            fetch = fetcher(all_pages=wanted).fetch
            fetch_urls([server.url("/road")], fetch, Options(tmp_path), asked="all pages" if wanted else None)
        assert server.paths() == ["/road", "/road", "/road/2"]
    (text,) = tmp_path.glob("*.txt")
    assert "On day 2 of" in text.read_text("utf-8")
