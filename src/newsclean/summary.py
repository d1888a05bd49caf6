"""The sum of a run, and the exit status that it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsclean import rules
from newsclean.errors import exit_status

if TYPE_CHECKING:
    from newsclean.job import Outcome

#: Failures of the output or of a named path: they have their own status however many inputs there are.
_OWN_STATUS = ("write-failed", "disk-full", "locked", "not-found")
_SIGNALLED = 128


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How much a rule did: a rule that removes several things on every page may be too wide."""

    removals: int
    pages: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The sum of a run."""

    done: int = 0
    unchanged: int = 0
    duplicates: int = 0  # left out
    skipped: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)  # by code
    flags: Mapping[str, int] = field(default_factory=dict)
    characters: int = 0  # of the pages' text
    removed: Mapping[str, int] = field(default_factory=dict)  # characters, by category
    rules: Mapping[str, RuleCount] = field(default_factory=dict)  # by rule, the one with most removals first
    #: Ids of phrase rules that were tried on the pages done and never fired, by the file they are in: `user`,
    #: `common`, or a language.
    unused_rules: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: int = 0  # written, those of single articles
    collected: tuple[str, ...] = ()  # paths below DIR of the files that hold many articles
    seconds: float = 0.0
    slowest: tuple[str, float] | None = None  # input and seconds
    signal: int | None = None  # SIGINT or SIGTERM, where one ended the run early

    def exit_status(self, fail_on: str = "any") -> int:
        """Exit status of the process by the interface's table; `fail_on` is `any`, `never` or a flag's name.

        A flag's name makes articles with that flag failures too.
        """
        if self.signal is not None:
            return _SIGNALLED + self.signal
        for code in _OWN_STATUS:
            if code in self.failed:
                return exit_status(code)
        status = self._status_of_inputs()
        if status == 0 and self.flags.get(fail_on):
            return 1
        return 0 if status == 1 and fail_on == "never" else status

    def _status_of_inputs(self) -> int:
        failures = sum(self.failed.values())
        if not failures:
            return 0
        alone = failures + self.done + self.unchanged + self.duplicates == 1
        return exit_status(next(iter(self.failed))) if alone else 1


class Tally:
    """Adds outcomes up."""

    def __init__(self) -> None:
        self._statuses: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()
        self._flags: Counter[str] = Counter()
        self._removed: Counter[str] = Counter()
        self._rules: Counter[str] = Counter()
        self._rule_pages: Counter[str] = Counter()
        self._languages: set[str | None] = set()
        self._characters = self._files = 0
        self._slowest: tuple[str, float] | None = None

    def add(self, outcome: Outcome) -> None:
        """One more."""
        self._statuses[outcome.status] += 1
        if outcome.code is not None:
            self._failed[outcome.code] += 1
        self._flags.update(outcome.flags)
        self._removed.update(outcome.removed)
        self._rules.update(outcome.rules)
        self._rule_pages.update(outcome.rules.keys())
        if outcome.status == "done":
            self._languages.add(outcome.language)
        self._characters += outcome.characters
        self._files += len(outcome.files)
        if self._slowest is None or outcome.seconds > self._slowest[1]:
            self._slowest = outcome.input, outcome.seconds

    def summary(
        self, collected: tuple[str, ...], seconds: float, signal: int | None, rule_files: Sequence[str] = ()
    ) -> Summary:
        """The sum so far; `rule_files` are the user's. Raises RulesError."""
        return Summary(
            done=self._statuses["done"],
            unchanged=self._statuses["unchanged"],
            duplicates=self._statuses["duplicate"],
            skipped=self._statuses["skipped"],
            failed=dict(self._failed),
            flags=dict(self._flags),
            characters=self._characters,
            removed=dict(self._removed),
            rules={rule: RuleCount(times, self._rule_pages[rule]) for rule, times in self._rules.most_common()},
            unused_rules=_unused(self._languages, rule_files, self._rules.keys()),
            files=self._files,
            collected=collected,
            seconds=seconds,
            slowest=self._slowest,
            signal=signal,
        )


def _unused(languages: Iterable[str | None], rule_files: Sequence[str], used: Container[str]) -> dict[str, list[str]]:
    """Ids of the rules for these languages that are not used, by file."""
    ruleset = rules.load(rule_files)
    unused: dict[str, dict[str, None]] = {}
    for language in sorted(languages, key=str):
        for rule in rules.of_pages(ruleset, language):
            if rule.id not in used:
                unused.setdefault(rule.language, {})[rule.id] = None
    return {file: list(ids) for file, ids in unused.items()}
