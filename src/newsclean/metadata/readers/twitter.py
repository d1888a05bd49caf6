"""The two labelled lines of a Twitter card: `twitter:label1`, `twitter:data1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts

SOURCE = "twitter"
#: What the labels say in front of an author's name.
_AUTHOR_LABELS = frozenset(
    {
        "written by", "by", "author", "posted by", "verfasst von", "geschrieben von", "von", "écrit par", "auteur",
        "par", "escrito por", "por", "autor", "scritto da", "autore", "geschreven door", "door", "skriven av",
        "skrevet af", "skrevet av", "napisane przez", "napsal", "yazan", "написано", "автор", "scris de",
        "γράφτηκε από",
        "ditulis oleh", "投稿者", "執筆者", "作者", "글쓴이", "كتبه", "लेखक",
    }
)  # fmt: skip


_LINES = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))


def read(parts: PageParts) -> Iterator[Claim]:
    """A claim of a line whose label says that it names the author."""
    for label, line in _LINES:
        labels, data = parts.metas.get(label), parts.metas.get(line)
        if labels and data and labels[0].strip().rstrip(":").lower() in _AUTHOR_LABELS:
            yield Claim("authors", data[0], SOURCE, "label")
