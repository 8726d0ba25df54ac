"""A library that remembers what was asked of it."""

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.library import Library, before_stars
from gitopsc.source import Source


class Watched:
    """Passes every question on, and keeps the paths and folders that answers depend on."""

    def __init__(self, library: Library, entry: Source) -> None:
        self._library = library
        self.entry = entry
        """The spec itself, which is not read from here."""
        self.answers: dict[str, Source | Diagnostic] = {}
        """What was read, by path."""
        self.listed: set[str] = set()
        """Folders of whose files the names matter; `""` is the folder of the spec."""

    def read(self, path: str) -> Source | Diagnostic:
        answer = self.answers[path] = self._library.read(path)
        return answer

    def glob(self, pattern: str) -> tuple[str, ...]:
        self.listed.add(before_stars(pattern))
        return self._library.glob(pattern)

    def list(self, folder: str) -> tuple[str, ...]:
        self.listed.add(folder)
        return self._library.list(folder)

    def is_current(self) -> bool:
        """Whether everything that was read from here still says what it said then."""
        return all(
            _text(self._library.read(path)) == _text(answer)
            for path, answer in self.answers.items()
        )


def _text(answer: Source | Diagnostic) -> str | None:
    return answer.text if isinstance(answer, Source) else None
