"""The drawing board: what the builders of units, namespaces and tenants share."""

from collections.abc import Mapping
from functools import cached_property

from gitopsc.materials.materials import Materials
from gitopsc.model.sync import Sync
from gitopsc.model.topology import Topology
from gitopsc.model.workload import Team
from gitopsc.plan.instance import Instance
from gitopsc.plan.unit import Need, Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.complaints import Complaints
from gitopsc.wiring.fleet import Fleet
from gitopsc.wiring.places.placement import Placed, Placement
from gitopsc.wiring.serving import Serving, servers
from gitopsc.wiring.workloads.sourcing import Sourcing


class Drawing:
    """One spec on the board; builders read it and add their complaints to it."""

    def __init__(self, topology: Topology, materials: Materials) -> None:
        self.topology = topology
        self.materials = materials
        self.fleet = Fleet(topology)
        self.placement = Placement(topology)
        self.complaints = Complaints()
        self.sourcing = Sourcing(self.fleet, self.placement, materials, self.complaints)
        self.serving: Mapping[str, Serving]
        self.serving, unserved = servers(self.fleet)
        self.complaints.add(*unserved)
        self._instances: dict[tuple[str, str | None], Instance] = {}
        self._apps = {
            (team.name, app.name): (team, app) for team in topology.teams for app in team.apps
        }
        self._infra = {infra.name: infra for infra in topology.infra}
        self._teams = {team.name: team for team in topology.teams}
        self._per_team = {o.name for o in topology.operators if o.is_per_team}
        self._tenancies: dict[tuple[str, str], bool] = {}
        self._installs: dict[tuple[str, str], Need] = {}

    def add_instances(self, instances: tuple[Instance, ...]) -> None:
        """Say who serves which cluster, once the instances are known."""
        self._instances = {
            (cluster, instance.team): instance
            for instance in instances
            for cluster in instance.serves
        }

    @property
    def instances(self) -> tuple[Instance, ...]:
        """The instances that deploy to some cluster, sorted."""
        by_ref = {instance.ref: instance for instance in self._instances.values()}
        return tuple(by_ref[ref] for ref in sorted(by_ref))

    @property
    def served(self) -> tuple[str, ...]:
        """The clusters that some instance deploys to, sorted."""
        return tuple(sorted({cluster for cluster, _ in self._instances}))

    def instance(self, cluster: str, team: str | None = None) -> Instance | None:
        """Who deploys to a cluster for a team, or for the platform itself."""
        everybodys = self._instances.get((cluster, None))
        return self._instances.get((cluster, team), everybodys)

    def without_rights(self, cluster: str) -> Ref | None:
        """The operator of a cluster on which every one is one team's, and has no rights beyond."""
        serving = self.serving.get(cluster)
        if serving is None or serving.platform:
            return None
        return Ref("operator", (serving.teams.name,))

    def operator_sync(self, instance: Instance) -> Sync:
        serving = self.serving[instance.serves[0]]
        operator = serving.teams if instance.team else serving.platform
        assert operator is not None  # or there was no such instance
        return operator.sync

    def team(self, name: str | None) -> Team | None:
        return self._teams.get(name) if name else None

    def labels(self, declared: Ref, team: str | None) -> tuple[tuple[str, str], ...]:
        """The labels that the namespaces of a team, or of an infra, carry."""
        return self._teams[team].labels if team else self._infra[declared.name].labels

    # -- tenancy -----------------------------------------------------------------------------

    def is_tenant(self, team: str, operator: str) -> bool:
        """Whether a team's links run with its own rights, on an operator that has more: its
        repository holds them, or somebody placed `tenants` (docs/decisions/0003)."""
        if operator in self._per_team:
            return False
        if (team, operator) not in self._tenancies:
            placed = self.placement.find("tenants", operator=operator, team=team)
            self._tenancies[team, operator] = bool(placed) or self._writes_wiring(team, operator)
        return self._tenancies[team, operator]

    def _writes_wiring(self, team: str, operator: str) -> bool:
        """Whether the links of some app of the team lie in a repository of the team's own."""
        placed = (
            self.placement.find("wiring", operator=operator, team=team, app=app.name)
            for app in self._teams[team].apps
        )
        return any(p is not None and p.is_of_team for p in placed)

    def placed(self, artefact: str, unit: Unit) -> Placed | None:
        """The place of an artefact of a unit."""
        return self.placement.find(artefact, operator=unit.operator, team=unit.team, app=unit.app)

    def where_placed(self, artefact: str, unit: Unit) -> Where:
        """Where that was said."""
        placed = self.placed(artefact, unit)
        return placed.where if placed else Where(Ref("place", (artefact,)))

    def control_namespace(self, team: str, instance: Instance) -> str:
        """Where the operator's objects for a team live."""
        if self.is_tenant(team, instance.operator):
            return f"{team}-gitops"
        return instance.namespace

    # -- needs -------------------------------------------------------------------------------

    def need(
        self, name: str, team: Team, stage: str, cluster: str, asker: Ref, index: int
    ) -> Need | None:
        """What `needs NAME` means for a unit: an app in its stage on its cluster, or an infra."""
        owner, _, app = name.rpartition(".")
        declared = self._apps.get((owner or team.name, app))
        if declared:
            needed_team, needed = declared
            if (stage, cluster) in self.fleet.runs(needed_team, needed):
                return Need(Ref("unit", (needed_team.name, app, stage, cluster)), is_infra=False)
            self._missing_need(asker, index, f"app `{needed_team.name}.{app}`", stage, cluster)
            return None
        return self.infra_need(name, cluster, asker, index)

    def infra_need(self, name: str, cluster: str, asker: Ref, index: int) -> Need | None:
        if cluster in self.infra_clusters(name):
            if (name, cluster) not in self._installs:
                self._installs[name, cluster] = Need(Ref("install", (name, cluster)), is_infra=True)
            return self._installs[name, cluster]
        self._missing_need(asker, index, f"infra `{name}`", None, cluster)
        return None

    def infra_clusters(self, name: str) -> tuple[str, ...]:
        """Where an infra runs: what its `on` names, otherwise every cluster that hosts a stage
        which does not ask to be named."""
        infra = self._infra[name]
        return self.fleet.expand(infra.on) if infra.on else self._open_clusters

    @cached_property
    def _open_clusters(self) -> tuple[str, ...]:
        fleet = self.fleet
        return tuple(
            cluster
            for cluster in sorted(fleet.clusters)
            if any(not fleet.stages[stage].admit_named for stage in fleet.stages_on[cluster])
        )

    def _missing_need(
        self, asker: Ref, index: int, needed: str, stage: str | None, cluster: str
    ) -> None:
        scene = f"in `{stage}` on `{cluster}`" if stage else f"on `{cluster}`"
        widen = "run it there too" if stage else "name the cluster in its `on`"
        self.complaints.error(
            "missing-need",
            f"{asker} needs {needed}, which never runs {scene}",
            (Where(asker, "needs", index), f"not there {scene}"),
            help=f"{widen}, or narrow the one that needs it",
        )
