"""What a large page needed is given back to the system."""

from __future__ import annotations

import subprocess
import sys

import pytest

#: Large blocks are freed, and small ones that were made after them stay.
PROGRAM = """
import sys
from newsclean.cli.memory import return_large_blocks

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 >> 20

if sys.argv[1] == "yes":
    return_large_blocks()
first = bytearray(16 << 20)
del first
before, kept = resident(), []
for _ in range(4):
    large = bytearray(15 << 20)
    kept += [bytes(1000) for _ in range(1000)]
    del large
    kept += [bytearray(200_000)]
print(resident() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems give it back, or cannot be told to")
def test_large_blocks_are_given_back() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM, "yes"], capture_output=True, check=True, text=True)
    assert int(run.stdout) < 8  # MiB
