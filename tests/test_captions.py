"""Credits at the ends of lines."""

from __future__ import annotations

import pytest

from newsclean.captions import credit

LABELS = "image photo picture pic credit source foto bild quelle crédit fotografía imagen imagem beeld fot фото".split()


@pytest.mark.parametrize("label", LABELS)
def test_every_label_tells_a_credit(label: str) -> None:
    assert credit(f"Gulls over the quay at dawn ({label.title()}: Orla Finnane)") == 2


@pytest.mark.parametrize("label", ["image", "photo", "picture", "foto", "bild", "crédit", "credit"])
def test_some_labels_need_no_bracket(label: str) -> None:
    assert credit(f"Gulls over the quay at dawn. {label.title()}: Orla Finnane") == 2


@pytest.mark.parametrize(
    ("line", "sure"),
    [
        ("Gulls over the quay / Orla Finnane", 0),  # a sign alone is no label
        ("Gulls over the quay © Orla Finnane", 1),
        ("Gulls over the quay / AFP", 1),
        ("Gulls over the quay, AFP", 1),
        ("A photo of gulls", 0),
    ],
)
def test_signs_and_agencies(line: str, sure: int) -> None:
    assert credit(line) == sure
