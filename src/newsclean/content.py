"""Where the article is: blocks and containers to removals of everything else."""

from __future__ import annotations

from newsclean.model import Document, Metadata, Removal


def choose(document: Document, meta: Metadata) -> list[Removal]:
    """Removals of the blocks that are not the article's."""
    scores = [0.0] * len(document.containers)
    kept = []
    for block in document.blocks:
        score = 0.0
        if len(block.text) > 60 and block.link_chars < 0.3 * len(block.text):
            score = len(block.text) ** 0.7
        c = block.container
        weight = 1.0
        while c >= 0 and weight > 0.2:
            scores[c] += score * weight
            c = document.containers[c].parent
            weight *= 0.75
    best = max(range(len(scores)), key=scores.__getitem__, default=0)
    for block in document.blocks:
        c = block.container
        while c > best:
            c = document.containers[c].parent
        if c == best and block.link_chars < 0.5 * len(block.text) and block.kind != "caption":
            kept.append(block.start)
    gone = set(kept)
    title = (meta.title or "").casefold()
    out = []
    for b in document.blocks:
        if b.text.casefold() == title or (b.kind == "heading" and b.level == 1):
            out.append(Removal("title", "title", "metadata", b.start, b.end))
        elif b.start not in gone:
            out.append(Removal("content.other", "other", "content", b.start, b.end))
    return out
