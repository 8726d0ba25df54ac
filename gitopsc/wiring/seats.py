"""What the apps of a team have in common that are in one stage on one cluster."""

from typing import NamedTuple

from gitopsc.model.sync import Sync
from gitopsc.model.workload import Team
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.plan import Instance
from gitopsc.wiring.policy import APPS, Policy, resolve


class Seat(NamedTuple):
    """A stage and a cluster, and who deploys the team's apps there."""

    stage: str
    cluster: str
    instance: Instance
    control_namespace: str
    is_reviewed: bool
    said: tuple[Sync, ...]
    """How everything here is synced, from the widest place to the narrowest."""
    policy: Policy
    """The same, of apps that say nothing else."""

    def policy_of(self, own: Sync | None) -> Policy:
        """How an app is synced that says this much itself, if anything."""
        if own is None:
            return self.policy
        return resolve(APPS, *self.said, own, confirm=self.is_reviewed)


class Seats:
    """Those of one team, each made when it is first taken."""

    def __init__(self, drawing: Drawing, team: Team) -> None:
        self._drawing, self._team = drawing, team
        self._made: dict[tuple[str, str], Seat | None] = {}

    def at(self, stage: str, cluster: str) -> Seat | None:
        """`None` where nobody deploys for the team."""
        if (stage, cluster) not in self._made:
            instance = self._drawing.instance(cluster, self._team.name)
            made = self._seat(stage, cluster, instance) if instance else None
            self._made[stage, cluster] = made
        return self._made[stage, cluster]

    def _seat(self, stage: str, cluster: str, instance: Instance) -> Seat:
        drawing, team = self._drawing, self._team
        declared = drawing.fleet.stages[stage]
        said = (drawing.operator_sync(instance), declared.sync, team.sync)
        return Seat(
            stage,
            cluster,
            instance,
            drawing.control_namespace(team.name, instance),
            declared.review,
            said,
            resolve(APPS, *said, confirm=declared.review),
        )
