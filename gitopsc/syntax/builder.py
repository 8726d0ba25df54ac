"""From what the grammar found to our tree: what a word becomes, and what is made of several parts.

Whatever reads a text asks here; places come from the words.
"""

from collections.abc import Callable
from typing import Any

from gitopsc.source import Span
from gitopsc.syntax.literals import unescaped
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
    Segment,
)

Parts = list[Any]
"""What stands in a shape, in the order of the text: words, and what was made of others."""
Make = Callable[[Parts], Any]


def _name(text: str, span: Span) -> Segment:
    return Segment(text, False, span)


def _place(_: str, span: Span) -> Span:
    return span


def _string(literal: str, span: Span) -> Scalar:
    return Scalar("string", unescaped(literal), span)


def _number(text: str, span: Span) -> Scalar:
    return Scalar("number", text, span)


def _boolean(text: str, span: Span) -> Scalar:
    return Scalar("boolean", text, span)


def _duration(text: str, span: Span) -> Scalar:
    return Scalar("duration", text, span)


LEAVES: dict[str, Callable[[str, Span], Any]] = {
    "NAME": _name,
    "STRING": _string,
    "NUMBER": _number,
    "BOOLEAN": _boolean,
    "DURATION": _duration,
    "RELATION": _name,
    "LBRACE": _place,
    "RBRACE": _place,
    "LSQB": _place,
    "RSQB": _place,
}
"""What becomes of a word, by the name that the grammar has for it. The others keep words apart, and
have no place in a tree; brackets have, as the ends of bodies and lists."""


def _declaration(parts: Parts) -> Declaration:
    noun, *rest = parts
    body = rest.pop() if rest and type(rest[-1]) is Body else None
    value = rest.pop(0) if rest and type(rest[0]) is not Clause else None
    return Declaration(noun.text, noun.span, value, tuple(rest), body)


def _relation(parts: Parts) -> Relation:
    body = parts.pop() if type(parts[-1]) is Body else None
    return Relation(tuple(parts), body)


def _assignment(parts: Parts) -> Assignment:
    key, value = parts
    return Assignment(key, value)


def _clause(parts: Parts) -> Clause:
    word, value = parts
    return Clause(word.text, word.span, value)


def _body(parts: Parts) -> Body:
    opening, *statements, closing = parts
    return Body(tuple(statements), opening.to(closing))


def _path(parts: Parts) -> Path:
    return Path(tuple([part if type(part) is Segment else _quoted(part) for part in parts]))


def _quoted(scalar: Scalar) -> Segment:
    return Segment(scalar.text, True, scalar.span)


def _chain(parts: Parts) -> Chain:
    return Chain(tuple(parts))


def _list(parts: Parts) -> List:
    opening, *items, closing = parts
    return List(tuple(items), opening.to(closing))


SHAPES: dict[str, Make] = {
    "file": tuple,
    "declaration": _declaration,
    "relation": _relation,
    "assignment": _assignment,
    "clause": _clause,
    "body": _body,
    "path": _path,
    "key": _path,
    "chain": _chain,
    "list": _list,
}
"""What is made of the parts of a rule, by its name. Of the others nothing is made: `noun` is its
word, and `value` its only part."""
