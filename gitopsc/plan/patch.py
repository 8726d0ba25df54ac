"""What a scope changes in a single object."""

from typing import Any, NamedTuple


class JsonPatch(NamedTuple):
    """One operation of RFC 6902 on one named object."""

    op: str
    """`add` or `replace`, whichever sets the path: what is patched was looked at."""
    path: str
    value: Any


class ObjectPatch(NamedTuple):
    kind: str
    name: str
    operations: tuple[JsonPatch, ...]
