"""The pictures of the README, from the fixtures: `python scripts/make_pictures.py` writes them to docs/pictures.

`explain` is drawn as SVG by rich, the report is photographed as PNG in Chromium (Debian's `chromium`, driven by
playwright). The same fixtures give the same SVG; a PNG changes with the fonts of the machine.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from io import StringIO
from pathlib import Path
from typing import Final, Literal

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from newsclean.batch import Options, clean_paths
from newsclean.clean import clean
from newsclean.model import RawPage
from newsclean.report import report
from newsclean.report.screen import explained

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
EXPLAINED = "fixtures/pages/substack-letter.html"
REVIEWED = "fixtures/pages/split-body-promo.html"
COLUMNS, LINES = 100, 40
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
#: Ink on paper, as in the report.
THEME = TerminalTheme((250, 249, 247), (31, 29, 26), [(98, 93, 86)] * 8, [(98, 93, 86)] * 8)


def main() -> int:
    """Write all pictures. Gives the exit status."""
    os.chdir(ROOT)  # the pictures show paths as seen from here
    PICTURES.mkdir(parents=True, exist_ok=True)
    draw_explain(PICTURES / "explain.svg")
    path = shutil.which("chromium")
    if path is None:
        print("make_pictures: no chromium here, the report is not photographed", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as made:
        clean_paths(["fixtures/pages", "fixtures/refused"], Options(Path(made, "clean")))
        photograph(report(Path(made, "clean")), path)
    return 0


def draw_explain(target: Path) -> None:
    """What `newsclean explain` shows of a fixture on a terminal, its first lines."""
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    text = explained(clean(RawPage(Path(EXPLAINED).read_bytes(), input=EXPLAINED)), COLUMNS)
    console = Console(record=True, width=COLUMNS, file=StringIO())
    console.print(Text.from_ansi("\n".join(text.splitlines()[:LINES])))
    # No font from elsewhere: what the reader's system has must do.
    frame = re.sub(r"@font-face \{\{.*?\}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.S)
    title = f"newsclean explain {EXPLAINED}"
    svg = console.export_svg(title=title, theme=THEME, code_format=frame, unique_id="explain")
    target.write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", "utf-8")


def photograph(page: Path, chromium: str) -> None:
    """The report's summary, and one page with what was removed from it, in light and dark."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for scheme in SCHEMES:
            window = browser.new_page(viewport={"width": 1200, "height": 760}, color_scheme=scheme)
            window.goto(page.as_uri() + "#summary")
            window.screenshot(path=PICTURES / f"report-summary-{scheme}.png")
            window.evaluate("input => { location.hash = `#page-${columns.input.indexOf(input)}`; }", REVIEWED)
            for category in ("byline", "share", "related", "newsletter"):
                window.check(f".toggles [value={category}]")
            window.evaluate("document.activeElement.blur()")
            window.wait_for_timeout(300)  # for the frame
            window.screenshot(path=PICTURES / f"report-page-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
