"""Why a removal was made, in words."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean import rules as phrase_rules

if TYPE_CHECKING:
    from newsclean.model import Removal
    from newsclean.rules import RuleSet


def why(removal: Removal, ruleset: RuleSet) -> str:
    """What a removal is for; empty where nothing is known of its rule."""
    return reason(removal.rule, ruleset)


def reason(rule: str, ruleset: RuleSet) -> str:
    """What a rule removes things for; empty where nothing is known of it."""
    return phrase_rules.why(ruleset, rule) or reasons().get(rule, "")


@cache
def reasons() -> dict[str, str]:
    """Why removals are made that no phrase rule made, by rule."""
    path = Path(__file__).parent.parent / "data" / "reasons.toml"
    known: dict[str, str] = {}
    for name, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
        known |= {name: value} if isinstance(value, str) else {f"{name}.{rule}": why for rule, why in value.items()}
    return known
