"""The floors of the design: a module imports only from floors below, and within its own row.

A new module is put into its row here; a test that fails for want of a row asks where it belongs.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsclean

PACKAGE = Path(newsclean.__file__).parent
#: Floor, and the modules of one row of it. A package is one module here.
ROWS = (
    (0, "errors compiling model pieces left lines trees wrapping"),
    (1, "decode"),
    (1, "mhtml"),
    (1, "hostile"),
    (1, "blocks linklists tags scraped"),
    (1, "language stopwords"),
    (1, "links nextpage"),
    (1, "content apart companions categories features flags hints measures plain"),
    (1, "rules expressions phrases rulecheck rulefile structure authors captions linefeatures threads"),
    (1, "writers"),
    (1, "config"),
    (2, "metadata"),
    (2, "fetch addresses allpages archive deadline fetchoptions fetchsettings httpcache httpstatus media robots stubs "
        "transport turns unpack visit weburl"),
    (3, "discover entries feeds sitemaps"),
    (3, "clean joined marks passes"),
    (3, "sources archives filesystems folders items naming reading records remote savedpages tables urllists warc "
        "warcpages"),
    (4, "batch batchoptions bounds cluster collected engines forked hosts job journal lock many mirror outputs "
        "stopping summary twins urltasks worker"),
    (5, "report"),
    (6, "cli __main__ __init__"),
)  # fmt: skip
#: What may import a library; everything else goes through these.
LIBRARIES = {
    "httpx": "fetch fetchsettings httpcache httpstatus transport visit weburl",
    "httpcore": "transport",
    "protego": "robots",
    "hishel": "httpcache",
    "feedparser": "feeds",
    "warcio": "warcpages",
    "selectolax": "blocks linklists tags clean links marks metadata nextpage",
    "rich": "report cli",
    "jinja2": "report",
    "markupsafe": "report",
    "nh3": "report",
    "typer": "cli",
    "pyarrow": "tables writers",
    "fastwarc": "warc",
    "datasketch": "twins",
    "fsspec": "filesystems",
    "distributed": "cluster",
    "charset_normalizer": "decode",
    "platformdirs": "config",
}
FLOOR = {module: floor for floor, row in ROWS for module in row.split()}
ROW = {module: row for _, row in ROWS for module in row.split()}


def own_name(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Dotted names that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            if node.module == "newsclean":
                yield from (f"newsclean.{alias.name}" for alias in node.names if not alias.name.startswith("__"))
            else:
                yield node.module


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_from_floors_below_and_its_own_row(path: Path) -> None:
    module = own_name(path)
    assert module in FLOOR, f"{module} has no row in {Path(__file__).name}: which floor is it on?"
    if module == "__init__":
        return  # names the public API of every floor
    for name in imports(path):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if top == "newsclean" and other and other != module:
            assert FLOOR[other] < FLOOR[module] or ROW[other] == ROW[module], f"{module} imports {other}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_library_is_imported_where_it_belongs(path: Path) -> None:
    for name in imports(path):
        allowed = LIBRARIES.get(name.partition(".")[0])
        assert allowed is None or own_name(path) in allowed.split(), f"{own_name(path)} imports {name}"


def test_every_row_names_modules_that_exist() -> None:
    assert set(FLOOR) == {own_name(path) for path in FILES}
