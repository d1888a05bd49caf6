"""Turn a page into a fixture: `add_fixture.py PAGE NAME` drafts it, `add_fixture.py --accept NAME` accepts the draft.

The draft is what newsclean makes of the page now, under a first line that no output of newsclean has. The fixture test
fails on that line, so nothing becomes the truth before a person has read and corrected it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from newsclean.errors import NewscleanError
from newsclean.report.fixtures import accepted, draft, expected_files

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def main() -> int:
    """Run the command line. Gives the exit status; what went wrong is one line on standard error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("page", nargs="?", type=Path, help="the page or scraped text (a copy goes to fixtures/pages)")
    parser.add_argument("name", nargs="?", help="name of the fixture, without suffix, such as world/danish")
    parser.add_argument("--accept", metavar="NAME", help="take the draft's marker away: it has been read and corrected")
    options = parser.parse_args()
    if bool(options.accept) == bool(options.name):
        parser.error("give PAGE and NAME, or --accept NAME")
    try:
        paths = accept(options.accept) if options.accept else draft(options.page, options.name, FIXTURES)
    except NewscleanError as error:
        print(f"add_fixture: {error.code}: {error}", file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(f"add_fixture: {error}", file=sys.stderr)
        return 1
    for path in paths:
        print(path.relative_to(FIXTURES.parent))
    return 0


def accept(name: str) -> list[Path]:
    """Take the marker off the files of a draft, and give their paths. Raises ValueError where none is a draft."""
    texts = {path: accepted(path.read_bytes(), name) for path in expected_files(name, FIXTURES) if path.exists()}
    drafts = {path: text for path, text in texts.items() if text is not None}
    if not drafts:
        raise ValueError(f"there is no draft called {name} in {FIXTURES / 'expected'}")
    for path, text in drafts.items():
        path.write_bytes(text)
    return list(drafts)


if __name__ == "__main__":
    sys.exit(main())
