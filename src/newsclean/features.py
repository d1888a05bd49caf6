"""What is known of a block before it is judged: a row of plain numbers, one for each of `names()`.

Ideas: boilerpipe (Kohlschütter et al., WSDM 2010) for the length and link density of a block and its neighbours,
Readability for the container, Dragnet (Peters & Lecocq, WWW 2013) for class hints as features.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from newsclean import hints
from newsclean.lines import folded
from newsclean.measures import PATH_TAGS, Measures
from newsclean.model import Document

#: The element that holds a block, as a number that a table of weights can name.
ELEMENTS = (
    "other", "p", "div", "li", "span", "a", "strong", "em", "td", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section",
    "article", "figcaption", "time", "button", "blockquote", "label", "i", "b", "dt", "dd", "ul", "summary", "address",
    "pre", "center", "font", "body",
)  # fmt: skip
_ELEMENT = {tag: number for number, tag in enumerate(ELEMENTS)}
KINDS = ("paragraph", "heading", "item", "quote", "code", "row", "caption")
_KIND = {kind: number for number, kind in enumerate(KINDS)}

_BLOCK_NAMES = (
    "words", "characters", "link density", "kind", "level", "ends a sentence", "capital share", "lines", "element", "wrapper", "within the best container", "steps to the best container's path",
    "depth against the best container", "repeats", "share of title words", "title covered",
    "share of description words", "description covered", "notice word share", "notice words in a short block",
    "after an image", "has an address", "link density before", "link density after",
    "prose before", "prose after", "plain text two before", "plain text two after", "kind after", "section before",
    "blocks since the first prose", "blocks to the last prose", "blocks since the title",
    "characters before", "blocks to the last prose, within", "heading and prose after", "sentence words",
    "link paragraph",
)  # fmt: skip
_SECTION_NAMES = (
    "section characters", "section link density", "section prose", "section blocks", "section share of prose",
    "outer link density", "outer prose", "outer blocks", "outer share of prose", "list characters", "list link density",
    "list blocks", "alike blocks", "alike characters", "alike link density", "alike prose", "alike share of prose",
    "depth",
)  # fmt: skip
_PAGE_NAMES = ("page prose", "best container's share", "page blocks")

_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞА-Я]")
_ASIDE_PATH = sum(1 << PATH_TAGS.index(tag) for tag in ("nav", "footer", "button"))
_SAMPLE = 200  # characters in which capitals are counted
_SCRAP = 60  # characters
_SHORT = 60  # words; longer blocks are not compared with the title and the notice words
_NOTICE_SHORT = 25


@cache
def names() -> tuple[str, ...]:
    """Names of the features, in the order of a row."""
    return (
        *_BLOCK_NAMES, *_SECTION_NAMES, *_PAGE_NAMES,
        *(f"hint {group}" for group in hints.groups()), *(f"in <{tag}>" for tag in PATH_TAGS),
    )  # fmt: skip


@cache
def _notice_words() -> frozenset[str]:
    table = tomllib.loads((Path(__file__).parent / "data" / "notice_words.toml").read_text(encoding="utf-8"))
    return frozenset(folded(word) for word in table["words"])


def _plainly_out(m: Measures, section: int, container: int, links: float, size: int) -> bool:
    """Whether a block is so plainly no article text that it is not worth a row.

    It is a link among links; or lies in navigation, a footer or a button away from the best container; or is a scrap
    there in a section without prose.
    """
    chars, prose = m.chars[section] or 1, m.prose_chars[section]
    if links > 0.8 and m.links[section] > 0.6 * chars and prose < 0.2 * chars:
        return True
    if m.inside[container]:
        return False
    return bool(m.path[container] & _ASIDE_PATH) or (size < _SCRAP and prose < 0.03 * (m.prose_chars[0] or 1))


def rows(
    document: Document, m: Measures, headline: int | None, title: str, description: str
) -> Iterator[tuple[int, list[float]]]:
    """Index and features of every block that is not plainly out; title and description come folded."""
    blocks, containers = document.blocks, document.containers
    last_block = len(blocks) - 1
    inside_prose = [i for i, b in enumerate(blocks) if m.prose[i] and m.inside[b.container] and m.link_density[i] < 0.3]
    first, last = (inside_prose[0], inside_prose[-1]) if inside_prose else (0, last_block)
    title_words, description_words = frozenset(title.split()), frozenset(description.split())
    notice = _notice_words()
    page = [float(m.prose_chars[0]), m.prose_chars[m.best] / max(1, m.prose_chars[0]), float(len(blocks))]
    sections: dict[int, list[float]] = {}
    alike = _alike(document, m)
    ancestors = _ancestors(document, m.best)
    total, before = max(1, m.chars[0]), 0
    for i, block in enumerate(blocks):
        text, container = block.text, block.container
        size, links = len(text), m.link_density[i]
        before += size
        own = m.own[container]
        section = m.section[own]
        if _plainly_out(m, section, container, links, size):
            continue
        known = sections.get(own)
        if known is None:
            known = sections[own] = [*_section_row(document, m, own, alike), *page, *_hint_row(m, own, section)]
        words = m.words[i]
        short = frozenset(folded(text).split()) if words < _SHORT else frozenset()
        shared = len(short & title_words)
        described = len(short & description_words) if description_words else 0
        notices = len(short & notice)
        inside = m.inside[container]
        step, depth_gap = _steps(document, m, own, ancestors)
        sentence = m.prose[i] or (size > 1 and text[-1] in ".!?…。！？؟।")
        prose_after = m.prose[i + 1 : i + 5].count(True)
        to_last = last - i
        yield i, [
            words, size, links, _KIND[block.kind], block.level, sentence, len(_CAPITAL.findall(text, 0, _SAMPLE)) / min(size, _SAMPLE),
            text.count("\n"), _ELEMENT.get(containers[own].tag, 0), _ELEMENT.get(containers[container].tag, 0), inside,
            step, depth_gap, m.repeats[text], shared / max(1, words), shared / max(1, len(title_words)),
            described / max(1, len(short)), described / max(1, len(description_words)), notices / max(1, words),
            notices if words < _NOTICE_SHORT else 0, block.after_image, "@" in text or "www." in text,
            m.link_density[i - 1] if i else 0, m.link_density[i + 1] if i < last_block else 0,
            m.prose[max(0, i - 4) : i].count(True), prose_after,
            len(blocks[i - 2].text) * (1 - m.link_density[i - 2]) if i > 1 else 0,
            len(blocks[i + 2].text) * (1 - m.link_density[i + 2]) if i + 2 <= last_block else 0,
            _KIND[blocks[i + 1].kind] if i < last_block else -1,
            i > 0 and m.section[m.own[blocks[i - 1].container]] == section,
            i - first, to_last, i - headline if headline is not None else -99, (before - size) / total,
            max(-30, min(30, to_last)) if inside else 0,
            1 + min(2, prose_after) if inside and block.kind == "heading" else 0,
            min(words, 40) if sentence and links < 0.5 else 0,
            links > 0.9 and size < 200 and inside and containers[own].tag == "p",
            *known,
        ]  # fmt: skip


def title_at(document: Document, title: str) -> int | None:
    """Index of the first block that is the (folded) title, or else of the first main heading."""
    blocks = document.blocks
    if title:
        sizes = range(len(title) // 2, 2 * len(title) + 20)  # folding changes a text's length, but not by much
        for index, block in enumerate(blocks):
            if len(block.text) in sizes and folded(block.text) == title:
                return index
    return next((i for i, b in enumerate(blocks) if b.kind == "heading" and b.level == 1), None)


def _ancestors(document: Document, container: int) -> frozenset[int]:
    found = set()
    while container >= 0:
        found.add(container)
        container = document.containers[container].parent
    return frozenset(found)


def _steps(document: Document, m: Measures, own: int, ancestors: frozenset[int]) -> tuple[int, int]:
    """How far up the best container's path is met, and how much higher than the best container it is met."""
    steps = 0
    while own not in ancestors:
        own = document.containers[own].parent
        steps += 1
    return steps, m.depth[own] - m.depth[m.best]


_Alike = dict[tuple[str, str, str], tuple[int, int, int, int]]


def _signature(document: Document, own: int) -> tuple[str, str, str]:
    """What makes blocks alike: the element, its names and those of the element around it."""
    _, tag, hint, _ = document.containers[own]
    parent = document.containers[own].parent
    return tag, hint, document.containers[parent].hint if parent >= 0 else ""


def _alike(document: Document, m: Measures) -> _Alike:
    """Blocks, characters, link characters and prose characters of the blocks that look alike."""
    by_own: dict[int, list[int]] = {}
    for i, block in enumerate(document.blocks):
        sums = by_own.setdefault(m.own[block.container], [0, 0, 0, 0])
        sums[0] += 1
        sums[1] += len(block.text)
        sums[2] += block.link_chars
        if m.prose[i]:
            sums[3] += len(block.text)
    alike: _Alike = {}
    for own, (count, chars, links, prose) in by_own.items():
        key = _signature(document, own)
        a, b, c, d = alike.get(key, (0, 0, 0, 0))
        alike[key] = a + count, b + chars, c + links, d + prose
    return alike


def _section_row(document: Document, m: Measures, own: int, alike: _Alike) -> list[float]:
    section, outer = m.section[own], m.section2[m.section[own]]
    chars, outer_chars, all_prose = m.chars[section] or 1, m.chars[outer] or 1, m.prose_chars[0] or 1
    listed = own
    while listed > 0 and document.containers[listed].tag not in _LISTS:
        listed = document.containers[listed].parent
    list_chars = m.chars[listed] if listed > 0 else -1
    count, like_chars, like_links, like_prose = alike[_signature(document, own)]
    like_chars = like_chars or 1
    return [
        m.chars[section], m.links[section] / chars, m.prose_chars[section] / chars, m.blocks[section],
        m.prose_chars[section] / all_prose, m.links[outer] / outer_chars, m.prose_chars[outer] / outer_chars,
        m.blocks[outer], m.prose_chars[outer] / all_prose,
        list_chars, m.links[listed] / (list_chars or 1) if listed > 0 else -1, m.blocks[listed] if listed > 0 else -1,
        count, like_chars, like_links / like_chars, like_prose / like_chars, like_prose / all_prose,
        m.depth[own],
    ]  # fmt: skip


_LISTS = frozenset(("ul", "ol", "dl", "table", "menu"))


def _hint_row(m: Measures, own: int, section: int) -> list[float]:
    """For each group of hints 2 when the block's own element gives it, 1 when one around does; then the path."""
    mine, around, path = m.own_mask[own], m.mask[section], m.path[own]
    row: list[float] = [2 * (mine >> n & 1) + (around >> n & 1) for n in range(len(hints.groups()))]
    row += [path >> n & 1 for n in range(len(PATH_TAGS))]
    return row
