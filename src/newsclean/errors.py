"""What goes wrong, as a person is told: the errors, their codes, and the exit status of each code."""

from __future__ import annotations

from typing import Any

#: What a person can do where a program is not let in.
SAVE_IT = "open the page in a browser, save it, and give the file to `newsclean clean`"


class NewscleanError(Exception):
    """Something that a person can act on: a code of the interface's table, and what happened and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.code, self.message)


class InputError(NewscleanError):
    """An input could not be read, or is nothing that newsclean reads."""


class FetchError(NewscleanError):
    """A URL gave no page."""


class RulesError(NewscleanError):
    """A rule file is broken; the message names file, line, rule and what is expected."""


class ConfigError(NewscleanError):
    """A setting is broken or not allowed where it stands."""


class OutputError(NewscleanError):
    """The output could not be written, or is in use by another run."""


_STATUS_OF_CODES = {
    1: ("no-article", "consent", "blocked", "index-page", "crashed", "page-timeout", "memory"),
    2: ("usage", "config", "rules", "locked"),
    3: ("not-found", "unreadable", "write-failed", "disk-full"),
    4: ("dns", "connect", "timeout"),
    5: ("tls",),
    7: ("protocol", "redirect-loop", "too-large", "too-complex", "not-text"),
    9: ("robots", "private-address", "scheme"),
}
_CODE_STATUS = {code: status for status, codes in _STATUS_OF_CODES.items() for code in codes}


def exit_status(code: str) -> int:
    """Exit status of a failure's code; 8 for every `http-NNN`, 70 for what is not in the table."""
    return 8 if code.startswith("http-") else _CODE_STATUS.get(code, 70)
