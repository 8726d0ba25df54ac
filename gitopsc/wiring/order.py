"""Dependency order: how deep each unit lies along `needs`."""

from collections.abc import Mapping, Sequence

from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref


def waves(units: Sequence[Unit]) -> dict[Ref, int]:
    """The longest way to each unit along `needs`, from 0. The needs must be free of cycles; a need
    that is not among the units (it was left out after a complaint) counts as fulfilled."""
    settled = {unit.ref: 0 for unit in units if not unit.needs}
    waiting = {unit.ref: unit for unit in units if unit.needs}
    for unit in waiting.values():
        _settle(unit, waiting, settled)
    return settled


def _settle(unit: Unit, waiting: Mapping[Ref, Unit], settled: dict[Ref, int]) -> None:
    """Give a unit and all it needs their wave, without recursion: chains may be long."""
    pending = [] if unit.ref in settled else [unit]
    while pending:
        current = pending[-1]
        unsettled = [need.unit for need in current.needs if need.unit not in settled]
        later = [waiting[ref] for ref in unsettled if ref in waiting]
        if later:
            pending.extend(later)
            continue
        settled[current.ref] = 1 + max([settled.get(need.unit, -1) for need in current.needs])
        pending.pop()


def in_dependency_order(units: Sequence[Unit], waves: Mapping[Ref, int]) -> tuple[Unit, ...]:
    """The units, sorted by wave and name."""
    return tuple(sorted(units, key=lambda unit: (waves[unit.ref], unit.ref)))
