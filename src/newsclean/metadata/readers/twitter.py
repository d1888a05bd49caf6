"""Twitter cards (https://developer.x.com/en/docs/x-for-websites/cards)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim, from_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts

SOURCE = "twitter"
_FIELDS = {
    "twitter:title": "title",
    "twitter:description": "description",
    "twitter:image": "image",
    "twitter:image:src": "image",
    "twitter:image0": "image",
}
#: What the labels of a card's two extra lines say in front of an author's name.
_AUTHOR_LABELS = frozenset(
    {
        "written by", "by", "author", "posted by", "verfasst von", "geschrieben von", "von", "écrit par", "auteur",
        "par", "escrito por", "por", "autor", "scritto da", "autore", "geschreven door", "door", "skriven av",
        "skrevet af", "skrevet av", "napisane przez", "napsal", "yazan", "написано", "автор", "scris de",
        "γράφτηκε από",
        "ditulis oleh", "投稿者", "執筆者", "作者", "글쓴이", "كتبه", "लेखक",
    }
)  # fmt: skip


def read(parts: PageParts) -> Iterator[Claim]:
    """Claims of `twitter:*`; of the labelled lines only an author is read."""
    yield from from_keys(parts.metas, _FIELDS, SOURCE)
    for number in "12":
        labels, data = parts.metas.get(f"twitter:label{number}"), parts.metas.get(f"twitter:data{number}")
        if labels and data and labels[0].strip().rstrip(":").lower() in _AUTHOR_LABELS:
            yield Claim("authors", data[0], SOURCE, labels[0])
