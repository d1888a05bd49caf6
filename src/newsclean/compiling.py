"""What the compiler is told of a class; in plain Python it says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_extensions import mypyc_attr as mypyc_attr
else:

    def mypyc_attr(**_told: object) -> object:
        """A decorator that leaves a class as it is: mypyc reads its call, and takes it out."""
        return lambda kind: kind
