"""The records that are made by the hundred: what they are equal by, and that nothing changes them later."""

from __future__ import annotations

import ast
import importlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import newsclean
from newsclean.linefeatures import Line
from newsclean.metadata.claim import Claim
from newsclean.model import Block, Container, Mark, Removal

if TYPE_CHECKING:
    from newsclean.pieces import Piece

PACKAGE = Path(newsclean.__file__).parent
PIECES: list[Piece] = [
    Block("Gulls return to Port Ennor.", 0, "paragraph", 3, marks=(Mark(0, 5, "em"),)),
    Container(0, "div", "share"),
    Removal("share.x", "share", "rules", 7, 12, (("words", -1.5),)),
    Line("Gulls return.", "", 2, False, False, True),
    Claim("title", "Gulls return", "opengraph", "og:title"),
]


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: type(piece).__name__)
def test_pieces_are_equal_hashed_and_shown_by_their_values(piece: Piece) -> None:
    name, value = piece.FIELDS[0], getattr(piece, piece.FIELDS[0])
    other = piece.replaced(**{name: value * 2 + type(value)(1)})
    assert piece.replaced() == piece
    assert hash(piece.replaced()) == hash(piece)
    assert other != piece
    assert other.replaced(**{name: value}) == piece
    assert repr(piece).startswith(f"{type(piece).__name__}({name}={value!r}, ")
    assert piece != tuple(getattr(piece, field) for field in piece.FIELDS)
    with pytest.raises(TypeError):
        piece.replaced(unknown=1)


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: type(piece).__name__)
def test_the_fields_of_a_piece_are_its_slots_and_nothing_else_can_be_set(piece: Piece) -> None:
    assert {*piece.FIELDS} == {*type(piece).__slots__}
    with pytest.raises(AttributeError):
        piece.unknown = 1  # type: ignore[attr-defined]


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        yield name, ast.parse(path.read_text("utf-8"))


def pieces_of(module: str, tree: ast.Module) -> list[type[Piece]]:
    names = [
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Piece" for base in node.bases)
    ]
    return [getattr(importlib.import_module(f"newsclean.{module}"), name) for name in names]


def test_a_piece_is_set_only_where_it_is_made() -> None:
    fields = {field for module, tree in trees() for kind in pieces_of(module, tree) for field in kind.FIELDS}
    assert fields >= {"text", "start", "category", "hint", "gone", "raw"}
    for module, tree in trees():
        # `measures.Place` is filled in steps, and has fields of the same names.
        others = {"self", "place", "around", "outside"} if module == "measures" else {"self"}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in fields:
                holder = ast.unparse(node.value)
                assert holder in others, f"{module}:{node.lineno}: {holder}.{node.attr} is set"


def test_modules_with_pieces_are_compiled() -> None:
    project = tomllib.loads((PACKAGE.parent.parent / "pyproject.toml").read_text("utf-8"))
    compiled = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]["modules"]
    having = [module for module, tree in trees() if pieces_of(module, tree)]
    assert len(having) >= 3
    assert {*having} <= {*compiled}
