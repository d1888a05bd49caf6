"""Where the article is: blocks and containers to removals of everything else.

Plain cases are decided by rules that a person can state (a caption, a notice that repeats, another article of the same
page); what they leave is judged block by block by boosted trees over the features of `features.py`; then a few blocks
come back that stand apart from the body by custom (the standfirst, an embedded post). Each removal names the rule that
took the block and the category that the block's surroundings speak of.
"""

from __future__ import annotations

from collections.abc import Iterable

from newsclean import hints, plain, trees
from newsclean.categories import category_of
from newsclean.features import rows, title_at
from newsclean.lines import folded
from newsclean.measures import CAPTION, CAPTION_SHARE, PATH_TAGS, Measures, measure
from newsclean.model import CATEGORIES, Document, Metadata, Removal

STAGE = "content"
#: Categories that are kept unless the user drops them, by the kind of block.
_KEPT_KINDS = {"item": "list", "links": "list", "quote": "quote", "row": "table"}
_OTHER_ARTICLE_SHARE = 0.2  # of the page's prose that the titled article must hold before others are left out
_REPEATS = 3
_DUPLICATE_CHARS = 50
_COPIED_CHARS = 80  # characters of a paragraph, and
_COPIED_TEXTS = 5  # how many of them must stand twice, before a page holds a story twice
_PICTURE_BLOCKS = 2  # an element with more is no picture with its caption
_PULL_QUOTE_CHARS = 30
_STANDFIRST_CHARS = 40
_STANDFIRST_REACH = 15  # blocks below the headline
_STANDFIRST_BLOCKS = 3  # an element with more is no standfirst, whatever its name
_TABLE_LINKS = 0.3  # link density
_LINK_LINE = 0.8  # link density
_LINK_LINE_CHARS = 200
_APART = 1 << PATH_TAGS.index("aside")


def choose(document: Document, meta: Metadata) -> list[Removal]:
    """Removals of the blocks that are not the article's, and of those that a category kept by default names."""
    blocks = document.blocks
    if not blocks:
        return []
    title, description = folded(meta.title or ""), folded(meta.description or "")
    headline = title_at(document, title)
    m, apart = measured(document, headline)
    out = dict.fromkeys(_captions(document, m), "caption")
    out |= dict.fromkeys(_repeated(document, m), "repeated")
    out |= apart
    kept = _judged(document, m, headline, title, description)
    kept.update(_embedded_posts(document, m))
    kept.update(_own_tables(document, m))
    kept.difference_update(out)
    if not any(m.prose[index] for index in kept):
        kept |= _all_prose(document, m) - out.keys()
    standfirst = _standfirst(document, m, kept, headline, description) - out.keys()
    kept |= standfirst
    titles = _titles(document, m, kept, headline, title)
    for rule, found in (
        ("duplicate", _duplicates(document, kept - titles)),
        ("pull-quote", _pull_quotes(document, m, kept - titles)),
        ("link-line", _link_lines(document, m, kept)),
        ("orphan", _orphans(document, m, kept - titles - standfirst)),
    ):
        out |= dict.fromkeys(found, rule)
        kept.difference_update(found)
    return list(_removals(document, m, kept, out, standfirst, titles))


def measured(document: Document, headline: int | None) -> tuple[Measures, dict[int, str]]:
    """The page measured without what is set apart: other articles, further copies of the same one; and their rules."""
    copies = _copies(document)
    m = measure(document, copies)
    others = other_articles(document, m, headline)
    if others:
        m = measure(document, others | copies)
    return m, dict.fromkeys(copies, "duplicate") | dict.fromkeys(others, "other-article")


def _copies(document: Document) -> set[int]:
    """Second and later copies of a story that a page holds several times, one for each width of a screen."""
    first: dict[str, int] = {}
    copies, prose = set(), set()
    for index, block in enumerate(document.blocks):
        if len(block.text) >= _DUPLICATE_CHARS and first.setdefault(block.text, index) != index:
            copies.add(index)
            if len(block.text) >= _COPIED_CHARS:
                prose.add(block.text)
    return copies if len(prose) >= _COPIED_TEXTS else set()


def _judged(document: Document, m: Measures, headline: int | None, title: str, description: str) -> set[int]:
    """The blocks that plainly are the article's, and those in doubt that the trees take for it."""
    forest = trees.load()
    kept, doubt = plain.cases(document, m)
    found = rows(document, m, doubt, headline, title, description)
    return {*kept, *(index for index, row in found if trees.score(forest, row) >= forest.threshold)}


def _all_prose(document: Document, m: Measures) -> set[int]:
    """The prose of the best container: what is left to keep where the trees took none of it."""
    return {i for i, b in enumerate(document.blocks) if m.prose[i] and m.inside[b.container]}


def _captions(document: Document, m: Measures) -> Iterable[int]:
    """Blocks in a figure, in an element named as a caption, or behind an image in one named as a picture.

    Tables and quotations in one are none.
    """
    path, picture = m.path, hints.bit("picture")
    for index, block in enumerate(document.blocks):
        if block.kind in ("row", "quote"):
            continue
        if path[block.container] & CAPTION:
            yield index
        elif block.after_image:
            own = m.own[block.container]
            around = document.containers[own].parent
            named = m.own_mask[own] | (m.own_mask[around] if m.blocks[around] <= _PICTURE_BLOCKS else 0)
            if named & picture and len(block.text) < CAPTION_SHARE * m.chars[0]:
                yield index


def _repeated(document: Document, m: Measures) -> set[int]:
    """Blocks of sections in which every block stands on the page several times: placeholders, notices, buttons.

    A question that an interview repeats shares its section with answers, and is not taken.
    """
    often = {text for text, count in m.repeats.items() if count >= _REPEATS}
    if not often:
        return set()
    sections = [m.section[m.own[block.container]] for block in document.blocks]
    said = [block.text in often and block.kind != "row" for block in document.blocks]
    mixed = {section for section, again in zip(sections, said, strict=True) if not again}
    return {i for i, section in enumerate(sections) if section not in mixed}


def other_articles(document: Document, m: Measures, headline: int | None) -> set[int]:
    """Blocks of further <article> elements, when the page's title stands in one that is an article itself."""
    if headline is None:
        return set()
    containers = document.containers
    titled = document.blocks[headline].container
    while titled >= 0 and containers[titled].tag != "article":
        titled = containers[titled].parent
    if titled < 0 or m.prose_chars[titled] < _OTHER_ARTICLE_SHARE * m.prose_chars[0]:
        return set()
    around, place = set(), titled
    while place >= 0:
        around.add(place)
        place = containers[place].parent
    other = [False] * len(containers)
    for place, (parent, tag, _) in enumerate(containers):
        if parent >= 0 and place not in around and parent != titled:
            other[place] = other[parent] or (tag == "article" and not _lies_in(document, parent, titled))
    return {i for i, block in enumerate(document.blocks) if other[block.container]}


def _lies_in(document: Document, place: int, outer: int) -> bool:
    while place > outer:
        place = document.containers[place].parent
    return place == outer


def _embedded_posts(document: Document, m: Measures) -> set[int]:
    """Posts of social networks set into the body as quotations."""
    embed = hints.bit("embed")
    return {
        index
        for index, block in enumerate(document.blocks)
        if block.kind == "quote" and m.inside[block.container] and m.mask[block.container] & embed
        and _in_post(document, block.container)
    }  # fmt: skip


def _own_tables(document: Document, m: Measures) -> set[int]:
    """Rows of data in the body, where no name around them speaks of something else."""
    return {
        index
        for index, block in enumerate(document.blocks)
        if block.kind == "row" and m.inside[block.container] and m.link_density[index] < _TABLE_LINKS
        and plain.in_body(m, m.own[block.container])
    }  # fmt: skip


def _in_post(document: Document, place: int) -> bool:
    while place >= 0 and document.containers[place].tag != "blockquote":
        place = document.containers[place].parent
    return place >= 0 and "twitter-tweet" in document.containers[place].hint


def _standfirst(document: Document, m: Measures, kept: set[int], headline: int | None, description: str) -> set[int]:
    """Blocks between the headline and the body that say what the description says, or are named a standfirst."""
    if headline is None or not kept:
        return set()
    described, named = frozenset(description.split()), hints.bit("standfirst")
    found = set()
    for index in range(headline + 1, min(headline + _STANDFIRST_REACH, len(document.blocks))):
        if _is_standfirst(document, m, index, described, named):
            found.add(index)
        elif index in kept and m.prose[index]:
            break  # the body begins
    return found


def _is_standfirst(document: Document, m: Measures, index: int, described: frozenset[str], named: int) -> bool:
    block = document.blocks[index]
    if m.link_density[index] > 0.3 or len(block.text) < _STANDFIRST_CHARS:
        return False
    words = frozenset(folded(block.text).split())
    shared = len(words & described)
    if shared > 0.75 * len(words) and shared > 0.5 * len(described):
        return True
    own = m.own[block.container]
    around = document.containers[own].parent
    names = m.own_mask[own] | (m.own_mask[around] if m.blocks[around] <= _STANDFIRST_BLOCKS else 0)
    return bool(names & named) and len(words) > 6


def _pull_quotes(document: Document, m: Measures, kept: set[int]) -> set[int]:
    """Kept blocks set apart from the body that only say again what a paragraph of it says."""
    apart = {i for i in kept if document.blocks[i].kind == "quote" or m.path[document.blocks[i].container] & _APART}
    apart |= {i for i in kept if m.mask[document.blocks[i].container] & hints.bit("embed")}
    if not apart:
        return set()
    body = "\n".join(document.blocks[i].text for i in sorted(kept - apart))
    return {i for i in apart if len(said := _bare(document.blocks[i].text)) >= _PULL_QUOTE_CHARS and said in body}


def _bare(text: str) -> str:
    """Text without the quotation marks and the stop that a pull quote adds to what it takes from a paragraph."""
    return text.strip("\"'“”„‟«»‘’‹›「」 ").rstrip(".… ")


def _orphans(document: Document, m: Measures, kept: set[int]) -> set[int]:
    """What is left of a box when most of it is removed: its headings, and all of one that is named as no article's."""
    told = (i for i in kept if m.prose[i] and document.blocks[i].kind != "heading")
    body = min(told, default=0)
    boxes: dict[int, list[int]] = {}
    for index in range(body, len(document.blocks)):
        own = m.own[document.blocks[index].container]
        box = own if m.blocks[own] > 1 else m.section[own]
        if not m.holds_best[box]:
            boxes.setdefault(box, []).append(index)
    named = sum(map(hints.bit, ("related", "newsletter", "ad", "share", "widget", "comments")))
    found: set[int] = set()
    for box, members in boxes.items():
        left = [i for i in members if i in kept]
        if not 0 < len(left) < len(members):
            continue
        size, rest = (sum(len(document.blocks[i].text) for i in some) for some in (members, left))
        boxed = m.mask[box] & named or m.path[box] & _APART
        small = 2 * rest < size or 3 * len(left) <= len(members)
        if small and (boxed or all(document.blocks[i].kind == "heading" for i in left)):
            found.update(left)
    return found


def _link_lines(document: Document, m: Measures, kept: set[int]) -> set[int]:
    """Paragraphs of the body that are one link to another story, set off by brackets, an arrow or capitals."""
    found = set()
    for index in kept:
        block = document.blocks[index]
        if m.link_density[index] < _LINK_LINE or block.kind != "paragraph" or len(block.text) > _LINK_LINE_CHARS:
            continue
        text = block.text
        if (text[0] in "[(" and text[-1] in "])") or text[0] in "►▶»→›>" or (text.isupper() and " " in text):
            found.add(index)
    return found


def _titles(document: Document, m: Measures, kept: set[int], headline: int | None, title: str) -> set[int]:
    """The headline, wherever it stands, and main headings above the body that say the same in other words."""
    body = min((i for i in kept if m.prose[i] and i != headline), default=len(document.blocks))
    words = frozenset(title.split())
    found = set()
    for index, block in enumerate(document.blocks):
        if index > body and block.kind != "heading":
            continue
        if len(block.text) > 400:
            continue
        text = folded(block.text)
        if text == title:
            found.add(index)
        elif block.kind == "heading" and block.level == 1 and index <= body and words:
            own = frozenset(text.split())
            if 2 * len(own & words) >= min(len(own), len(words)):
                found.add(index)
    return found


def _duplicates(document: Document, kept: set[int]) -> set[int]:
    """Later copies of a kept block of some length: a lead that stands twice, a pull quote. Questions may repeat."""
    seen: set[str] = set()
    found = set()
    for index in sorted(kept):
        text = document.blocks[index].text
        if len(text) < _DUPLICATE_CHARS or text.endswith(("?", "？")):
            continue
        if text in seen:
            found.add(index)
        seen.add(text)
    return found


def _removals(
    document: Document, m: Measures, kept: set[int], out: dict[int, str], standfirst: set[int], titles: set[int]
) -> Iterable[Removal]:
    body = [i for i in kept if m.prose[i]]
    last = max(body, default=0)
    first = min(body, default=0)
    for index, block in enumerate(document.blocks):
        stage = STAGE
        if index in titles:
            rule, category, stage = "title", "title", "metadata"
        elif index in standfirst:
            rule, category = "content.standfirst", "standfirst"
        elif index not in kept:
            category = category_of(document, m, index, out.get(index), first, last)
            rule = RULES[out.get(index, category)]
        elif block.kind in _KEPT_KINDS:
            category = _KEPT_KINDS[block.kind]
            rule = RULES[category]
        else:
            continue
        start = block.start
        yield _new(Removal, (rule, category, stage, start, start + len(block.text), ()))


RULES = {
    name: f"content.{name}"
    for name in (*CATEGORIES, "caption", "repeated", "other-article", "duplicate", "pull-quote", "link-line", "orphan")
}
_new = tuple.__new__  # a named tuple from a tuple, three times faster than by its name
