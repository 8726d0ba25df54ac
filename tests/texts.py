"""A library in memory, for specs that were never on a disk."""

from collections.abc import Mapping

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.library import matches, missing
from gitopsc.source import Source


class Texts:
    """Texts by their paths."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)

    def read(self, path: str) -> Source | Diagnostic:
        text = self._texts.get(path)
        return missing(path) if text is None else Source(path, text)

    def glob(self, pattern: str) -> tuple[str, ...]:
        return tuple(sorted(path for path in self._texts if matches(path, pattern)))

    def list(self, folder: str) -> tuple[str, ...]:
        start = f"{folder.rstrip('/')}/" if folder not in ("", ".") else ""
        return tuple(
            sorted(path.removeprefix(start) for path in self._texts if path.startswith(start))
        )
