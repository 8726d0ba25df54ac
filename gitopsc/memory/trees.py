"""The trees of files that have not changed since the last run.

A file has one place on the shelf, by where it stands; whether what lies there is its tree, the hash
of its text says. Files with mistakes are read each time: their reports point into the text.
"""

import json
from hashlib import sha256
from pathlib import Path

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.memory import shelf
from gitopsc.memory.plain import grown, plain
from gitopsc.proof.cabinet import program
from gitopsc.source import Source
from gitopsc.syntax.parser import comments, parse
from gitopsc.syntax.tree import File

FOLDER = "trees"


class RememberingParser:
    """Parses as `syntax.parser.parse` does, and remembers.

    :param spec: the path of the spec that the files belong to.
    """

    def __init__(self, spec: str) -> None:
        self._said = [str(Path(spec).absolute()), *program()]

    def __call__(self, source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
        name = _hash(json.dumps([*self._said, source.path]))
        text = _hash(source.text)
        known = _recall(name, text, source)
        if known:
            return known, ()
        file, mistakes = parse(source)
        if not mistakes:
            kept = json.dumps([text, plain(file.statements)], separators=(",", ":"))
            shelf.keep(FOLDER, name, kept.encode())
        return file, mistakes


def _recall(name: str, text: str, source: Source) -> File | None:
    kept = shelf.fetch(FOLDER, name)
    if kept is None:
        return None
    try:
        known, statements = json.loads(kept)
        if known != text:
            return None
        return File(source, grown(statements, source), tuple(comments(source)))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None  # nothing this program wrote


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
