"""Changing files in a checkout so that none is ever half written."""

# The calls of `os` on plain strings: a `Path` per file costs more than looking at it.
# ruff: noqa: PTH

import os
from contextlib import suppress

from gitopsc.delivery.paths import parent


class Writer:
    """One checkout under change. Every method raises the `OSError` of the disk; `at` says where.

    A new content goes to the one temporary file first and is moved into place whole. There is no
    fsync: the files can be compiled again, and a hundred thousand of them must not wait.
    """

    def __init__(self, root: str, temporary: str) -> None:
        self._root = root
        self._temporary = f"{root}/{temporary}"
        self._workshop = parent(temporary)
        self._made: set[str] = set()
        self.at = ""
        """The path that is being worked on."""

    def write(self, path: str, content: bytes) -> None:
        """Put a content at a path, with the folders it needs."""
        self.at = path
        self._make(parent(path))
        self._make(self._workshop)
        with open(self._temporary, "wb") as file:
            file.write(content)
        os.replace(self._temporary, f"{self._root}/{path}")

    def delete(self, path: str) -> None:
        """Take a file away; it may be gone already."""
        self.at = path
        with suppress(FileNotFoundError):
            os.unlink(f"{self._root}/{path}")

    def prune(self, folder: str) -> None:
        """Remove a folder and those around it as long as they are empty, never the checkout."""
        while folder:
            try:
                os.rmdir(f"{self._root}/{folder}")
            except FileNotFoundError:
                pass
            except OSError:
                return
            folder = parent(folder)

    def tidy(self) -> None:
        """Remove what the work itself needed. Leaving it would harm nobody, so nothing is said."""
        with suppress(OSError):
            os.unlink(self._temporary)
        self.prune(self._workshop)

    def _make(self, folder: str) -> None:
        if folder not in self._made:
            os.makedirs(f"{self._root}/{folder}" if folder else self._root, exist_ok=True)
            self._made.add(folder)
