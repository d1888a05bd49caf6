"""robots.txt: RFC 9309's own examples, the choice of the group, what a failure means, and how it is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from protego import Protego

import fetching
from faulty_server import PAGE, FaultyServer, answer, body_flood, no_answer, redirect
from newsclean import robots
from newsclean.errors import FetchError

if TYPE_CHECKING:
    from newsclean.fetch import Fetcher

SITE = "https://news.example.org"


def allowed(text: str, path: str, agent: str = "newsclean") -> bool:
    return robots.parse(text.encode(), agent).forbidding_rule(SITE + path) is None


RFC_5_1 = """User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
"""


@pytest.mark.parametrize(
    ("agent", "path", "expected"),
    [
        ("newsclean", "/publications/a.html", True),
        ("newsclean", "/example/page.html", False),
        ("newsclean", "/picture.gif", False),
        ("newsclean", "/picture.gif.html", True),
        ("newsclean", "/other", True),
        ("foobot", "/example/page.html", True),
        ("foobot", "/example/allowed.gif", True),
        ("foobot", "/publications/a.html", False),
        ("FooBot", "/", False),
        ("barbot", "/example/page.html", False),
        ("barbot", "/example/other.html", True),
        ("bazbot", "/example/page.html", False),
        ("quxbot", "/example/page.html", True),
        ("quxbot", "/picture.gif", True),
    ],
)
def test_simple_example_of_the_rfc(agent: str, path: str, expected: bool) -> None:
    assert allowed(RFC_5_1, path, agent) is expected


def test_longest_match_example_of_the_rfc() -> None:
    text = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n"
    assert not allowed(text, "/example/page/disallowed.gif", "foobot")
    assert allowed(text, "/example/page/", "foobot")


@pytest.mark.parametrize(
    ("rule", "path", "expected"),
    [
        ("Disallow: /foo/bar?baz=quz", "/foo/bar?baz=quz", False),
        ("Disallow: /foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", True),  # differs for the RFC
        ("Disallow: /foo/bar/\u30c4", "/foo/bar/%E3%83%84", False),
        ("Disallow: /foo/bar/%E3%83%84", "/foo/bar/%E3%83%84", False),
        ("Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", False),
        ("Disallow: /", "/", False),
        ("Disallow:", "/", True),
        ("Disallow: /*.php", "/a/index.php?x", False),
        ("Disallow: /*.php$", "/a/index.php?x", True),
        ("Disallow: /*.php$", "/a/index.php", False),
        ("Disallow: /fish*", "/fishheads", False),
        ("Disallow: /fish", "/Fish", True),
        ("Disallow: /a*b*c$", "/axxbyyc", False),
        ("Disallow: /a*b*c$", "/axxbyycd", True),
        ("Disallow: / # all", "/x", False),
        ("disallow : /x", "/x", False),
        ("Disallow: /private\nAllow: /private", "/private", True),  # equal length: the less strict one
        ("Disallow: /", "/robots.txt", True),
    ],
)
def test_matching(rule: str, path: str, expected: bool) -> None:
    assert allowed(f"User-agent: *\n{rule}\n", path) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("User-agent: newsclean\nDisallow: /\n", False),
        ("User-agent: NewsClean\nDisallow: /\n", False),
        ("User-agent: newsclean/2.0\nDisallow: /\n", False),
        ("User-agent: news\nDisallow: /\n", True),  # another robot's name, though ours begins like it
        ("User-agent: newscleaner\nDisallow: /\n", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: newsclean\nDisallow:\n", True),  # only the own group holds
        ("User-agent: *\nDisallow: /\n\nUser-agent: newsclean\n", True),
        ("User-agent: newsclean\nAllow: /x\nUser-agent: *\nDisallow: /\nUser-agent: newsclean\nDisallow: /\n", False),
        ("User-agent: a\nSitemap: https://x/\nUser-agent: newsclean\nDisallow: /\n", False),
        ("User-agent: a\nUser-agent: newsclean\nUser-agent: b\nDisallow: /\n", False),
        ("User-agent: a\nDisallow: /\nUser-agent: newsclean\nDisallow: /y\n", True),
        ("Disallow: /\n", True),  # belongs to no group
        ("\ufeffUser-agent: *\rDisallow: /\r", False),
        ("<html><body>Not found</body></html>", True),
        ("", True),
    ],
)
def test_group_that_holds(text: str, expected: bool) -> None:
    assert allowed(text, "/story") is expected


def test_rule_is_named_as_it_stands() -> None:
    text = b"User-agent: x\nDisallow: /news/today/\n\nUser-agent: *\nDisallow: /n\n  Disallow: /news/*  # all\n"
    rules = robots.parse(text, "newsclean")
    assert rules.forbidding_rule(f"{SITE}/news/today/1") == "Disallow: /news/*  # all"
    assert rules.forbidding_rule(f"{SITE}/n") == "Disallow: /n"
    encoded = robots.parse(b"User-agent: *\nDisallow: /caf%C3%A9$\n", "newsclean")
    assert encoded.forbidding_rule(f"{SITE}/caf%c3%a9") == "Disallow: /caf%C3%A9$"


def test_half_a_line_at_the_limit_forbids_nothing() -> None:
    lead = b"User-agent: *\nDisallow: /first\n"
    filler = b"#" * (robots.MAX_BYTES - len(lead) - len(b"\nDisallow: /")) + b"\n"
    text = lead + filler + b"Disallow: /late\n" + b"# more\n" * 80_000
    assert len(text) > 1_000_000
    rules = robots.parse(text, "newsclean")
    assert rules.forbidding_rule(f"{SITE}/first")
    assert rules.forbidding_rule(f"{SITE}/late") is None
    assert rules.forbidding_rule(f"{SITE}/other") is None


def test_product_token_is_what_stands_before_the_version() -> None:
    assert robots.product_token("MyBot/2.1 (+https://example.org)") == "mybot"
    assert robots.product_token("newsclean/0.1") == "newsclean"


def fetcher(**options: object) -> Fetcher:
    return fetching.fetcher(robots=True, **options)


def failure(server: FaultyServer, path: str = "/story", **options: object) -> FetchError:
    return fetching.failure(server.url(path), robots=True, **options)


def rules(text: str) -> bytes:
    return answer(text.encode(), kind="text/plain")


def test_robots_txt_is_read_once_before_the_pages() -> None:
    with FaultyServer({"/robots.txt": rules("User-agent: *\nDisallow: /no"), "/a": answer(), "/b": answer()}) as server:
        ours = fetcher()
        assert ours.fetch(server.url("/a")).body == PAGE
        assert ours.fetch(server.url("/b")).body == PAGE
        with pytest.raises(FetchError) as caught:
            ours.fetch(server.url("/no/story"))
        assert server.paths() == ["/robots.txt", "/a", "/b"]
    assert caught.value.code == "robots"
    assert "Disallow: /no" in caught.value.message
    assert "--no-robots" in caught.value.message


def test_no_robots_does_not_ask() -> None:
    with FaultyServer({"/robots.txt": rules("User-agent: *\nDisallow: /"), "/story": answer()}) as server:
        assert fetching.fetcher().fetch(server.url("/story")).body == PAGE
        assert server.paths() == ["/story"]


@pytest.mark.parametrize("status", ["400 Bad", "401 No", "403 Forbidden", "404 Not Found", "410 Gone", "429 Too Many"])
def test_4xx_allows(status: str) -> None:
    with FaultyServer({"/robots.txt": answer(b"Disallow: /", status=status), "/story": answer()}) as server:
        assert fetcher().fetch(server.url("/story")).body == PAGE


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy"])
def test_5xx_forbids(status: str) -> None:
    with FaultyServer({"/robots.txt": answer(b"", status=status), "/story": answer()}) as server:
        error = failure(server)
        assert server.paths() == ["/robots.txt"]
    assert error.code == "robots"
    assert status[:3] in error.message


def test_unreachable_host_has_the_networks_own_code() -> None:
    with FaultyServer({"/robots.txt": lambda c: c.reset()}) as server:
        assert failure(server).code == "connect"
    with FaultyServer({"/robots.txt": no_answer}) as server:
        assert failure(server, timeout=0.3).code == "timeout"


def test_redirects_of_robots_txt_are_followed_also_to_another_host() -> None:
    with FaultyServer({"/r": rules("User-agent: *\nDisallow: /story")}) as other:
        there = other.url("/r", host="localhost")
        with FaultyServer({"/robots.txt": redirect(there), "/story": answer()}) as server:
            assert failure(server).code == "robots"


def test_six_redirects_of_robots_txt_are_as_if_there_were_none() -> None:
    with FaultyServer({"/robots.txt": redirect("/robots.txt"), "/story": answer()}) as server:
        assert fetcher().fetch(server.url("/story")).body == PAGE
        assert server.paths().count("/robots.txt") == 6


def test_megabyte_of_robots_txt_is_read_as_far_as_is_needed() -> None:
    text = "User-agent: *\nDisallow: /story\n" + "Disallow: /x\n" * 80_000
    with FaultyServer({"/robots.txt": rules(text), "/story": answer(), "/x": answer()}) as server:
        assert failure(server).code == "robots"


def test_robots_txt_without_end_is_read_as_far_as_is_needed() -> None:
    with FaultyServer({"/robots.txt": body_flood, "/story": answer()}) as server:
        assert fetcher().fetch(server.url("/story")).body == PAGE


def test_target_of_a_redirect_is_asked_about_too() -> None:
    with FaultyServer({"/robots.txt": rules("User-agent: *\nDisallow: /hidden"), "/a": redirect("/hidden")}) as server:
        assert failure(server, "/a").code == "robots"
        assert "/hidden" not in server.paths()


def test_crawl_delay_over_a_minute_is_a_refusal() -> None:
    with FaultyServer({"/robots.txt": rules("User-agent: *\nCrawl-delay: 61"), "/story": answer()}) as server:
        error = failure(server)
    assert error.code == "robots"
    assert "61 s" in error.message


def test_own_name_is_the_one_that_is_sent() -> None:
    text = "User-agent: otherbot\nDisallow: /\n"
    with FaultyServer({"/robots.txt": rules(text), "/story": answer()}) as server:
        assert fetcher().fetch(server.url("/story")).body == PAGE
        assert failure(server, user_agent="OtherBot/1.0").code == "robots"
        assert server.requests[-1].headers["user-agent"] == "OtherBot/1.0"


def test_known_rules_are_forgotten_when_they_are_many_or_old(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = robots.RobotsCache()
    for at in range(1001):
        cache.put(f"https://{at}.example.org", robots.everything_allowed())
    assert cache.get("https://0.example.org") is None
    assert cache.get("https://1.example.org") is not None
    cache.put(SITE, robots.nothing_allowed(503))
    later = robots.time.monotonic() + 3600
    monkeypatch.setattr(robots.time, "monotonic", lambda: later)
    assert cache.get(SITE) is None  # trouble is asked again within the hour
    assert cache.get("https://1.example.org") is not None
    monkeypatch.setattr(robots.time, "monotonic", lambda: later + 24 * 3600)
    assert cache.get("https://1.example.org") is None


def test_long_rules_push_out_others_and_never_themselves() -> None:
    cache = robots.RobotsCache()
    long = robots.parse(b"User-agent: *\n" + b"Disallow: /x\n" * 30_000, "newsclean")
    cache.put("https://a.example.org", robots.everything_allowed())
    for _ in range(2):
        cache.put(SITE, long)
        assert cache.get(SITE) is long
        assert cache.get("https://a.example.org") is None
    cache.put("https://b.example.org", robots.everything_allowed())
    assert cache.get(SITE) is None
    cache.put("https://c.example.org", robots.everything_allowed())
    assert cache.get("https://b.example.org") is not None


def test_protego_takes_lists_that_repeat_a_name() -> None:
    """What `robots.parse` relies on in the library that matches."""
    assert not Protego.parse("User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /b").can_fetch(f"{SITE}/a", "*")
