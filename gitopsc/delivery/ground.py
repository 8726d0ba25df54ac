"""What stands in a checkout, looked at without following a symbolic link. Never writes."""

# The calls of `os` on plain strings: a `Path` per file costs more than looking at it.
# ruff: noqa: PTH116, PTH121

import os
import stat
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from gitopsc.delivery.paths import RECORDS, inside, parent

FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)  # Windows would turn line ends
CHUNK = 65_536
"""Bytes, more than nearly any file of a repository has."""


class Standing(Enum):
    NOTHING = "nothing"
    FILE = "file"
    FOLDER = "folder"
    LINK = "symbolic link"
    DEVICE = "device"


class Sight(NamedTuple):
    """What is met on the way to a path: at the path itself, or at a folder that blocks the way."""

    standing: Standing
    at: str

    def bars(self, path: str) -> bool:
        """Whether what was met stands against a file at this path."""
        if self.standing is Standing.NOTHING:
            return False
        return self.standing is not Standing.FILE or self.at != path


class Ground:
    """One checkout. Folders are looked at once: nothing moves while a survey is made."""

    def __init__(self, checkout: Path) -> None:
        self._root = str(checkout)
        self._ways: dict[str, Sight] = {}

    @property
    def root(self) -> Standing:
        """What stands where the checkout should. Here a link is followed: the user named it.

        :raises OSError: when it cannot be told.
        """
        try:
            mode = os.stat(self._root).st_mode
        except FileNotFoundError:
            return Standing.NOTHING
        except NotADirectoryError:
            return Standing.FILE
        return Standing.FOLDER if stat.S_ISDIR(mode) else Standing.FILE

    def look(self, path: str) -> Sight:
        """What stands at a path, or in the way to it.

        :raises OSError: when it cannot be told.
        """
        way = self._way(parent(path))
        return self._sight(path) if way.standing is Standing.FOLDER else way

    def is_folder(self, path: str) -> bool:
        """Whether a folder stands at a path.

        :raises OSError: when it cannot be told.
        """
        return self._way(path).standing is Standing.FOLDER

    def read(self, path: str) -> bytes:
        """The content of a file.

        :raises OSError: when it cannot be read.
        """
        descriptor = os.open(self._on_disk(path), FLAGS)
        try:
            content = b""
            while more := os.read(descriptor, CHUNK):
                content += more
        finally:
            os.close(descriptor)
        return content

    def records(self, folder: str) -> list[str]:
        """The names of the records in a folder; a name with a dot is something else.

        :raises OSError: when the folder cannot be read.
        """
        if not self.is_folder(folder):
            return []
        with os.scandir(self._on_disk(folder)) as entries:
            return sorted(
                entry.name
                for entry in entries
                if "." not in entry.name and entry.is_file(follow_symlinks=False)
            )

    def files(self, folder: str) -> Iterator[str]:
        """The paths of what stands in a folder or below it and is no folder, in any order.

        :raises OSError: when a folder cannot be read.
        """
        waiting = [folder] if self.is_folder(folder) else []
        while waiting:
            around = waiting.pop()
            with os.scandir(self._on_disk(around)) as entries:
                for entry in entries:
                    path = inside(around, entry.name)
                    if not entry.is_dir(follow_symlinks=False):
                        yield path
                    elif entry.name not in (".git", RECORDS):
                        waiting.append(path)

    def are_one_file(self, path: str, other: str) -> bool:
        """Whether the disk takes two spellings for the same file."""
        try:
            return os.path.samefile(self._on_disk(path), self._on_disk(other))
        except OSError:
            return False

    def _way(self, folder: str) -> Sight:
        """The folder itself, or what bars or ends the way to it."""
        way = self._ways.get(folder)
        if way is None:
            way = self._way(parent(folder)) if folder else Sight(self.root, "")
            if folder and way.standing is Standing.FOLDER:
                way = self._sight(folder)
            self._ways[folder] = way
        return way

    def _sight(self, path: str) -> Sight:
        try:
            mode = os.lstat(self._on_disk(path)).st_mode
        except FileNotFoundError:
            return Sight(Standing.NOTHING, path)
        if stat.S_ISREG(mode):
            return Sight(Standing.FILE, path)
        if stat.S_ISDIR(mode):
            return Sight(Standing.FOLDER, path)
        return Sight(Standing.LINK if stat.S_ISLNK(mode) else Standing.DEVICE, path)

    def _on_disk(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root
