"""A spec without the files of those teams that a change does not concern."""

from collections.abc import Iterable, Mapping, Set

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.library import Library
from gitopsc.memory.parts import Part
from gitopsc.source import Source
from gitopsc.syntax.parser import Parse
from gitopsc.syntax.tree import File


def concerned(changed: Iterable[str], parts: Mapping[str, Part]) -> frozenset[str]:
    """The parts that changed, and all that something in them needs, however many steps away: what
    comes after what is counted along `needs`."""
    found: set[str] = set()
    waiting = list(changed)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting.extend(needed for needed in parts[path].needs if needed in parts)
    return frozenset(found)


class Excerpt:
    """The library of a spec, in which some files are empty, and some say what they once said."""

    def __init__(self, library: Library, left_out: Set[str], texts: Mapping[str, str]) -> None:
        self._library = library
        self._left_out = left_out
        self._texts = texts

    def read(self, path: str) -> Source | Diagnostic:
        if path in self._left_out:
            return Source(path, "")
        source = self._library.read(path)
        if path in self._texts and isinstance(source, Source):
            return Source(source.path, self._texts[path])
        return source

    def glob(self, pattern: str) -> tuple[str, ...]:
        return self._library.glob(pattern)

    def list(self, folder: str) -> tuple[str, ...]:
        return self._library.list(folder)


class ExcerptParser:
    """A parser for several excerpts of one spec: no text is read twice, and one that was left out
    not at all, so that nobody remembers the file as empty."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._read: dict[tuple[str, str], tuple[File, tuple[Diagnostic, ...]]] = {}

    def __call__(self, source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
        if not source.text:
            return File(source, (), ()), ()
        key = (source.path, source.text)
        if key not in self._read:
            self._read[key] = self._parse(source)
        return self._read[key]
