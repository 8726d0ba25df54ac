"""From the SPEC argument to a compilation."""

import argparse
import sys
from pathlib import Path

from gitopsc.compiler import Compilation, compile_spec
from gitopsc.language.disk import DiskLibrary, decode
from gitopsc.language.watched import WatchedLibrary
from gitopsc.source import Source
from gitopsc.syntax.parser import Parse, parse


def compiled(options: argparse.Namespace) -> Compilation:
    """Compile what the command line names. A spec that cannot be read is a diagnostic."""
    found = source_of(options.spec)
    if isinstance(found, Compilation):
        return found
    entry, folder = found
    return compile_spec(entry, folder, options.operator, parser(options))


def parser(options: argparse.Namespace) -> Parse:
    """How texts are read: by commands that have a cache, with a memory."""
    if options.spec == "-" or getattr(options, "no_cache", True):
        return parse
    from gitopsc.memory.trees import RememberingParser  # other commands have no cache

    return RememberingParser(options.spec)


def is_current(spec: str, library: WatchedLibrary) -> bool:
    """Whether everything that was read of a spec still says what it said then."""
    again = source_of(spec)
    if isinstance(again, Compilation) or again[0].text != library.entry.text:
        return False
    return library.is_current()


def source_of(spec: str) -> tuple[Source, DiskLibrary] | Compilation:
    """The entry file and the folder beside it; `-` is standard input beside the current folder."""
    if spec == "-":
        folder = DiskLibrary(Path.cwd())
        read = decode(sys.stdin.buffer.read(), "<stdin>")
    else:
        path = Path(spec)
        folder = DiskLibrary(path.parent)
        read = folder.entry(path.name, shown=spec)
    if isinstance(read, Source):
        return read, folder
    return Compilation({}, (read,))
