"""From Lark's tree to ours: one method per shape, named after the rule of the grammar."""

from typing import Any, cast

from lark import Token, Tree

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
    Value,
)

_KINDS: dict[str, ScalarKind] = {
    "STRING": "string",
    "NUMBER": "number",
    "BOOLEAN": "boolean",
    "DURATION": "duration",
}

Children = list[Any]


def unescaped(literal: str) -> str:
    """What a quoted literal says: without its quotes, and `\\"` and `\\\\` resolved."""
    return literal[1:-1].replace('\\"', '"').replace("\\\\", "\\")


class Builder:
    """Builds the statements of one source; places come from the tokens."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._size = len(source.text)

    def build(self, tree: Tree[Token]) -> Any:
        """What a tree says, from its leaves up. Lark's own `Transformer` asks more of every tree
        than is needed here, and takes twice as long; trees are not deep (`syntax/limits.py`)."""
        children = [self.build(c) if isinstance(c, Tree) else c for c in tree.children]
        return getattr(self, tree.data)(children)

    def _span(self, first: Any, last: Any) -> Span:
        # What recovery closes at the end of the text stands behind its last letter.
        size = self._size
        return Span(self._source, min(_start(first), size), min(_end(last), size))

    def file(self, children: Children) -> tuple[Statement, ...]:
        return tuple(_kept(children))

    def declaration(self, children: Children) -> Declaration:
        noun, rest = children[0], _kept(children[1:])
        value = rest[0] if rest and isinstance(rest[0], Path | Chain | List | Scalar) else None
        clauses, body = _clauses(rest), _body(rest)
        last = body or (clauses[-1] if clauses else value or noun)
        span = self._span(noun, last)
        return Declaration(str(noun), self._span(noun, noun), value, clauses, body, span)

    def noun(self, children: Children) -> Token:
        [word] = children
        return cast(Token, word)

    def relation(self, children: Children) -> Relation:
        clauses, body = _clauses(children), _body(children)
        return Relation(clauses, body, self._span(clauses[0], body or clauses[-1]))

    def assignment(self, children: Children) -> Assignment:
        key, value = _kept(children)
        return Assignment(key, value, self._span(key, value))

    def clause(self, children: Children) -> Clause:
        word, value = children
        return Clause(
            str(word), self._span(word, word), cast(Value, value), self._span(word, value)
        )

    def body(self, children: Children) -> Body:
        return Body(tuple(_kept(children)), self._span(children[0], children[-1]))

    def path(self, children: Children) -> Path:
        first = children[0]
        segments = (Segment(str(first), False, self._span(first, first)), *_kept(children))
        return Path(segments, self._span(segments[0], segments[-1]))

    def key(self, children: Children) -> Path:
        return Path(tuple(_kept(children)), self._span(children[0], children[-1]))

    def segment(self, children: Children) -> Segment:
        [token] = children
        quoted = token.type == "STRING"
        text = unescaped(token) if quoted else str(token)
        return Segment(text, quoted, self._span(token, token))

    def chain(self, children: Children) -> Chain:
        return Chain(tuple(_kept(children)), self._span(children[0], children[-1]))

    def list(self, children: Children) -> List:
        return List(tuple(_kept(children)), self._span(children[0], children[-1]))

    def scalar(self, children: Children) -> Scalar:
        [token] = children
        kind = _KINDS[token.type]
        text = unescaped(token) if kind == "string" else str(token)
        return Scalar(kind, text, self._span(token, token))


def _kept(children: Children) -> Children:
    return [child for child in children if not isinstance(child, Token)]


def _clauses(children: Children) -> tuple[Clause, ...]:
    return tuple(child for child in children if isinstance(child, Clause))


def _body(children: Children) -> Body | None:
    return next((child for child in children if isinstance(child, Body)), None)


def _start(item: Any) -> int:
    return cast(int, item.start_pos if isinstance(item, Token) else item.span.start)


def _end(item: Any) -> int:
    return cast(int, item.end_pos if isinstance(item, Token) else item.span.end)
