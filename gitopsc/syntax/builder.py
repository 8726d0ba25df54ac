"""From what the grammar found to our tree: one method per shape, named after the rule."""

from typing import Any

from gitopsc.source import Source, Span
from gitopsc.syntax.tree import (
    Assignment,
    Body,
    Chain,
    Clause,
    Declaration,
    List,
    Path,
    Relation,
    Scalar,
    ScalarKind,
    Segment,
    Statement,
)
from gitopsc.syntax.word import Word

_KINDS: dict[str, ScalarKind] = {
    "STRING": "string",
    "NUMBER": "number",
    "BOOLEAN": "boolean",
    "DURATION": "duration",
}

Parts = list[Any]
"""What stands in a shape, in the order of the text: words, and what was built of others."""


def unescaped(literal: str) -> str:
    """What a quoted literal says: without its quotes, and `\\"` and `\\\\` resolved."""
    return literal[1:-1].replace('\\"', '"').replace("\\\\", "\\")


class Builder:
    """Builds the statements of one source; places come from the words."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def _span(self, first: Any, last: Any) -> Span:
        start = first.start if type(first) is Word else first.span.start
        return Span(self._source, start, last.end if type(last) is Word else last.span.end)

    def _place(self, word: Word) -> Span:
        return Span(self._source, word.start, word.end)

    def file(self, parts: Parts) -> tuple[Statement, ...]:
        return tuple(parts)

    def declaration(self, parts: Parts) -> Declaration:
        noun, *rest = parts
        value = rest[0] if rest and isinstance(rest[0], Path | Chain | List | Scalar) else None
        clauses, body = _clauses(rest), _body(rest)
        return Declaration(
            noun.text, self._place(noun), value, clauses, body, self._span(noun, parts[-1])
        )

    def noun(self, parts: Parts) -> Word:
        [word] = parts
        found: Word = word
        return found

    def relation(self, parts: Parts) -> Relation:
        return Relation(_clauses(parts), _body(parts), self._span(parts[0], parts[-1]))

    def assignment(self, parts: Parts) -> Assignment:
        key, value = parts
        return Assignment(key, value, self._span(key, value))

    def clause(self, parts: Parts) -> Clause:
        word, value = parts
        return Clause(word.text, self._place(word), value, self._span(word, value))

    def body(self, parts: Parts) -> Body:
        return Body(tuple(parts[1:-1]), self._span(parts[0], parts[-1]))

    def path(self, parts: Parts) -> Path:
        first, *others = parts
        segments = (Segment(first.text, False, self._place(first)), *others)
        return Path(segments, self._span(first, parts[-1]))

    def key(self, parts: Parts) -> Path:
        return Path(tuple(parts), self._span(parts[0], parts[-1]))

    def segment(self, parts: Parts) -> Segment:
        [word] = parts
        quoted = word.kind == "STRING"
        return Segment(unescaped(word.text) if quoted else word.text, quoted, self._place(word))

    def chain(self, parts: Parts) -> Chain:
        return Chain(tuple(parts), self._span(parts[0], parts[-1]))

    def list(self, parts: Parts) -> List:
        return List(tuple(parts[1:-1]), self._span(parts[0], parts[-1]))

    def scalar(self, parts: Parts) -> Scalar:
        [word] = parts
        kind = _KINDS[word.kind]
        text = unescaped(word.text) if kind == "string" else word.text
        return Scalar(kind, text, self._place(word))


def _clauses(parts: Parts) -> tuple[Clause, ...]:
    return tuple(part for part in parts if isinstance(part, Clause))


def _body(parts: Parts) -> Body | None:
    last = parts[-1] if parts else None
    return last if isinstance(last, Body) else None
