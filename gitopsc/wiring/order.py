"""Dependency order: how deep each unit lies along `needs`."""

from collections.abc import Mapping, Sequence

from gitopsc.plan.depths import depths
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref


def waves(units: Sequence[Unit]) -> dict[Ref, int]:
    """The longest way to each unit along `needs`, from 0. A need that is not among the units was
    left out after a complaint."""
    return depths({unit.ref: [need.unit for need in unit.needs] for unit in units})


def in_dependency_order(units: Sequence[Unit], waves: Mapping[Ref, int]) -> tuple[Unit, ...]:
    """The units, sorted by wave and name."""
    return tuple(sorted(units, key=lambda unit: (waves[unit.ref], unit.ref)))
