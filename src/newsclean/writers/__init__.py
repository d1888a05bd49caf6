"""Article -> bytes, one file per format. `FORMATS` is all there is to know of a format: a new one is a file and a row.

The words are the same in every format; csv alone sets a `'` before a cell that a spreadsheet would run.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.errors import ConfigError
from newsclean.writers import as_csv, as_html, as_json, as_jsonl, as_md, as_parquet, as_tei, as_txt
from newsclean.writers.files import write_whole

if TYPE_CHECKING:
    from newsclean.model import Article
    from newsclean.writers.format import Format

#: Name -> format, in the order of the documentation.
FORMATS: dict[str, Format] = {
    "txt": as_txt.FORMAT,
    "md": as_md.FORMAT,
    "html": as_html.FORMAT,
    "json": as_json.FORMAT,
    "jsonl": as_jsonl.FORMAT,
    "csv": as_csv.FORMAT,
    "tei": as_tei.FORMAT,
    "parquet": as_parquet.FORMAT,
}
#: What is written without `-f`: into a folder, and on standard output.
DEFAULT_FORMATS = ("txt", "json")
DEFAULT_STREAM_FORMAT = "txt"


def named(name: str) -> Format:
    """The format of that name. Raises ValueError, which lists the names, for one that does not exist."""
    found = FORMATS.get(name)
    if found is None:
        raise ValueError(f"no format is called {name!r}; there are: {', '.join(FORMATS)}")
    return found


def usable(name: str) -> Format:
    """The same, and ConfigError where what the format needs is not installed."""
    import importlib.util

    form = named(name)
    if form.needs and importlib.util.find_spec(form.needs) is None:
        raise ConfigError("config", f"the format {name} needs {form.needs}: pip install 'newsclean[{name}]'")
    return form


def render(article: Article, format: str) -> bytes:  # noqa: A002 (the public name of the parameter)
    """The article in a format, by name, as a file of its own holds it.

    Raises ValueError for an unknown format, ConfigError for one that needs what is not installed.
    """
    form = usable(format)
    return form.alone(form.render(article))


def write(article: Article, path: str | Path) -> None:
    """Write the article to a file in the format that its suffix names (`story.md`), whole or not at all.

    Raises ValueError for a suffix of no format, OutputError (`write-failed`, `disk-full`) where it cannot be written.
    """
    path = Path(path)
    of_suffix = (name for name, form in FORMATS.items() if path.name.lower().endswith(form.suffix))
    write_whole(path, render(article, next(of_suffix, path.suffix.removeprefix("."))))
