"""A tree without places: what two texts must have in common to say the same."""

from typing import Any

from gitopsc.source import Span


def shape(node: Any) -> Any:
    """Nested tuples of everything in a tree except its spans."""
    if type(node) is tuple:
        return tuple(shape(item) for item in node)
    if isinstance(node, tuple):
        return type(node).__name__, *(shape(said) for said in node if not isinstance(said, Span))
    return node
