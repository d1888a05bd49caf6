"""Articles of one run that say the same as an earlier one of it, letter for letter or nearly.

Near means that most of their runs of five words are the same: MinHash (Broder, "On the resemblance and containment of
documents", 1997) by datasketch, which the extra `dedup` brings. What a text is compared by, its signature, is made
where the page is cleaned; which of two comes first is settled in the order of inputs, so that the outcome does not
depend on who was faster.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from newsclean.errors import ConfigError
from newsclean.job import Done, Outcome, Sameness

if TYPE_CHECKING:
    from datasketch import MinHash

_SHINGLE_WORDS = 5
_PERMUTATIONS = 128
#: How datasketch permutes; named, for signatures stand in journals.
_SCHEME = "affine32"
_NEAR = 0.8  # the share of runs of words that two texts have in common, at least


def check_usable(sameness: Sameness) -> None:
    """Raise ConfigError where what it takes is not installed."""
    import importlib.util

    if sameness == "near" and importlib.util.find_spec("datasketch") is None:
        raise ConfigError("config", "--dedup near needs datasketch: pip install 'newsclean[dedup]'")


def signature(text: str, sameness: Sameness) -> str:
    """What a text is compared by. White space and case do not count."""
    words = text.casefold().split()
    if sameness == "exact":
        return hashlib.sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()
    from datasketch import MinHash

    last = max(1, len(words) - _SHINGLE_WORDS + 1)
    shingles = {" ".join(words[at : at + _SHINGLE_WORDS]) for at in range(last)}
    hashed = MinHash(_PERMUTATIONS, scheme=_SCHEME)
    hashed.update_batch(shingle.encode("utf-8", "replace") for shingle in sorted(shingles))
    return base64.b64encode(hashed.hashvalues.astype("<u4").tobytes()).decode("ascii")


class Twins:
    """The articles so far. Held in memory for each: exact about 200 bytes, near about 2 KB."""

    def __init__(self, sameness: Sameness, directory: Path | None) -> None:
        self._index: _Index = _Near() if sameness == "near" else _Exact()
        self._directory = directory

    def judged(self, done: Done) -> Done:
        """The same where it is the first of its kind, else that it is a duplicate; its files are removed."""
        row = done.row
        if row is None or row.status != "done":
            return done
        twin = self._index.twin(row.input, row.signature)
        if twin is None:
            return done
        if self._directory is not None:
            for path in row.files:
                (self._directory / path).unlink(missing_ok=True)
        told = Outcome(row.input, "duplicate", message=f"it says what {twin} says", seconds=done.outcome.seconds)
        return Done(told, replace(row, status="duplicate", twin=twin, files={}, rows={}))


class _Index(Protocol):
    def twin(self, name: str, signature: str) -> str | None:
        """The first article with such a text; where there is none, this one is kept as the first."""


class _Exact:
    def __init__(self) -> None:
        self._names: dict[bytes, str] = {}

    def twin(self, name: str, signature: str) -> str | None:
        first = self._names.setdefault(bytes.fromhex(signature), name)
        return first if first != name else None


class _Near:
    def __init__(self) -> None:
        from datasketch import MinHashLSH

        self._similar = MinHashLSH(_NEAR, _PERMUTATIONS)
        self._known: list[tuple[str, bytes]] = []  # names and signatures

    def twin(self, name: str, signature: str) -> str | None:
        values = base64.b64decode(signature)
        hashed = _minhash(values)
        for place in sorted(map(int, self._similar.query(hashed))):  # likely ones, some of which are not that near
            first, known = self._known[place]
            if float(hashed.jaccard(_minhash(known))) >= _NEAR:
                return first
        self._similar.insert(len(self._known), hashed)
        self._known.append((name, values))
        return None


def _minhash(values: bytes) -> MinHash:
    import numpy as np
    from datasketch import MinHash

    return MinHash(_PERMUTATIONS, hashvalues=np.frombuffer(values, "<u4"), scheme=_SCHEME)
