"""A cheap look at markup before it is parsed: some shapes take a parser, which nothing can interrupt, very long.

Measured with lexbor through selectolax 1.0: nested tags and the attributes of one tag take quadratic time (20,000 deep
0.4 s, 100,000 deep 10 s; 100,000 attributes 13 s), and every tag costs the stages after the parse some microseconds.
"""

from __future__ import annotations

import re

MOST_TAGS = 250_000
MOST_DEPTH = 10_000
MOST_ATTRIBUTES = 10_000
_WINDOW = 20_000  # bytes; a tag twice as long has a window of them without its end
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
#: Tags that the next of their kind closes, or that hold nothing: they do not nest.
_FLAT = frozenset(
    b"p li dt dd td th tr option br img hr input meta link area base col embed source track wbr param keygen".split()
)


def too_complex(markup: bytes) -> str | None:
    """What makes a page too complex to be parsed in bounded time, in words, or None."""
    # To replace so many is a way to see whether there are more: it takes less than half the time of a count.
    if b"<" in markup.replace(b"<", b">", MOST_DEPTH):
        tags = markup.count(b"<")
        if tags > MOST_TAGS:
            return f"{tags:,} tags; newsclean reads {MOST_TAGS:,}"
        depth = _depth(markup)
        if depth > MOST_DEPTH:
            return f"tags nested more than {MOST_DEPTH:,} deep"
    attributes = _attributes(markup) if len(markup) > 2 * _WINDOW else 0
    if attributes > MOST_ATTRIBUTES:
        return f"a tag with more than {MOST_ATTRIBUTES:,} attributes"
    return None


def _depth(markup: bytes) -> int:
    """How deep tags nest at most, closing tags taken at their word; counted until it is too deep."""
    depth = deepest = 0
    for closing, name in _TAG.findall(markup):
        if name.lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > deepest:
            deepest = depth
            if deepest > MOST_DEPTH:
                break
    return deepest


def _attributes(markup: bytes) -> int:
    """About how many attributes the tag with the most of them has, of the tags that are very long.

    An attribute that holds data in base64 is long, but one: only blanks outside quotes part attributes.
    """
    most, at = 0, 0
    while at < len(markup):
        if markup.find(b">", at, at + _WINDOW) >= 0:
            at += _WINDOW
            continue
        start, end = markup.rfind(b"<", 0, at + 1), markup.find(b">", at)
        end = len(markup) if end < 0 else end
        if start >= 0 and markup.find(b">", start, at) < 0 and _TAG.match(markup, start):
            bare = _QUOTED.sub(b'""', markup[start:end])
            most = max(most, len(bare.split()))
        at = end + 1
    return most
