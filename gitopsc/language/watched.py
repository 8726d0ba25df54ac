"""A library that remembers what was asked of it."""

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.library import Library, before_stars
from gitopsc.source import Source


class WatchedLibrary:
    """Passes every question on, and keeps the paths and folders that answers depend on."""

    def __init__(self, library: Library, entry: Source) -> None:
        self._library = library
        self.entry = entry
        """The spec itself, which is not read from here."""
        self.answers: dict[str, Source | Diagnostic] = {}
        """What was read, by path."""
        self._globs: dict[str, tuple[str, ...]] = {}
        self._lists: dict[str, tuple[str, ...]] = {}

    @property
    def listed(self) -> frozenset[str]:
        """Folders of whose files the names matter; `""` is the folder of the spec."""
        return frozenset((*map(before_stars, self._globs), *self._lists))

    def read(self, path: str) -> Source | Diagnostic:
        answer = self.answers[path] = self._library.read(path)
        return answer

    def glob(self, pattern: str) -> tuple[str, ...]:
        answer = self._globs[pattern] = self._library.glob(pattern)
        return answer

    def list(self, folder: str) -> tuple[str, ...]:
        answer = self._lists[folder] = self._library.list(folder)
        return answer

    def is_current(self) -> bool:
        """Whether all that was read from here still says what it said then, and nothing has come
        that would be read now."""
        return (
            all(_text(self._library.read(at)) == _text(said) for at, said in self.answers.items())
            and all(self._library.glob(at) == found for at, found in self._globs.items())
            and all(self._library.list(at) == found for at, found in self._lists.items())
        )


def _text(answer: Source | Diagnostic) -> str | None:
    return answer.text if isinstance(answer, Source) else None
