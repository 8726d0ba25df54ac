"""Quick answers about the declared fleet: what a group holds, which stages a cluster hosts."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from gitopsc.model.fleet import Cluster, Stage
from gitopsc.model.section import Scope
from gitopsc.model.topology import Topology
from gitopsc.model.workload import App, Team


class Run(NamedTuple):
    """A stage on a cluster, in which an app runs."""

    stage: str
    cluster: str


class Fleet:
    """Look-ups over one topology. Every tuple of names it gives is sorted and without repeats."""

    def __init__(self, topology: Topology) -> None:
        self.topology = topology
        self.clusters: dict[str, Cluster] = {c.name: c for c in topology.clusters}
        self.stages: dict[str, Stage] = {s.name: s for s in topology.stages}
        self._members = {
            group.name: tuple(c.name for c in topology.clusters if group.name in c.groups)
            for group in topology.groups
        }
        # Every app asks the same few questions, and many rules ask them again.
        self._expanded: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._runs: dict[tuple[tuple[str, ...], ...], tuple[Run, ...]] = {}

    def expand(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Clusters for names of clusters and groups; a name nothing knows is left out."""
        if names not in self._expanded:
            found: set[str] = set()
            for name in names:
                found.update(self._members.get(name, (name,) if name in self.clusters else ()))
            self._expanded[names] = tuple(sorted(found))
        return self._expanded[names]

    @cached_property
    def clusters_of(self) -> dict[str, tuple[str, ...]]:
        """The clusters of each stage. A stage without `on` runs on the only cluster there is."""
        only = tuple(self.clusters) if len(self.clusters) == 1 else ()
        return {
            stage.name: self.expand(stage.on) if stage.on else only
            for stage in self.topology.stages
        }

    @cached_property
    def stages_on(self) -> dict[str, tuple[str, ...]]:
        """The stages each cluster hosts."""
        return {
            cluster: tuple(s for s in self.stages if cluster in self.clusters_of[s])
            for cluster in self.clusters
        }

    def runs(self, team: Team, app: App) -> tuple[Run, ...]:
        """Where an app runs: wherever its stages, its team and itself meet."""
        said = (team.on, app.on, app.stages)
        if said not in self._runs:
            self._runs[said] = tuple(self._meet(*said))
        return self._runs[said]

    def _meet(
        self, of_team: tuple[str, ...], on: tuple[str, ...], stages: tuple[str, ...]
    ) -> Iterator[Run]:
        allowed = set(self.expand(of_team)) if of_team else set(self.clusters)
        if on:
            allowed &= set(self.expand(on))
        for stage in self.topology.stages:
            if stage.name in stages if stages else not stage.admit_named:
                for cluster in self.clusters_of[stage.name]:
                    if cluster in allowed:
                        yield Run(stage.name, cluster)

    @cached_property
    def teams_on(self) -> dict[str, tuple[str, ...]]:
        """The teams that run something on each cluster."""
        found: dict[str, set[str]] = {cluster: set() for cluster in self.clusters}
        for team in self.topology.teams:
            for app in team.apps:
                for run in self.runs(team, app):
                    found[run.cluster].add(team.name)
        return {cluster: tuple(sorted(teams)) for cluster, teams in found.items()}

    def variants_of(self, stage: str | None, cluster: str) -> tuple[str, ...]:
        """What is mixed in: the stage's variants in order, then the cluster's."""
        stages = (stage,) if stage else self.stages_on[cluster]
        mixed = [v for s in stages for v in self.stages[s].variants]
        mixed += self.clusters[cluster].variants
        return tuple(dict.fromkeys(mixed))

    def holds(self, scope: Scope, stage: str | None, cluster: str) -> bool:
        """Whether a scope holds for a unit; an infra unit (no stage) is in every stage hosted."""
        return (
            (not scope.stages or self._is_in(scope.stages, stage, cluster))
            and (not scope.clusters or cluster in self.expand(scope.clusters))
            and (
                not scope.variants
                or any(v in scope.variants for v in self.variants_of(stage, cluster))
            )
        )

    def _is_in(self, stages: tuple[str, ...], stage: str | None, cluster: str) -> bool:
        if stage:
            return stage in stages
        return any(hosted in stages for hosted in self.stages_on[cluster])
