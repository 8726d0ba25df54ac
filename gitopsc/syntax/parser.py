"""Text to tree. Parsing never fails: there is a tree of what could be read, and the mistakes.

A mistake costs its line, not the file: the line is blanked and the rest is read again, so that all
mistakes of a file are reported at once and the binder sees everything that was right.
"""

import re
from collections.abc import Iterator

from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.source import Source, Span
from gitopsc.syntax.grammar import lark_parser
from gitopsc.syntax.limits import oversized
from gitopsc.syntax.tree import Comment, File, Relation, Statement

MOST_MISTAKES = 50
"""More would be noise; and each costs another reading of the file."""

_COMMENT_OR_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*')
_OPENER = "with x {"
"""Stands for a broken line that opened a block, so that the block is still read; never kept."""


def parse(source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
    """The tree of a source, and every mistake of its shape."""
    refused = oversized(source)
    if refused:
        return File(source, (), ()), refused
    statements, mistakes = _read(source)
    return File(source, statements, tuple(comments(source))), tuple(mistakes)


def comments(source: Source) -> Iterator[Comment]:
    """The comments of a text, in order. A comment ends with its line."""
    for found in _COMMENT_OR_STRING.finditer(source.text):
        if found.group().startswith("#"):
            text = found.group().rstrip()
            yield Comment(text, Span(source, found.start(), found.start() + len(text)))


def _read(source: Source) -> tuple[tuple[Statement, ...], list[Diagnostic]]:
    """Read, blank the line of a mistake, read again."""
    from lark.exceptions import UnexpectedInput

    from gitopsc.syntax.builder import Builder
    from gitopsc.syntax.mistakes import explain

    # A last line without an end is a line; the offsets of all others stay as they are.
    text = source.text + "\n"
    blanked: set[int] = set()
    mistakes: list[Diagnostic] = []
    while True:
        try:
            tree = lark_parser().parse(text)
        except UnexpectedInput as error:
            mistake = explain(source, text, error)
            if len(mistakes) == MOST_MISTAKES:
                mistakes.append(_too_many(mistake))
                return (), mistakes
            mistakes.append(mistake)
            text = _repaired(text, mistake, blanked)
        else:
            statements: tuple[Statement, ...] = Builder(source).transform(tree)
            return _without(statements, blanked), mistakes


def _repaired(text: str, mistake: Diagnostic, blanked: set[int]) -> str:
    """The text without the line of a mistake; what it opens stays open, what is open is closed."""
    if mistake.slug == "unclosed-brace":
        return text + "}\n"
    at = mistake.labels[0].at
    assert isinstance(at, Span)
    start = text.rfind("\n", 0, at.start) + 1
    end = text.find("\n", start)
    line = _COMMENT_OR_STRING.sub("", text[start:end]).strip()
    opens = line.endswith("{") and start not in blanked and end - start >= len(_OPENER)
    blanked.add(start)
    return text[:start] + (_OPENER if opens else "").ljust(end - start) + text[end:]


def _without(statements: tuple[Statement, ...], blanked: set[int]) -> tuple[Statement, ...]:
    """The statements without the openers that stand for broken lines."""
    from dataclasses import replace

    if not blanked:
        return statements
    kept: list[Statement] = []
    for statement in statements:
        if isinstance(statement, Relation) and statement.span.start in blanked:
            continue
        body = getattr(statement, "body", None)
        if body:
            cleaned = replace(body, statements=_without(body.statements, blanked))
            statement = replace(statement, body=cleaned)
        kept.append(statement)
    return tuple(kept)


def _too_many(next_one: Diagnostic) -> Diagnostic:
    return Diagnostic(
        "too-many-mistakes",
        f"there are more than {MOST_MISTAKES} mistakes of shape; the rest is not listed",
        tuple(Label(label.at, "read up to here") for label in next_one.labels[:1]),
        severity=Severity.NOTE,
    )
