"""Whom a word is addressed to: the operators that deploy what it is about.

Of two operators in a spec one is not asked what only the other one has to do. A word about what
runs nowhere is addressed to nobody: that it runs nowhere is a mistake of its own.
"""

from collections.abc import Iterable

from gitopsc.model.releases import Agent
from gitopsc.model.workload import App, Infra, Team
from gitopsc.wiring.asks.ask import Operators
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.fleet import Run


class Addressees:
    """The operators of one spec, by what they serve."""

    def __init__(self, drawing: Drawing) -> None:
        self._fleet = drawing.fleet
        self._serving = drawing.serving
        self._infra_clusters = drawing.infra_clusters
        self.all: Operators = frozenset(operator.name for operator in drawing.topology.operators)
        # Nearly all apps of a large spec run in one of a few sets of places.
        self._of_runs: dict[tuple[Run, ...], Operators] = {}

    def of_cluster(self, cluster: str) -> Operators:
        """Whoever deploys anything to it."""
        return self._platform([cluster]) | self._teams([cluster])

    def of_stages(self, stages: Iterable[str]) -> Operators:
        """Whoever deploys apps in them."""
        return self._teams([c for stage in stages for c in self._fleet.clusters_of[stage]])

    def of_infra(self, infra: Infra) -> Operators:
        return self._platform(self._infra_clusters(infra.name))

    def of_team(self, team: Team) -> Operators:
        """Whoever deploys some app of it."""
        return frozenset().union(*[self.of_app(team, app) for app in team.apps])

    def of_app(self, team: Team, app: App) -> Operators:
        runs = self._fleet.runs(team, app)
        if runs not in self._of_runs:
            self._of_runs[runs] = self._teams([run.cluster for run in runs])
        return self._of_runs[runs]

    def of_agent(self, agent: Agent) -> Operators:
        """Whoever applies what an agent in a cluster is told. Where several could and nobody says
        which one, the drawing room asks for its cluster first."""
        if agent.on:
            return self._platform([agent.on])
        served = self._platform(self._serving)
        return served if len(served) == 1 else frozenset()

    def _platform(self, clusters: Iterable[str]) -> Operators:
        found = (self._serving[cluster] for cluster in clusters if cluster in self._serving)
        return frozenset(serves.platform.name for serves in found if serves.platform)

    def _teams(self, clusters: Iterable[str]) -> Operators:
        found = (self._serving[cluster] for cluster in clusters if cluster in self._serving)
        return frozenset(serves.teams.name for serves in found)
