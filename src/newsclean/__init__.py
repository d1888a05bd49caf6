"""newsclean: the words of a news article and nothing else, with every removed sentence accounted for.

    import newsclean

    article = newsclean.clean(page, url="https://example.org/story")
    article.title, article.text, article.removals

Names are imported when they are first used: `import newsclean` alone costs next to nothing.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from newsclean.batch import clean_many as clean_many
    from newsclean.clean import clean as clean
    from newsclean.discover import discover as discover
    from newsclean.entries import Entry as Entry
    from newsclean.errors import ConfigError as ConfigError
    from newsclean.errors import FetchError as FetchError
    from newsclean.errors import InputError as InputError
    from newsclean.errors import NewscleanError as NewscleanError
    from newsclean.errors import OutputError as OutputError
    from newsclean.errors import RulesError as RulesError
    from newsclean.fetch import fetch as fetch
    from newsclean.fetchoptions import FetchOptions as FetchOptions
    from newsclean.left import apply_removals as apply_removals
    from newsclean.model import Article as Article
    from newsclean.model import Block as Block
    from newsclean.model import FieldSource as FieldSource
    from newsclean.model import Flag as Flag
    from newsclean.model import Metadata as Metadata
    from newsclean.model import RawPage as RawPage
    from newsclean.model import Removal as Removal
    from newsclean.model import Result as Result
    from newsclean.report import report as report
    from newsclean.report.explain import explain as explain
    from newsclean.writers import write as write

#: Where each public name is defined.
_HOMES = {
    "clean": "clean",
    "clean_many": "batch",
    "discover": "discover",
    "Entry": "entries",
    "explain": "report.explain",
    "fetch": "fetch",
    "FetchOptions": "fetchoptions",
    "apply_removals": "left",
    "report": "report",
    "write": "writers",
    **dict.fromkeys(
        ("ConfigError", "FetchError", "InputError", "NewscleanError", "OutputError", "RulesError"), "errors",
    ),
    **dict.fromkeys(
        ("Article", "Block", "FieldSource", "Flag", "Metadata", "RawPage", "Removal", "Result"), "model"
    ),
}  # fmt: skip
__all__ = ["__version__", *_HOMES]


if not TYPE_CHECKING:  # a type checker would take it for a promise that every name exists

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module 'newsclean' has no attribute {name!r}")
        value = getattr(importlib.import_module(f"newsclean.{_HOMES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """`newsclean.clean` is the function, not the module of that name, which importing it would put in its place."""

    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(value, ModuleType) and _HOMES.get(name) == name:
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
