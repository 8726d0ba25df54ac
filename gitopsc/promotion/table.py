"""App by stage: which version runs where, and what waits to move on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.plan.plan import Plan
from gitopsc.plan.unit import Unit
from gitopsc.promotion.held import Checkouts, Held, held_by, unknown
from gitopsc.promotion.marks import unmarked
from gitopsc.promotion.policies import Policies
from gitopsc.promotion.version import Version
from gitopsc.refs import Ref
from gitopsc.wiring.versions.promotions import Promotions


@dataclass(frozen=True)
class Waiting:
    """A version that is in an earlier stage and not here yet."""

    stage: str
    version: Version


@dataclass(frozen=True)
class Row:
    """One version of one unit; or, where none can be known, why not."""

    unit: Unit
    held: Held | None
    waiting: tuple[Waiting, ...] = ()

    @property
    def why_unknown(self) -> str | None:
        if self.held is None:
            return unknown(self.unit)
        return self.held.problem.message if self.held.problem else None


Running = Mapping[tuple[Ref, tuple[str, str], str], set[Version]]
"""The versions of an app, by what they are the versions of and by stage."""


def rows(plan: Plan, promotions: Promotions, checkouts: Checkouts) -> tuple[Row, ...]:
    """Every version of every app, sorted by app, what it is the version of, stage and cluster."""
    order = promotions.in_order()
    found = [row for unit in plan.units for row in _of_unit(unit, checkouts)]
    running = _running(found)
    found = [replace(row, waiting=tuple(_waiting(row, running, promotions))) for row in found]
    return tuple(
        sorted(
            found,
            key=lambda row: (
                row.unit.declared,
                row.held.key if row.held else ("", ""),
                order.index(row.unit.stage or ""),
                row.unit.cluster,
            ),
        )
    )


def problems(found: Sequence[Row], policies: Policies) -> tuple[Diagnostic, ...]:
    """What is wrong with files of versions, each once although units may share one."""
    held = [row.held for row in found if row.held]
    complaints = ((one.problem or policies.against(one), unmarked(one)) for one in held)
    return tuple(dict.fromkeys(complaint for complaint in chain(*complaints) if complaint))


def _of_unit(unit: Unit, checkouts: Checkouts) -> list[Row]:
    return [Row(unit, held) for held in held_by(unit, checkouts)] or [Row(unit, None)]


def _running(found: Iterable[Row]) -> Running:
    running: dict[tuple[Ref, tuple[str, str], str], set[Version]] = {}
    for row in found:
        if row.held and row.held.version:
            key = (row.unit.declared, row.held.key, row.unit.stage or "")
            running.setdefault(key, set()).add(row.held.version)
    return running


def _waiting(row: Row, running: Running, promotions: Promotions) -> Iterator[Waiting]:
    """What the stages right before it run and it does not. A stage that went back to an older
    version waits for nobody; where a version is no number, whatever differs is news."""
    mine = row.held
    if mine is None or mine.version is None or mine.state is None:
        return
    for arrow in promotions.into(row.unit.stage or ""):
        there = running.get((row.unit.declared, mine.key, arrow.source), set())
        for version in sorted(there - {mine.version}, key=str):
            if not version.is_older(mine.version):
                yield Waiting(arrow.source, version)
