"""Text to tree. Parsing never fails: there is a tree of what could be read, and the mistakes."""

import re
from collections.abc import Callable, Iterator

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.source import Source, Span
from gitopsc.syntax.limits import COMMENT_OR_STRING, oversized, unsafe_letters
from gitopsc.syntax.tree import Comment, File, Statement

Parse = Callable[[Source], tuple[File, tuple[Diagnostic, ...]]]
"""What `parse` does, and whoever remembers what it did."""


def parse(source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
    """The tree of a source, and every mistake of its shape in the order of the text."""
    refused = oversized(source)
    if refused:
        return File(source, (), ()), refused

    statements, mistakes = _read(source)
    found = sorted((*mistakes, *unsafe_letters(source)), key=_place)
    return File(source, statements, tuple(comments(source))), tuple(found)


def _read(source: Source) -> tuple[tuple[Statement, ...], list[Diagnostic]]:
    # Not everybody who imports this module parses: what is remembered is not read again.
    from gitopsc.syntax import straight

    # A last line without an end is a line, and a byte order mark is a blank; offsets stay.
    text = re.sub("^\ufeff", " ", source.text) + "\n"
    statements = straight.read(source, text)
    if statements is not None:
        return statements, []

    # Lark is slow to import, and most texts are right.
    from gitopsc.syntax import recovery

    return recovery.read(source, text)


def comments(source: Source) -> Iterator[Comment]:
    """The comments of a text, in order. A comment ends with its line."""
    for found in COMMENT_OR_STRING.finditer(source.text):
        if found.group().startswith("#"):
            text = found.group().rstrip(" \t\r")
            yield Comment(text, Span(source, found.start(), found.start() + len(text)))


def _place(diagnostic: Diagnostic) -> int:
    at = diagnostic.labels[0].at
    return at.start if isinstance(at, Span) else 0
