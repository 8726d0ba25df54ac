"""What the disk says about a file without its being read."""

# The calls of `os` on plain strings: `pathlib` costs more to import than a whole proof takes.
# ruff: noqa: PTH113, PTH118

import os
import stat
from collections.abc import Iterator

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
    """The hash of what stands at most `depth` folders below a folder: of the names and kinds of
    everything, of where links lead, and of whether the folders are open to us."""
    digest = sha256()
    for line in _listing(folder, depth):
        digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _listing(folder: str, depth: int) -> Iterator[str]:
    waiting = [(folder, depth)]
    while waiting:
        place, depth = waiting.pop()
        try:
            with os.scandir(place) as entries:
                found = sorted((entry.name, _kind(entry)) for entry in entries if entry.name != GIT)
        except OSError:
            found = []
        yield repr((place, os.access(place, os.R_OK | os.X_OK), found))
        inner = [name for name, kind in found if kind == FOLDER]
        waiting += ((os.path.join(place, name), depth - 1) for name in inner if depth)


def _kind(entry: "os.DirEntry[str]") -> str:
    """What stands there, and where it leads: a link may get a target, or another one."""
    if entry.is_symlink():
        target = os.path.realpath(entry.path)
        return f"{FILE if os.path.isfile(target) else ''} {target}"
    return FILE if entry.is_file() else FOLDER if entry.is_dir() else ""


FILE, FOLDER, GIT = "file", "folder", ".git"


def _read(path: str) -> bytes | None:
    """The content of a regular file."""
    try:
        with open(path, "rb", buffering=0, opener=_at_once) as file:
            return file.readall() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError:
        return None


def _at_once(path: str, flags: int) -> int:
    """To open a pipe would be to wait for somebody to fill it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
