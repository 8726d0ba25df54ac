"""A tree of statements as plain lists, numbers and texts, and back.

Written by hand because nothing that is read from a disk may run: JSON of a few known shapes can be
wrong, but it cannot do anything. Every list begins with the number of its shape.
"""

from collections.abc import Callable
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
    Segment,
    Statement,
)

_SPAN, _TUPLE = 0, 1
_NODES = (Scalar, Segment, Path, Chain, List, Clause, Body, Declaration, Relation, Assignment)
_NUMBERS: dict[type, int] = {
    tuple: _TUPLE,
    **{node: number for number, node in enumerate(_NODES, start=2)},
}
_MAKERS: dict[int, Callable[[Any], Any]] = {
    _TUPLE: tuple,
    **{_NUMBERS[node]: node._make for node in _NODES},
}


def plain(value: Any) -> Any:
    """What JSON can hold of a part of a tree."""
    kind = type(value)
    if kind is Span:
        return [_SPAN, value.start, value.end]
    number = _NUMBERS.get(kind)
    return value if number is None else [number, *map(plain, value)]


def grown(statements: Any, source: Source) -> tuple[Statement, ...]:
    """The statements again, with their places in a source of the same text.

    :raises TypeError, KeyError, ValueError: what was kept is no tree.
    """

    def grow(value: Any) -> Any:
        if type(value) is not list:
            return value
        number = value[0]
        if number == _SPAN:
            return Span(source, value[1], value[2])
        return _MAKERS[number](map(grow, value[1:]))

    found: tuple[Statement, ...] = grow(statements)
    return found
