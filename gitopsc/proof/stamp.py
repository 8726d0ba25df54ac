"""What the disk says about a file without its being read."""

# The calls of `os` on plain strings: `pathlib` costs more to import than a whole proof takes.
# ruff: noqa: PTH123

import hashlib
import os
import stat
from typing import NamedTuple

COARSE = 2_000_000_000
"""Nanoseconds. File systems may keep times in steps of two seconds (FAT), so a file written that
near to the taking of a proof could be written once more without any of its times changing."""


class Stamp(NamedTuple):
    """Size, time of the last change of content and of the file itself (nanoseconds), and inode."""

    size: int
    mtime: int
    ctime: int
    inode: int

    def is_young(self, taken: int) -> bool:
        """Whether the times are too near to, or after, the taking of a proof to say anything."""
        return max(self.mtime, self.ctime) > taken - COARSE


def stamp(path: str) -> Stamp | None:
    """The stamp of a regular file; `None` for anything else, links included."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def content(path: str) -> str | None:
    """The hash of a file's content; `None` when it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            return hashlib.sha256(file.readall()).hexdigest()
    except OSError:
        return None


def names(folder: str, depth: int) -> str:
    """The hash of the names of everything that stands at most `depth` folders below a folder."""
    digest = hashlib.sha256()
    for place, folders, files in os.walk(folder):
        level = place[len(folder) :].count(os.sep)
        inner = sorted(name for name in folders if name != ".git")
        folders[:] = inner if level < depth else []
        digest.update(repr((place, inner, sorted(files))).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
