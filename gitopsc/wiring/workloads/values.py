"""Helm values composed as Helm composes them: maps key by key, everything else replaced."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gitopsc.model.section import Setting
from gitopsc.wiring.fleet import Fleet
from gitopsc.wiring.scopes import OwnedSection, Rivals, narrower


def compose(wide: Mapping[str, Any], narrow: Mapping[str, Any]) -> dict[str, Any]:
    """`narrow` over `wide`; neither is changed."""
    merged = dict(wide)
    for key, value in narrow.items():
        held = merged.get(key)
        if isinstance(held, dict) and isinstance(value, dict):
            value = compose(held, value)
        merged[key] = value
    return merged


def in_order(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values with the keys of every map sorted: order has no meaning in them."""
    return {key: _ordered(values[key]) for key in sorted(values)}


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return in_order(value)
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    return value


def from_settings(settings: Sequence[Setting]) -> dict[str, Any]:
    """The map that dotted assignments describe; `[…]` becomes a list."""
    values: dict[str, Any] = {}
    for setting in settings:
        *parents, last = setting.key
        level = values
        for parent in parents:
            level = level.setdefault(parent, {})
        level[last] = list(setting.value) if isinstance(setting.value, tuple) else setting.value
    return values


def leaves(
    values: Mapping[str, Any], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every path that holds something other than a non-empty map."""
    for key, value in values.items():
        if isinstance(value, dict) and value:
            yield from leaves(value, (*above, key))
        else:
            yield (*above, key), value


def rivals(
    contributions: Sequence[tuple[OwnedSection, Mapping[str, Any]]], fleet: Fleet
) -> Rivals | None:
    """Two contributions that are not comparable and disagree on a key no narrower one settles."""
    if len(contributions) < 2:  # nearly always; nothing has to be compared
        return None
    flat = [(said, dict(leaves(values))) for said, values in contributions]
    for at, (first, mine) in enumerate(flat):
        for second, theirs in flat[at + 1 :]:
            if narrower(first, second, fleet) or narrower(second, first, fleet):
                continue
            for path in _disputed(mine, theirs):
                if not any(
                    path in leaf and narrower(s, first, fleet) and narrower(s, second, fleet)
                    for s, leaf in flat
                ):
                    return Rivals(".".join(path), first, second)
    return None


def _disputed(
    mine: Mapping[tuple[str, ...], Any], theirs: Mapping[tuple[str, ...], Any]
) -> Iterator[tuple[str, ...]]:
    for path in sorted(mine):
        if path in theirs:
            if mine[path] != theirs[path]:
                yield path
        elif any(path[:n] in theirs for n in range(1, len(path))) or any(
            other[: len(path)] == path for other in theirs
        ):
            yield path
