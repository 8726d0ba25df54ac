"""Changing files in a checkout so that none is ever half written."""

# The calls of `os` on plain strings: a `Path` per file costs more than looking at it.
# ruff: noqa: PTH102, PTH103, PTH105, PTH106, PTH108

import os
from collections.abc import Iterable
from contextlib import suppress

from gitopsc.delivery.paths import folders, parent

FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
FLAGS |= getattr(os, "O_BINARY", 0)  # Windows would turn line ends


class Writer:
    """One checkout under change. Every method raises the `OSError` of the disk; `at` says where.

    A new content goes to the one temporary file first and is moved into place whole. There is no
    fsync: the files can be compiled again, and a hundred thousand of them must not wait.
    """

    def __init__(self, root: str, temporary: str) -> None:
        self._root = root
        self._temporary = temporary
        self._aside = f"{root}/{temporary}"
        self._made: set[str] = set()
        self.at = ""
        """The path that is being worked on."""

    def write(self, path: str, content: bytes) -> None:
        """Put a content at a path, with the folders it needs."""
        self.at = path
        for folder in (parent(path), parent(self._temporary)):
            if folder not in self._made:
                self._make(folder)
        _fill(self._aside, content)
        os.replace(self._aside, f"{self._root}/{path}")

    def delete(self, path: str) -> None:
        """Take a file away; it may be gone already."""
        self.at = path
        with suppress(FileNotFoundError):
            os.unlink(f"{self._root}/{path}")

    def prune(self, paths: Iterable[str]) -> None:
        """Remove the folders around these paths that are empty now, never the checkout."""
        around = {folder for path in paths for folder in folders(path)}
        # In reverse order a folder comes after everything in it.
        for folder in sorted(around, reverse=True):
            # Mostly it is not empty, or gone already.
            with suppress(OSError):
                os.rmdir(f"{self._root}/{folder}")

    def tidy(self) -> None:
        """Remove what the work itself needed. Leaving it would harm nobody, so nothing is said."""
        with suppress(OSError):
            os.unlink(self._aside)
        self.prune((self._temporary,))

    def _make(self, folder: str) -> None:
        """See to it that a folder is there. Mostly it is not, so nobody asks before."""
        self._made.add(folder)
        if not folder:
            os.makedirs(self._root, exist_ok=True)
            return
        if (around := parent(folder)) not in self._made:
            self._make(around)
        with suppress(FileExistsError):
            os.mkdir(f"{self._root}/{folder}")


def _fill(path: str, content: bytes) -> None:
    """Three calls of the system for a file; Python's own `open` takes six."""
    descriptor = os.open(path, FLAGS, 0o666)
    try:
        while content:
            content = content[os.write(descriptor, content) :]
    finally:
        os.close(descriptor)
