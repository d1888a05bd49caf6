"""The command line. A command parses its options, calls one function of the library, and prints."""

from __future__ import annotations

from newsclean.cli.process import main as main
