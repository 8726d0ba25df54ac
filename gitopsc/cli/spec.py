"""From the SPEC argument to a compilation."""

import argparse
import sys
from pathlib import Path

from gitopsc.compiler import Compilation, compile_spec
from gitopsc.language.disk import Folder, decode
from gitopsc.source import Source


def compiled(options: argparse.Namespace) -> Compilation:
    """Compile what the command line names. A spec that cannot be read is a diagnostic."""
    found = source_of(options.spec)
    if isinstance(found, Compilation):
        return found
    entry, folder = found
    return compile_spec(entry, folder, options.operator)


def source_of(spec: str) -> tuple[Source, Folder] | Compilation:
    """The entry file and the folder beside it; `-` is standard input beside the current folder."""
    if spec == "-":
        folder = Folder(Path.cwd())
        read = decode(sys.stdin.buffer.read(), "<stdin>")
    else:
        path = Path(spec)
        folder = Folder(path.parent)
        read = folder.entry(path.name, shown=spec)
    if isinstance(read, Source):
        return read, folder
    return Compilation({}, (read,))
