"""What a site's robots.txt says to one robot (RFC 9309).

Protego matches paths. The group is chosen here, by the whole name, where Protego also takes a name's beginning.
"""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from protego import Protego

#: RFC 9309, 2.5: at least this much must be read.
MAX_BYTES = 500 * 1024
MAX_REDIRECTS = 5  # RFC 9309, 2.3.1.2
MAX_CRAWL_DELAY = 60.0  # seconds; who asks for more does not want to be read by robots
_DAY = 24 * 3600.0
#: A server in trouble is asked again sooner than one that has spoken.
_TROUBLE = 300.0
#: What is kept in memory, about 20 MB of rules at most.
_MANY_SITES = 1000
_MANY_RULES = 20_000
_AGENT_LINE = re.compile(r"^\s*user[ -]?agent\s*:\s*([^#]*)", re.I)
_RULE_LINE = re.compile(r"^\s*disallow\s*:\s*([^#*$%\s]*)", re.I)  # as far as it is plain
_ANY_LINE = re.compile(r"^\s*(?!sitemap\b|host\b)[a-z][a-z -]*:", re.I)
_SITEMAP_LINE = re.compile(r"^\s*sitemaps?\s*:\s*(\S+)", re.I)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one robot at one site."""

    parser: Protego
    rules: tuple[str, ...] = ()  # lines of the groups that hold for this robot
    crawl_delay: float = 0.0
    sitemaps: tuple[str, ...] = ()
    #: The server failed to give its robots.txt: nothing may be fetched (RFC 9309, 2.3.1.4).
    unreachable: str | None = None

    def forbidding_rule(self, url: str) -> str | None:
        """The rule that forbids a URL, as it stands in the file, or None when it may be fetched."""
        if self.unreachable:
            return self.unreachable
        if self.parser.can_fetch(url, "*"):
            return None
        path = url.partition("://")[2].partition("/")[2]
        spellings = ("/" + path, "/" + unquote(path))
        lines = [line.strip() for line in self.rules if _may_match(line, spellings)]
        forbidding = [line for line in lines if not _parser([line]).can_fetch(url, "*")]
        return max(forbidding, key=len, default="a rule of it")


def everything_allowed() -> Robots:
    """For a site without robots.txt (any 4xx; RFC 9309, 2.3.1.3)."""
    return Robots(_parser([]))


def nothing_allowed(status: int) -> Robots:
    """For a site whose server answers 5xx."""
    return Robots(_parser([]), unreachable=f"it cannot be read, the server answers {status}")


def parse(body: bytes, agent: str) -> Robots:
    """The rules of a robots.txt for a product token such as `newsclean`. Never raises on what a site wrote.

    A longer body is cut at MAX_BYTES, and the line that the cut hits is left out: half a path would forbid too much.
    """
    if len(body) > MAX_BYTES:
        body = body[: body.rfind(b"\n", 0, MAX_BYTES) + 1]
    lines = re.split(r"\r\n|\r|\n", body.decode("utf-8-sig", "replace"))
    rules = _group(lines, agent)
    parser = _parser(rules)
    sitemaps = tuple(found.group(1) for line in lines if (found := _SITEMAP_LINE.match(line)))
    return Robots(parser, tuple(rules), parser.crawl_delay("*") or 0.0, sitemaps)


def product_token(user_agent: str) -> str:
    """The name by which a robots.txt addresses a robot: what stands before the version (RFC 9309, 2.2.1)."""
    found = re.match(r"[A-Za-z_-]+", user_agent)
    return found.group().lower() if found else "newsclean"


def _group(lines: Sequence[str], agent: str) -> list[str]:
    """Lines of all groups that name the robot, or else of those for `*`. A name must be equal, not merely alike."""
    groups: dict[str, list[str]] = {}
    names: list[str] = []
    naming = False
    for line in lines:
        found = _AGENT_LINE.match(line)
        if found:
            names = [*names, _token(found.group(1))] if naming else [_token(found.group(1))]
            groups.setdefault(names[-1], [])
            naming = True
        elif _ANY_LINE.match(line):
            naming = False
            for name in dict.fromkeys(names):
                groups[name].append(line)
    return groups.get(agent.lower(), groups.get("*", []))


def _token(value: str) -> str:
    value = value.strip().lower()
    found = re.match(r"[a-z_-]+", value)
    return found.group() if found else value[:1]


def _may_match(line: str, spellings: Sequence[str]) -> bool:
    """Whether a rule is worth trying: its plain beginning is the path's. A file can hold ten thousands of rules."""
    found = _RULE_LINE.match(line)
    return found is not None and any(path.startswith(found.group(1)) for path in spellings)


def _parser(rules: Sequence[str]) -> Protego:
    return Protego.parse("\n".join(["User-agent: *", *rules]))


class RobotsCache:
    """Rules of sites, for a day. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[float, Robots]] = OrderedDict()  # the one not used for longest first
        self._rules = 0

    def get(self, origin: str) -> Robots | None:
        """Rules that are known and not too old."""
        with self._lock:
            known = self._known.get(origin)
            if known is None or known[0] < time.monotonic():
                return None
            self._known.move_to_end(origin)
            return known[1]

    def put(self, origin: str, robots: Robots) -> None:
        """Keep rules for a day, a server's failure for five minutes."""
        with self._lock:
            self._forget(origin)
            self._known[origin] = (time.monotonic() + (_TROUBLE if robots.unreachable else _DAY), robots)
            self._rules += len(robots.rules)
            while len(self._known) > _MANY_SITES or (self._rules > _MANY_RULES and len(self._known) > 1):
                self._forget(next(iter(self._known)))

    def _forget(self, origin: str) -> None:
        known = self._known.pop(origin, None)
        if known:
            self._rules -= len(known[1].rules)
