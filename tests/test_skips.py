"""The watch over skipped tests (conftest.py)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FILES = {
    "test_one.py": "import pytest\ndef test_one():\n    pytest.skip('no reason')\n",
    "test_whole.py": "import pytest\npytest.skip('no reason', allow_module_level=True)\n",
    "test_bench.py": "import pytest\ndef test_named():\n    pytest.skip('no bench')\n",
    "test_expected.py": "import pytest\n@pytest.mark.xfail\ndef test_failing():\n    assert False\n",
}


@pytest.mark.parametrize(
    ("ci", "counts"), [("true", "1 failed, 1 skipped, 1 xfailed, 1 error"), ("", "3 skipped, 1 xfailed")]
)
def test_skips_that_are_not_named_fail_in_ci(ci: str, counts: str, tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    shutil.copy(Path(__file__).with_name("conftest.py"), folder)
    for name, text in FILES.items():
        (folder / name).write_text(text)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--continue-on-collection-errors", "tests"]
    run = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"CI": ci}, capture_output=True, text=True, check=False
    )
    assert re.sub(r" in .*", "", run.stdout.splitlines()[-1]).strip("= ") == counts, run.stdout
