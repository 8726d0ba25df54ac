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

    What is new grows aside, in one place, and is moved from there whole: a file, or a folder with
    all that is written into it in a row: to move every file would be a quarter of the work. There
    is no fsync: the files can be compiled again, and must not wait.
    """

    def __init__(self, root: str, temporary: str) -> None:
        self._root = root
        self._temporary = temporary
        self._aside = f"{root}/{temporary}"
        self._standing: set[str] = set()
        """Folders that are in their place."""
        self._growing = ""
        """The folder that grows aside, with a slash behind it; `""` where none does."""
        self._grown: set[str] = set()
        """The folders in it."""
        self.at = ""
        """The path that is being worked on."""

    def write(self, path: str, content: bytes) -> None:
        """Put a content at a path, with the folders it needs. It may not be in place before
        `settle`."""
        if not self._growing or not path.startswith(self._growing):
            self.settle()
            self._begin(path)
        self.at = path
        if self._growing:
            inner = path[len(self._growing) :]
            folder = parent(inner)
            if folder not in self._grown:
                self._grow(folder)
            _fill(f"{self._aside}/{inner}", content)
        else:
            _fill(self._aside, content)
            os.replace(self._aside, f"{self._root}/{path}")

    def settle(self) -> None:
        """Move what grew into its place."""
        if self._growing:
            self.at = self._growing.rstrip("/")
            os.replace(self._aside, f"{self._root}/{self.at}")
            self._growing = ""
            self._grown.clear()

    def delete(self, path: str) -> None:
        """Take a file away; it may be gone already."""
        self.settle()
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
        """Remove what the work itself needed, or what one that was killed left. To leave it would
        harm nobody, so nothing is said."""
        try:
            os.unlink(self._aside)
        except FileNotFoundError:
            pass
        except OSError:  # a folder
            from shutil import rmtree  # hardly anybody needs it

            rmtree(self._aside, ignore_errors=True)
        self.prune((self._temporary,))

    def _begin(self, path: str) -> None:
        """Find out where a path leads: into folders that stand, or into one that is to grow."""
        self.at = path
        if not self._standing:
            os.makedirs(f"{self._root}/{parent(self._temporary)}", exist_ok=True)
            self._standing.add(parent(self._temporary))
        for folder in reversed(list(folders(path))):
            if folder in self._standing:
                continue
            if not os.path.lexists(f"{self._root}/{folder}"):
                self._growing = f"{folder}/"
                return
            self._standing.add(folder)

    def _grow(self, folder: str) -> None:
        if folder and (around := parent(folder)) not in self._grown:
            self._grow(around)
        self._grown.add(folder)
        os.mkdir(f"{self._aside}/{folder}" if folder else self._aside)


def _fill(path: str, content: bytes) -> None:
    """Three calls of the system for a file; Python's own `open` takes six."""
    descriptor = os.open(path, FLAGS, 0o666)
    try:
        while content:
            content = content[os.write(descriptor, content) :]
    finally:
        os.close(descriptor)
