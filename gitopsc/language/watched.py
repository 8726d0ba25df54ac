"""A library that remembers what was asked of it."""

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.library import Library
from gitopsc.source import Source


class Watched:
    """Passes every question on, and keeps the paths and folders that answers depend on."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.read_paths: set[str] = set()
        self.listed: set[str] = set()
        """Folders of whose files the names matter; `""` is the folder of the spec."""

    def read(self, path: str) -> Source | Diagnostic:
        self.read_paths.add(path)
        return self._library.read(path)

    def glob(self, pattern: str) -> tuple[str, ...]:
        self.listed.add("")
        return self._library.glob(pattern)

    def list(self, folder: str) -> tuple[str, ...]:
        self.listed.add(folder)
        return self._library.list(folder)
