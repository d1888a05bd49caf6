"""Invented pages for tests of the whole program."""

from __future__ import annotations

import html
from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)

_PARAGRAPHS = (
    "The lighthouse at Tarn Point was lit again on Friday evening, {number} days after a storm had torn away its "
    "lantern and left the bay to the fishermen’s memory.",
    "Engineers from Port Ennor carried the new lens up the stairs in forty pieces, wrapped in bedding that the people "
    "of the village had lent them, and put it together by candlelight.",
    "“We had forgotten how dark the water is,” said Orla Finnane, who has kept the harbour’s log for nineteen years. "
    "“My sons had never seen it lit. They thought that I had made it up.”",
    "The council paid for the lens with what was left of a fund for a band, which had been waiting for a conductor "
    "since the spring; the band said that it could practise on the quay just as well.",
)


def title(number: int = 1) -> str:
    """The headline of a story."""
    return f"Lighthouse at Tarn Point shines again after {number} days of darkness"


def paragraphs(number: int = 1) -> list[str]:
    """Its body."""
    return [text.format(number=number) for text in _PARAGRAPHS]


def page(number: int = 1) -> str:
    """As a web page with a menu and a comment form around it."""
    body = "\n".join(f"<p>{html.escape(text)}</p>" for text in paragraphs(number))
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title(number)}</title></head><body>"
        "<nav><a href=/>Home</a> <a href=/sea>Sea</a> <a href=/land>Land</a></nav>"
        f"<article><h1>{title(number)}</h1>\n{body}\n</article>"
        "<div id=respond><h3>Leave a Reply</h3><p>Your email address will not be published.</p></div></body></html>"
    )


def scraped(number: int = 1) -> str:
    """As scraped text, with a comment form behind it."""
    return "\n\n".join([title(number), *paragraphs(number), "(With inputs from agencies)", "Leave a Reply"]) + "\n"


def cleaned(number: int = 1) -> str:
    """What the txt format holds of the page."""
    return "\n\n".join([title(number), *paragraphs(number)]) + "\n"


def folder_of(root: Path, count: int) -> Path:
    """A folder of that many pages, `story-01.html` and so on."""
    root.mkdir(parents=True)
    for number in range(1, count + 1):
        (root / f"story-{number:02}.html").write_text(page(number), "utf-8")
    return root


#: Rules that take one more paragraph, and leave what a built-in one takes.
OWN_RULES = """
[[rule]]
id = "own.band"
category = "promo"
action = "drop-line"
where = "anywhere"
match = "prefix"
text = ["The council paid for the lens"]
why = "The band's fund"
examples = ["The council paid for the lens with a cake."]
keeps = ["The band paid for the lens."]

[[rule]]
id = "promo.watch"
off = true
"""


def promoted() -> str:
    """Scraped text with a promotion between its paragraphs."""
    return scraped().replace(paragraphs()[1], f"{paragraphs()[1]}\n\nWatch: Forty pieces")


#: Paragraphs of a story below which something stands that is none of it.
HARBOUR = [
    "The harbour of Exampleton was closed on Monday after the storm had torn two ferries from their moorings, it said.",
    "Nobody was hurt, but the coast guard asked owners of small boats to stay away from the quay until the wind drops.",
    "The council will meet on Thursday to decide how the repairs to the breakwater are to be paid for, the mayor said.",
    "It was the third time this winter that the gauge at the lighthouse had shown gusts of more than forty metres a"
    " second, a figure that the builders of the breakwater had thought would be reached once in a hundred years.",
]
