"""What the score of a block weighed, for those blocks of a page that plain rules left in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from newsclean.lines import folded
from newsclean.model import Document

if TYPE_CHECKING:
    from newsclean.model import Article, Removal


class Score(NamedTuple):
    """How a block was judged."""

    start: int  # of the block, in the page text
    end: int
    value: float  # log odds that it is the article's
    threshold: float  # from which it is kept
    weights: tuple[tuple[str, float], ...]  # the features that moved the value most, heaviest first


def judged(article: Article) -> Mapping[int, Score]:
    """The scores of a web page's blocks, by the block's offset; none for scraped text, which no score judges."""
    if len(article.containers) < 2:
        return {}
    # Not at the top: scraped text is explained without the trees.
    from newsclean import content, plain, trees
    from newsclean.features import rows, title_at

    document = Document(article.blocks, article.containers)
    title, description = folded(article.title or ""), folded(article.metadata.description or "")
    headline = title_at(document, title)
    measures, _ = content.measured(document, headline)
    _, doubt = plain.cases(document, measures)
    forest = trees.load()
    found: dict[int, Score] = {}
    for index, row in rows(document, measures, doubt, headline, title, description):
        block = document.blocks[index]
        value, weights = trees.score(forest, row), trees.weights(forest, row)
        found[block.start] = Score(block.start, block.end, value, forest.threshold, weights)
    return found


def deciding(removal: Removal, known: Mapping[int, Score]) -> Score | None:
    """The score for want of which the content stage removed a block, or None where something else decided."""
    score = known.get(removal.start)
    if score and removal.stage == "content" and removal.end == score.end and score.value < score.threshold:
        return score
    return None


def told(score: Score) -> str:
    """`score -3.2, kept from -0.1: link density -1.31, words +0.4`."""
    weights = ", ".join(f"{name} {value:+.2f}" for name, value in score.weights)
    return f"score {score.value:+.2f}, kept from {score.threshold:+.2f}: {weights}"
