"""The one way to write a spec. It knows shapes and no noun, so it formats what does not bind.

Two spaces, one blank between words, no alignment, at most one blank line, lists on one line as far
as they fit. Nothing is reordered, and every comment stays where it is.
"""

from collections.abc import Iterable, Iterator

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.source import Source
from gitopsc.syntax.literals import quoted
from gitopsc.syntax.parser import parse
from gitopsc.syntax.tree import (
    Assignment,
    Body,
    Chain,
    Clause,
    Comment,
    Declaration,
    File,
    List,
    Path,
    Scalar,
    Segment,
    Statement,
    Value,
)

WIDTH = 88
"""A line with a list that would be longer is broken, an element a line."""


def format_source(source: Source) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The formatted text. A source that does not parse is left alone: `None`, and its mistakes."""
    tree, mistakes = parse(source)
    if any(mistake.is_error for mistake in mistakes):
        return None, mistakes
    return format_tree(tree), mistakes


def format_tree(tree: File) -> str:
    """The text of a tree, its comments included."""
    writer = _Writer(tree.source, tree.comments)
    writer.block(tree.statements, len(tree.source.text))
    return writer.text()


class _Writer:
    """Writes statements in the order of the text and drops each comment where it was."""

    def __init__(self, source: Source, comments: Iterable[Comment]) -> None:
        self._source = source
        self._comments = list(comments)[::-1]
        self._lines: list[str] = []
        self._depth = 0
        self._last = 0
        """The line of the source that was written last; 0 where a block begins."""

    def text(self) -> str:
        return "".join(f"{line}\n" for line in self._lines)

    def block(self, statements: Iterable[Statement], end: int) -> None:
        """Statements and the comments around them, up to the offset where the block ends."""
        self._last = 0
        for statement in statements:
            self._comments_before(statement.span.start)
            self._statement(statement)
        self._comments_before(end)

    # -- lines -------------------------------------------------------------------------------

    def _line_of(self, offset: int) -> int:
        return self._source.position(offset)[0]

    def _write(self, text: str, start: int, end: int) -> None:
        """One line for what stands from `start` to `end`; a gap before it is one blank line."""
        if self._last and self._line_of(start) > self._last + 1:
            self._lines.append("")
        self._lines.append("  " * self._depth + text)
        self._last = self._line_of(end)

    def _comments_before(self, offset: int) -> None:
        """The comments that have lines of their own."""
        while self._comments and self._comments[-1].span.start < offset:
            comment = self._comments.pop()
            self._write(comment.text, comment.span.start, comment.span.end)

    def _trailing(self, end: int) -> None:
        """The comment behind what was just written, if only blanks and a comma lie between."""
        if not self._comments:
            return
        comment = self._comments[-1]
        between = self._source.text[end : comment.span.start]
        if comment.span.start >= end and not between.strip(" \t,"):
            self._comments.pop()
            self._lines[-1] += f" {comment.text}"

    # -- shapes ------------------------------------------------------------------------------

    def _statement(self, statement: Statement) -> None:
        body = None if isinstance(statement, Assignment) else statement.body
        end = body.span.start if body else statement.span.end
        self._parts(list(_parts(statement)) + (["{"] if body else []), statement.span.start, end)
        if body is None:
            self._trailing(statement.span.end)
            return
        self._trailing(body.span.start)
        self._body(body)
        self._trailing(body.span.end)

    def _body(self, body: Body) -> None:
        self._depth += 1
        self.block(body.statements, body.span.end - 1)
        self._depth -= 1
        self._last = 0
        self._write("}", body.span.end - 1, body.span.end)

    def _parts(self, parts: "list[str | List]", start: int, end: int) -> None:
        """The words of a header; its lists are broken where they do not fit or hold comments."""
        flat = " ".join(part if isinstance(part, str) else _flat(part) for part in parts)
        lists = [part for part in parts if isinstance(part, List)]
        fits = len("  " * self._depth + flat) <= WIDTH
        if not lists or (fits and not any(self._holds_comment(part) for part in lists)):
            self._write(flat, start, end)
            return
        words: list[str] = []
        for part in parts:
            if isinstance(part, List) and (part.items or self._holds_comment(part)):
                self._write(" ".join([*words, "["]), start, part.span.start)
                self._items(part)
                start, words = part.span.end - 1, ["]"]
                self._last = 0
            else:
                words.append(part if isinstance(part, str) else _flat(part))
        self._write(" ".join(words), start, end)

    def _holds_comment(self, part: List) -> bool:
        return any(part.span.start < c.span.start < part.span.end for c in self._comments)

    def _items(self, part: List) -> None:
        self._trailing(part.span.start + 1)
        self._depth += 1
        self._last = 0
        for item in part.items:
            self._comments_before(item.span.start)
            self._parts([_part(item)], item.span.start, item.span.end)
            self._trailing(item.span.end)
        self._comments_before(part.span.end - 1)
        self._depth -= 1


def _parts(statement: Statement) -> "Iterator[str | List]":
    """The words of a statement's header, lists apart because they may be broken."""
    if isinstance(statement, Assignment):
        yield f"{_path(statement.key)} ="
        yield _part(statement.value)
        return
    if isinstance(statement, Declaration):
        yield statement.noun
        if statement.value is not None:
            yield _part(statement.value)
    yield from (part for clause in statement.clauses for part in _clause(clause))


def _clause(clause: Clause) -> "Iterator[str | List]":
    yield clause.relation
    yield _part(clause.value)


def _part(value: Value) -> "str | List":
    return value if isinstance(value, List) else _value(value)


def _value(value: Value) -> str:
    if isinstance(value, Scalar):
        return quoted(value.text) if value.kind == "string" else value.text
    if isinstance(value, Path):
        return _path(value)
    if isinstance(value, Chain):
        return " -> ".join(_path(path) for path in value.paths)
    return _flat(value)


def _flat(value: List) -> str:
    return f"[{', '.join(_value(item) for item in value.items)}]"


def _path(path: Path) -> str:
    return ".".join(_segment(segment) for segment in path.segments)


def _segment(segment: Segment) -> str:
    return quoted(segment.text) if segment.quoted else segment.text
