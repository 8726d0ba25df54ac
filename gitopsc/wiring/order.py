"""Dependency order: how deep each unit lies along `needs`."""

from dataclasses import replace

from gitopsc.refs import Ref
from gitopsc.wiring.unit import Unit


def in_dependency_order(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units with their wave, sorted by wave and name. The needs must be free of cycles; a need
    that is not among the units (it was left out after a complaint) counts as fulfilled."""
    by_ref = {unit.ref: unit for unit in units}
    waves: dict[Ref, int] = {}
    for unit in units:
        _settle(unit, by_ref, waves)
    settled = (replace(unit, wave=waves[unit.ref]) if waves[unit.ref] else unit for unit in units)
    return tuple(sorted(settled, key=lambda unit: (unit.wave, unit.ref)))


def _settle(unit: Unit, by_ref: dict[Ref, Unit], waves: dict[Ref, int]) -> None:
    """Give a unit and all it needs their wave, without recursion: chains may be long."""
    pending = [unit]
    while pending:
        current = pending[-1]
        needed = [by_ref[need.unit] for need in current.needs if need.unit in by_ref]
        unsettled = [other for other in needed if other.ref not in waves]
        if unsettled:
            pending.extend(unsettled)
            continue
        waves[current.ref] = 1 + max((waves[other.ref] for other in needed), default=-1)
        pending.pop()
