"""What stands behind a name in a byline and is none of it: roles, agencies, words of a sentence."""

from __future__ import annotations

import re

from newsclean.metadata.patterns import pattern
from newsclean.metadata.wording import has_and, has_role, is_agency, is_button, is_staff, without_leading_and

#: Words that stand behind a name when what they led to was cut off.
_TAIL = pattern(
    r"\s+(?:on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|in|on|at|for|from|is|to|of|under|last|um|am|le|el|il)$",
    re.I,
)
#: Words that begin a role behind a name.
_ROLE_TAIL = pattern(
    r"(?<=[a-zß-ÿ.])\s*(?:Senior|Former|Deputy|Staff|Chief|Executive|Associate|Assistant|Contributing|Managing|Guest|Founder|Special|"
    r"Political|Sports|News|Features|Technology|Science|Business)\b.*$"
)
#: Behind a Japanese byline's name: that its owner wrote it, or did something else, as translators and editors do.
_WROTE = pattern(r"\s+(?:著|文|作)$")
_DID_ELSE = pattern(r"\s(?:監訳|訳|監修|編|絵|写真|撮影)$")
#: Beginnings of words that count as capitals, small as they are.
SMALL_CAPITALS = ("d'", "al-", "el-", "ibn", "o'")
PARTICLES = frozenset(
    {
        "de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "der", "den", "van", "von", "zu", "zur",
        "la", "le", "las", "los", "el", "al", "bin", "ibn", "ben", "bint", "af", "av", "e", "y", "i", "ter", "ten",
        "te", "dit",
    }
)  # fmt: skip
_MOST_SMALL = 3  # words in small letters behind a name; more are a sentence
_OF_WHAT = frozenset({"of", "at", "for"})


def without_tail(name: str) -> str:
    """A full name without what was run on to it: a role ("Jane DoeStaff Writer", "Jane Doe Senior Reporter"), words in
    small letters or digits ("Jane Doe in", "Jane Doe 5 minutes"), a button ("Jane Doe Follow") or an agency ("Jane Doe
    Associated Press").

    Of any name goes the word that its owner wrote it."""
    if not name.isascii():
        name = _WROTE().sub("", name)
    if len(name.split()) < 3:
        return name
    role = _ROLE_TAIL().search(name)
    if role and len(name[: role.start()].split()) >= 2 and has_role(role[0]):
        name = name[: role.start()]
    words = _TAIL().sub("", name).split()
    while len(words) > 2 and is_button(words[-1]):
        words.pop()
    end = len(words)
    if _is_small(words[-1]):
        while end > 2 and (_is_small(words[end - 1]) or words[end - 1][:1].isdigit()):
            end -= 1
    # "Bridges et ferries": a department's name that goes on in small letters.
    if len(words) - end <= _MOST_SMALL and not _is_small(words[end - 1]) and not has_and(" ".join(words[end - 1 :])):
        words = words[:end]
    if len(words) > 3 and is_agency(" ".join(words[2:])):
        words = words[:2]
    return " ".join(words)


def _is_small(word: str) -> bool:
    return word.islower() and word not in PARTICLES and not is_staff(word)


def is_others(name: str) -> bool:
    """Whether a name has behind it that its owner did something else than write."""
    return not name.isascii() and _DID_ELSE().search(name) is not None


def is_told(part: str) -> bool:
    """Whether a part of a list is no name, for it begins in small letters or with a number ("dietitian and chef",
    "4+ years of testing"), or says of what or where ("Head of Testing")."""
    if part[0].isdigit():
        return True
    words = without_leading_and(part).split()
    small = [word for word in words if word[0].islower() and not word.startswith(SMALL_CAPITALS)]
    return any(word not in PARTICLES for word in small) and (words[0] in small or not _OF_WHAT.isdisjoint(small))
