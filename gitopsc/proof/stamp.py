"""What the disk says about a file without its being read."""

# The calls of `os` on plain strings: `pathlib` costs more to import than a whole proof takes.
# ruff: noqa: PTH123

import os
import stat

from gitopsc.proof.digest import sha256

COARSE = 2_000_000_000
"""Nanoseconds. File systems may keep times in steps of two seconds (FAT), so a file written that
near to a moment could be written once more after it without any of its times changing."""


def stamp(path: str) -> str | None:
    """Size, time of the last change of content and of the file itself (nanoseconds), and inode of a
    regular file, as one text; `None` for anything else, links included."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def is_young(stamp: str, moment: int) -> bool:
    """Whether the times are too near to a moment, or after it, to say what stood there by then."""
    _, mtime, ctime, _ = map(int, stamp.split(" "))
    return max(mtime, ctime) > moment - COARSE


def content(path: str) -> str | None:
    """The hash of a file's content; `None` when it cannot be read."""
    read = _read(path)
    return None if read is None else sha256(read).hexdigest()


def fingerprint(path: str) -> str | None:
    """The same as the record of owned files takes it: CRLF as LF, for `core.autocrlf` edits
    nothing (docs/decisions/0004-ownership.md)."""
    read = _read(path)
    return None if read is None else sha256(read.replace(b"\r\n", b"\n")).hexdigest()


def names(folder: str, depth: int) -> str:
    """The hash of the names of everything that stands at most `depth` folders below a folder."""
    digest = sha256()
    for place, folders, files in os.walk(folder):
        level = place[len(folder) :].count(os.sep)
        inner = sorted(name for name in folders if name != ".git")
        folders[:] = inner if level < depth else []
        digest.update(repr((place, inner, sorted(files))).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.readall()
    except OSError:
        return None
