"""An agent that carries releases inside a cluster, and the stops on its way."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gitopsc.model.releases import Bump
from gitopsc.plan.pattern import pattern
from gitopsc.plan.slots import Slot
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref

STOP = "{app}-{stage}"
"""The name of a stop among those of its team."""

TEAM_BY_TEAM = ("kargo",)
"""The agents that are told what to carry in a namespace for each team; others have one."""


class Stop(NamedTuple):
    """One app in one stage, on the way of its releases."""

    declared: Ref
    team: str
    app: str
    stage: str
    units: tuple[Unit, ...]
    """The app in the stage, on each of its clusters."""
    sources: tuple[str, ...]
    """The stages right before; none where releases set out."""
    review: bool
    """Somebody has to agree."""
    waits: bool
    """The stage keeps to a window in time."""
    bumps: tuple[Bump, ...]
    """What the agent takes up there, where releases set out."""

    @property
    def name(self) -> str:
        return pattern(STOP).fill({"app": self.app, "stage": self.stage})


@dataclass(frozen=True)
class Carrier:
    """One agent that carries releases."""

    ref: Ref
    using: str
    cluster: str
    """The cluster that it runs in."""
    instance: Ref
    """The operator that applies its objects there."""
    slot: Slot
    """The folder of its objects."""
    stops: tuple[Stop, ...]
    """Each after those right before it."""

    @property
    def name(self) -> str:
        return self.ref.name

    @property
    def link(self) -> str:
        """The name of the operator's object that applies what it is told. The agent itself may be
        installed under its own."""
        return f"promotion-{self.name}"

    def scope(self, team: str) -> str:
        """The namespace of what it is told for a team, where each has its own."""
        return f"{team}-{self.name}"

    @property
    def scopes(self) -> dict[str, Ref]:
        """The namespaces of what it is told, and whose each of them is: a team's, or its own."""
        if self.using in TEAM_BY_TEAM:
            return {self.scope(stop.team): Ref("team", (stop.team,)) for stop in self.stops}
        return {self.link: self.ref}

    def stop(self, unit: Ref) -> Stop | None:
        """Where it brings releases to a unit, if it does."""
        return self._stops.get(unit)

    @cached_property
    def _stops(self) -> dict[Ref, Stop]:
        return {unit.ref: stop for stop in self.stops for unit in stop.units}
