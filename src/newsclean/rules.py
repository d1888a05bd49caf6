"""Phrase rules: which lines of a page are known boilerplate, where they stand, and what goes with them.

A phrase that is boilerplate behind the story is a sentence within it, so each rule names its position: the head is
what stands before the first block of prose, the tail what follows the last, the body lies between. A block that a rule
matches is no prose here. How lines are compared with phrases is `phrases.py`'s matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from newsclean.errors import RulesError
from newsclean.left import blocks_left
from newsclean.lines import ends_sentence, is_prose, word_count
from newsclean.model import CATEGORIES, Block, Document, Removal
from newsclean.phrases import Phrases
from newsclean.rulefile import COMMON, Rule, built_in, changed, languages, read_user_file

STAGE = "rules"

_SHORT_SENTENCE_WORDS = 5
_RULE_SETS = 8  # that are kept in memory, each with the languages it was used for
_RECENT_LINES = 1024
_OTHER_TAGS = {"nb": "no", "nn": "no", "in": "id", "cmn": "zh", "yue": "zh"}
_ALL = frozenset(CATEGORIES)


@dataclass(frozen=True, eq=False)
class RuleSet:
    """The built-in rules as a user's files change them. Built-in files are read when a page needs them."""

    user: tuple[Rule, ...] = ()
    off: frozenset[str] = frozenset()  # ids of built-in rules that are switched off or replaced

    def of_language(self, language: str) -> tuple[Rule, ...]:
        """The rules of one built-in file that are in force; none for a language that has no file."""
        if language != COMMON and language not in languages():
            return ()
        return tuple(rule for rule in built_in(language) if rule.id not in self.off)

    def all(self) -> Iterator[Rule]:
        """Every rule in force: the user's, the common ones, then each language's."""
        yield from self.user
        for language in (COMMON, *languages()):
            yield from self.of_language(language)

    def find(self, rule_id: str) -> Rule:
        """The rule of an id. The ids of a language's file begin with its tag; only those of `en` do not.

        Raises:
            RulesError: there is none.
        """
        language = rule_id.partition(".")[0]
        files = (language,) if language in languages() else (COMMON, "en")
        for rule in (*self.user, *(rule for file in files for rule in self.of_language(file))):
            if rule.id == rule_id:
                return rule
        raise RulesError("rules", f"no rule has the id '{rule_id}'; `newsclean rules list` shows them all")

    def has(self, rule_id: str) -> bool:
        """Whether a rule of this id is in force."""
        try:
            self.find(rule_id)
        except RulesError:
            return False
        return True


class _Line(NamedTuple):
    """A line of a block that rules know."""

    start: int  # in the page text
    end: int
    rules: Sequence[Rule]


_Taken = tuple[int, int, Rule]
_Known = dict[int, Sequence[_Line]]  # by the index of their block
_BUILT_IN = RuleSet()


def load(paths: Sequence[str] = ()) -> RuleSet:
    """The built-in rules with the user's files over them; of two files, the later one wins.

    Raises:
        RulesError: a file is broken, or switches off a rule that does not exist.
    """
    return _loaded(tuple((path, changed(path)) for path in paths)) if paths else _BUILT_IN


@lru_cache(maxsize=_RULE_SETS)
def _loaded(files: tuple[tuple[str, tuple[int, int]], ...]) -> RuleSet:
    """Read once as long as no file changes: a batch asks for the same rules with every page."""
    rules: dict[str, Rule] = {}
    off: set[str] = set()
    for path, _ in files:
        added, switched_off = read_user_file(path)
        for rule_id, line in switched_off.items():
            if rules.pop(rule_id, None) is None and not _BUILT_IN.has(rule_id):
                raise RulesError(
                    "rules", f"{path}:{line}: rule '{rule_id}': expected the id of a rule; there is none to switch off"
                )
        rules |= {rule.id: rule for rule in added}
        off |= {*switched_off, *(rule.id for rule in added)}
    return RuleSet(tuple(rules.values()), frozenset(off))


def why(ruleset: RuleSet, rule_id: str) -> str:
    """What a rule is for, in words; empty for an id that is no phrase rule's."""
    return ruleset.find(rule_id).why if ruleset.has(rule_id) else ""


def test(ruleset: RuleSet) -> list[str]:
    """What is wrong with the rules, one line for each: an example missed, a keep taken, a slow regular expression."""
    from newsclean.rulecheck import failures

    return failures(ruleset.all())


def apply(
    document: Document,
    removed: Sequence[Removal],
    ruleset: RuleSet,
    language: str | None,
    active: frozenset[str] = _ALL,
) -> list[Removal]:
    """What the rules remove from the blocks that earlier stages left, sorted and disjoint from `removed`.

    `language` is a BCP 47 tag, or None where it is not known: then the exact phrases of all languages count.
    Only rules of the `active` categories remove; a line that another category's rule claims is kept, also from a
    cut of the tail. To leave out categories afterwards takes the same lines, but line breaks beside them may differ.
    """
    blocks = blocks_left(document.blocks, removed)
    phrases = _phrases(ruleset, _primary(language))
    known = {i: lines for i, block in enumerate(blocks) if (lines := _known_lines(block, phrases))}
    if not known:
        return []
    found = _decided(blocks, known, active)
    if len(removed) > len(document.blocks) - len(blocks):  # some reach into a block that is left
        return [r for r in found if not any(r.start < other.end and other.start < r.end for other in removed)]
    return found


def _decided(blocks: Sequence[Block], known: _Known, active: frozenset[str]) -> list[Removal]:
    """What goes of the lines that rules know, and of all behind a cut."""
    first, last = _story(blocks, known)
    found: list[Removal] = []
    cut: Rule | None = None
    for index in range(min(known), len(blocks)):
        if cut is None and index not in known:
            continue
        positions = _positions(index, first, last)
        taken: list[_Taken] = []
        for start, end, rules in _all_lines(blocks[index], known.get(index, ())):
            rule = _deciding(rules, positions) or cut
            if rule is None or rule.category not in active:
                continue
            if rule.action == "cut-tail":
                cut = rule
            taken.append((start, end, rule))
        if taken:
            found += _removals(blocks[index], taken)
    return found


def _primary(language: str | None) -> str | None:
    if language is None:
        return None
    primary = language.replace("_", "-").split("-")[0].lower()
    return _OTHER_TAGS.get(primary, primary)


def _known_lines(block: Block, phrases: Phrases) -> Sequence[_Line]:
    """The lines of a block that rules match, wherever they stand."""
    text = block.text
    if block.kind == "code":
        return ()
    if "\n" in text:
        return [line for line in _split(block, phrases) if line.rules]
    rules = _matching(phrases, text)
    return (_Line(block.start, block.end, rules),) if rules else ()


@lru_cache(maxsize=_RECENT_LINES)
def _matching(phrases: Phrases, text: str) -> Sequence[Rule]:
    """The rules that know a line. What is left of a text is asked again in its next pass."""
    return phrases.matching(text)


def _split(block: Block, phrases: Phrases) -> Iterator[_Line]:
    at = block.start
    for text in block.text.split("\n"):
        yield _Line(at, at + len(text), _matching(phrases, text))
        at += len(text) + 1


def _all_lines(block: Block, known: Sequence[_Line]) -> Iterator[_Line]:
    """Every line of a block; those that no rule matches have no rules."""
    rules = {line.start: line.rules for line in known}
    at = block.start
    for text in block.text.split("\n"):
        yield _Line(at, at + len(text), rules.get(at, ()))
        at += len(text) + 1


def _story(blocks: Sequence[Block], known: _Known) -> tuple[int, int]:
    """Indices of the first and the last block of prose; (number of blocks, -1) where there is none.

    A page without prose may still be a story of short sentences: then those count.
    """
    for reads_as_story in (is_prose, _is_sentence):
        for first, block in enumerate(blocks):
            if _tells(block, known.get(first), reads_as_story):
                last = len(blocks) - 1
                while not _tells(blocks[last], known.get(last), reads_as_story):
                    last -= 1
                return first, last
    return len(blocks), -1


def _tells(block: Block, known: Sequence[_Line] | None, reads_as_story: Callable[[str], bool]) -> bool:
    """Whether a block is a piece of the story: prose, even without the lines that rules match."""
    if block.kind in ("code", "caption"):
        return False
    if not known:
        return reads_as_story(block.text)
    starts = {line.start for line in known}
    lines = _all_lines(block, ())
    return any(reads_as_story(block.text[s - block.start : e - block.start]) for s, e, _ in lines if s not in starts)


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) and word_count(text) >= _SHORT_SENTENCE_WORDS


def _positions(index: int, first: int, last: int) -> tuple[str, ...]:
    """What a rule's `where` may be to take something from a block. Without a story all is head and tail at once."""
    if last < 0:
        return ("head", "tail", "anywhere")
    return ("head" if index < first else "tail" if index > last else "body", "anywhere")


def _deciding(rules: Sequence[Rule], positions: Sequence[str]) -> Rule | None:
    """The rule that decides on a line, of those that match it; a cut needs the tail."""
    there = [rule for rule in rules if rule.where in positions and (rule.action != "cut-tail" or "tail" in positions)]
    return next((rule for rule in there if rule.action == "cut-tail"), there[0] if there else None)


def _removals(block: Block, taken: Sequence[_Taken]) -> list[Removal]:
    """The spans of a block's lines that go, each with one adjacent line break, so that no empty line is left."""
    starts = {start for start, _, _ in taken}
    lines = [(start, end) for start, end, _ in _all_lines(block, ())]
    others = [block.text[s - block.start : e - block.start] for s, e in lines if s not in starts]
    whole = next((rule for _, _, rule in taken if rule.action == "drop-block"), None)
    if whole is not None and not any(map(is_prose, others)):
        return [Removal(whole.id, whole.category, STAGE, block.start, block.end)]
    first_left = next((start for start, _ in lines if start not in starts), block.end)
    found = []
    for start, end, rule in taken:
        if start > first_left:
            start -= 1
        elif end < block.end:
            end += 1
        found.append(Removal(rule.id, rule.category, STAGE, start, end))
    return found


@lru_cache(maxsize=_RULE_SETS * 8)
def _phrases(ruleset: RuleSet, language: str | None) -> Phrases:
    """What is matched on pages of a language; None: where it is not known."""
    return Phrases(_on_pages(ruleset, language))


def of_pages(ruleset: RuleSet, language: str | None) -> list[Rule]:
    """The rules that are tried on pages of a language (a BCP 47 tag; None: not known), the earlier ones first."""
    return _on_pages(ruleset, _primary(language))


def _on_pages(ruleset: RuleSet, language: str | None) -> list[Rule]:
    rules = [*ruleset.user]
    if language not in (None, "en"):
        rules += ruleset.of_language(str(language))
    rules += [*ruleset.of_language("en"), *ruleset.of_language(COMMON)]
    if language is None:
        for other in languages():
            if other != "en":
                rules += [rule for rule in ruleset.of_language(other) if rule.match == "exact"]
    return rules
