"""A tree without places: what two texts must have in common to say the same."""

from dataclasses import fields, is_dataclass
from typing import Any

from gitopsc.source import Span


def shape(node: Any) -> Any:
    """Nested tuples of everything in a tree except its spans."""
    if is_dataclass(node):
        said = (getattr(node, field.name) for field in fields(node))
        return (
            type(node).__name__,
            *(shape(value) for value in said if not isinstance(value, Span)),
        )
    if isinstance(node, tuple):
        return tuple(shape(item) for item in node)
    return node
