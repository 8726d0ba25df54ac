"""Where two objects differ, however each of them is written."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests import yamls

MISSING = object()


def different(theirs: Any, mine: Any, path: str = "") -> list[str]:
    """The paths at which two objects differ."""
    if isinstance(theirs, dict) and isinstance(mine, dict):
        return [
            found
            for name in sorted({*theirs, *mine})
            for found in different(
                theirs.get(name, MISSING), mine.get(name, MISSING), f"{path}.{name}".lstrip(".")
            )
        ]
    if path.endswith("patch"):
        theirs, mine = (yamls.load(text) for text in (theirs, mine))
    if isinstance(theirs, list) and isinstance(mine, list) and len(theirs) == len(mine):
        pairs = enumerate(zip(theirs, mine, strict=True))
        return [f for i, (a, b) in pairs for f in different(a, b, f"{path}.{i}")]
    return [] if plain(theirs) == plain(mine) else [path]


def plain(value: Any) -> Any:
    """`10m0s` and `10m` are one duration."""
    return value.removesuffix("0s") if isinstance(value, str) and value.endswith("m0s") else value


def named(
    kind: str, paths: Iterable[str], reasons: Mapping[tuple[str, str], str]
) -> tuple[set[tuple[str, str]], list[str]]:
    """Which differences of an object have a reason, as keys of the reasons; and the others."""
    known, unknown = set[tuple[str, str]](), []
    for path in paths:
        found = {
            (of, field)
            for of, field in reasons
            if of == kind and (path == field or path.startswith(f"{field}."))
        }
        known |= found
        if not found:
            unknown.append(path)
    return known, unknown
