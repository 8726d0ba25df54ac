"""Which operators run, where and for whom, and what each serves."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.model.operator import Operator
from gitopsc.plan.instance import Instance, scene
from gitopsc.plan.pattern import Pattern, pattern
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref, Where
from gitopsc.wiring.fleet import Fleet
from gitopsc.wiring.places.placement import Placement
from gitopsc.wiring.places.project_places import DEFAULT, PLATFORM, own_project
from gitopsc.wiring.policy import INFRA, resolve
from gitopsc.wiring.serving import Serving


class Defaults(NamedTuple):
    """What holds for an operator unless the spec says otherwise."""

    namespace: str
    team_namespace: str
    """The pattern of its namespace, where each team has one of its own."""
    version: str
    """The release line its files are written for."""


class Instances:
    """Builds the instances of a fleet from its places."""

    def __init__(
        self, fleet: Fleet, placement: Placement, defaults: Mapping[str, Defaults]
    ) -> None:
        self._fleet = fleet
        self._placement = placement
        self._defaults = defaults
        self.diagnostics: list[Diagnostic] = []

    def build(
        self, serving: Mapping[str, Serving], tenancy: Mapping[str, bool]
    ) -> tuple[Instance, ...]:
        """One instance for a hub, one per cluster for a standalone operator, one per cluster and
        team that runs something there for a namespaced one; sorted."""
        running: dict[tuple[str, ...], tuple[Operator, list[str]]] = {}
        for cluster, serves in serving.items():
            for operator, at in self._running(cluster, serves):
                path = (operator.name, *at)
                running.setdefault(path, (operator, []))[1].append(cluster)
        built = (
            self._instance(operator, path, tuple(sorted(clusters)), tenancy[operator.name])
            for path, (operator, clusters) in sorted(running.items(), key=lambda one: one[0])
        )
        instances = tuple(instance for instance in built if instance)
        self._separate(instances)
        return instances

    def _running(self, cluster: str, serves: Serving) -> Iterator[tuple[Operator, tuple[str, ...]]]:
        """The cluster on which each operator of a cluster runs, and the team it runs for."""
        platform, teams = serves.platform, serves.teams
        if platform:
            home = self._hub(platform) if platform.mode == "hub" else cluster
            if home:
                yield platform, (home,)
        if teams.is_per_team:
            yield from ((teams, (cluster, team)) for team in self._fleet.teams_on[cluster])

    def _hub(self, operator: Operator) -> str | None:
        home = self._fleet.expand(operator.on)
        if len(home) == 1:
            return home[0]
        self._once(
            Diagnostic(
                "hub-needs-cluster",
                f"the hub `{operator.name}` has to run on exactly one cluster",
                (Label(Where(Ref("operator", (operator.name,)))),),
                help=(f"write `operator {operator.name} as hub on CLUSTER`",),
            )
        )
        return None

    def _instance(
        self, operator: Operator, path: tuple[str, ...], serves: tuple[str, ...], tenancy: bool
    ) -> Instance | None:
        dimensions = dict(zip(("cluster", "team"), path[1:], strict=False))
        root = self._slot("root", operator, dimensions)
        if root is None:
            if self._placement.find("root", operator=operator.name) is None:
                self._rootless(operator)
            return None
        folder = root.folder
        projects = self._placement.find("projects", operator=operator.name)
        defaults = self._defaults[operator.name]
        return Instance(
            ref=Ref("instance", path),
            operator=operator.name,
            mode=operator.mode,
            cluster=dimensions["cluster"],
            team=dimensions.get("team"),
            serves=serves,
            namespace=_namespace(operator, defaults).fill(dimensions),
            version=operator.version or defaults.version,
            install=operator.install,
            link=operator.link,
            nest=operator.nest,
            generate=operator.generate,
            start=operator.start,
            shards=operator.shards,
            root=root,
            home=self._slot("operator", operator, dimensions),
            self_wiring=self._slot("self", operator, dimensions) or folder,
            slices=self._slot("slices", operator, dimensions),
            platform_project=own_project(self._placement, projects, PLATFORM, dimensions, folder),
            default_project=(
                own_project(self._placement, projects, DEFAULT, dimensions, folder)
                if projects
                else None
            ),
            tenancy=tenancy,
            policy=resolve(INFRA, operator.sync),
        )

    def _slot(
        self, artefact: str, operator: Operator, dimensions: Mapping[str, str]
    ) -> Slot | None:
        placed = self._placement.find(artefact, operator=operator.name)
        return self._placement.slot(placed, dimensions) if placed else None

    def _rootless(self, operator: Operator) -> None:
        usual = "teams/{team}/{cluster}" if operator.is_per_team else "clusters/{cluster}"
        self._once(
            Diagnostic(
                "missing-place",
                f"`{operator.name}` has no root: nothing says where it is pointed at",
                (Label(Where(Ref("operator", (operator.name,))), "bootstrapped where?"),),
                help=(f'add `place root in REPO at "{usual}"`, or include a preset',),
            )
        )

    def _separate(self, instances: tuple[Instance, ...]) -> None:
        """Two instances that read one root would each deploy what the other one should. So would
        one whose root holds the root of a team's: with rights that the team does not have."""
        roots: dict[Slot, Instance] = {}
        for instance in instances:
            root = instance.root_folder
            other = roots.setdefault(root, instance)
            if other is not instance:
                self._shared(other, instance)
        for instance in instances:
            for folder in instance.root_folder.above:
                outer = roots.get(folder)
                if outer and (outer.team or instance.team):
                    self._nested(outer, instance)

    def _shared(self, one: Instance, other: Instance) -> None:
        missing = "cluster" if one.cluster != other.cluster else "team"
        self._once(
            Diagnostic(
                "shared-root",
                f"the operators on {scene(one.ref)} and {scene(other.ref)} are both pointed at "
                f"`{one.root_folder.path or '.'}`",
                (self._root(other, f"no `{{{missing}}}` in this pattern"),),
                help=(f"add `{{{missing}}}` to the root's folder: one root per operator instance",),
            )
        )

    def _nested(self, outer: Instance, inner: Instance) -> None:
        self._once(
            Diagnostic(
                "shared-root",
                f"the root of the operator on {scene(inner.ref)} lies in `{outer.root_folder.path}`"
                f", the root of the one on {scene(outer.ref)}",
                (
                    self._root(inner, "the inner one"),
                    self._root(outer, "the outer one"),
                ),
                help=("put the roots side by side, e.g. `clusters/{cluster}` and `teams/{team}`",),
            )
        )

    def _root(self, instance: Instance, says: str) -> Label:
        placed = self._placement.find("root", operator=instance.operator)
        return Label(placed.where if placed else Where(instance.ref), says)

    def _once(self, complaint: Diagnostic) -> None:
        if complaint not in self.diagnostics:
            self.diagnostics.append(complaint)


def _namespace(operator: Operator, defaults: Defaults) -> Pattern:
    usual = defaults.team_namespace if operator.is_per_team else defaults.namespace
    return pattern(operator.namespace or usual)
