"""What the fits of trees have in common: sites and folds, the score of the bench, the table that is written."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

TOKEN = re.compile(r"\w+")
FOLDS = 5
NEWS_WEIGHT = 2.0  # the news sets are small


def module(path: Path) -> ModuleType:
    """A file of Python that is in no package, as the score beside the gold is."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def site_of(url: str) -> str:
    """What a host is registered as, near enough: pages of one site must not be on both sides of a fit."""
    host = urlsplit(url).hostname or url
    parts = host.split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= 3 and len(parts[-1]) == 2 else parts[-2:])


def fold_of(site: str) -> int:
    """The part that a site falls into, the same on every machine."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % FOLDS


def node(fitted: dict[str, Any]) -> Any:
    """A node of LightGBM's dump as `trees.py` reads it."""
    if "leaf_value" in fitted:
        return round(fitted["leaf_value"], 3)
    assert fitted["decision_type"] == "<="
    threshold = float(f"{fitted['threshold']:.5g}")
    return [fitted["split_feature"], threshold, node(fitted["left_child"]), node(fitted["right_child"])]


def readable(table: dict[str, Any]) -> str:
    """JSON with a line for each entry and each tree."""
    head = [f" {json.dumps(key)}: {json.dumps(value)}," for key, value in table.items() if key != "trees"]
    lines = ",\n".join(f"  {json.dumps(tree, separators=(',', ':'))}" for tree in table["trees"])
    return "{\n" + "\n".join(head) + '\n "trees": [\n' + lines + "\n ]\n}\n"


def page_weight(name: str, gold: str) -> float:
    """What a page's rows weigh: less on long pages, more in the news sets."""
    return (NEWS_WEIGHT if name.startswith("news") else 1) * (500 / max(50, len(TOKEN.findall(gold)))) ** 0.5


def print_scores(what: str, results: dict[str, list[tuple[str, str]]], score: Any) -> None:
    """Print precision, recall and F1 of each set's (gold, text) pairs."""
    for name, pairs in results.items():
        precision, recall, f1, _ = score.text_scores(pairs)
        print(f"{what}: {name} n={len(pairs)} P={precision:.4f} R={recall:.4f} F1={f1:.4f}", flush=True)
