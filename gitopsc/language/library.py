"""Where texts come from. Nobody in this room opens a file in any other way."""

from fnmatch import fnmatchcase
from itertools import takewhile
from typing import Protocol

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.source import Source


class Library(Protocol):
    """Texts by their POSIX paths, relative to the folder of the entry spec."""

    def read(self, path: str) -> Source | Diagnostic:
        """The text of a file, without a byte order mark; or a complaint without a place."""

    def glob(self, pattern: str) -> tuple[str, ...]:
        """The files that match a pattern, sorted; `*` does not cross folders, `**` does."""

    def list(self, folder: str) -> tuple[str, ...]:
        """The files below a folder, sorted, relative to it; empty when there is no such folder."""


def missing(path: str) -> Diagnostic:
    """The complaint about a file that is not there."""
    return Diagnostic(
        "file-not-found",
        f"there is no file `{path}` beside the spec",
        help=("write it, or correct the path: it leads from the folder of the spec",),
    )


def before_stars(pattern: str) -> str:
    """The folder of everything that a glob can match: its steps before the first with a star."""
    steps = pattern.split("/")
    return "/".join(takewhile(lambda step: not any(letter in step for letter in "*?["), steps))


def matches(path: str, pattern: str) -> bool:
    """Whether a path matches a glob, step by step."""
    return _matches(path.split("/"), pattern.split("/"))


def reaches(folder: str, pattern: str) -> bool:
    """Whether a glob may match something in a folder, `.` being that of all."""
    steps = pattern.split("/")
    return folder == "." or "**" in steps or len(steps) > len(folder.split("/"))


def _matches(steps: list[str], patterns: list[str]) -> bool:
    if not patterns:
        return not steps
    if patterns[0] == "**":
        return any(_matches(steps[n:], patterns[1:]) for n in range(len(steps) + 1))
    return bool(steps) and fnmatchcase(steps[0], patterns[0]) and _matches(steps[1:], patterns[1:])
