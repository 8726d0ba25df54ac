"""Which operators run, where, and what each serves."""

from collections.abc import Mapping
from dataclasses import dataclass

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.model.operator import Operator
from gitopsc.refs import Ref, Where
from gitopsc.wiring.fleet import Fleet
from gitopsc.wiring.placement import Placement
from gitopsc.wiring.plan import Instance
from gitopsc.wiring.policy import INFRA, resolve
from gitopsc.wiring.project_places import DEFAULT, PLATFORM, own_project
from gitopsc.wiring.slots import Slot


def servers(fleet: Fleet) -> tuple[dict[str, Operator], tuple[Diagnostic, ...]]:
    """The operator of each cluster: the standalone one that names it, otherwise the hub.

    A standalone operator without `on` serves every cluster. Two or none is a complaint.
    """
    serving: dict[str, Operator] = {}
    complaints: list[Diagnostic] = []
    operators = fleet.topology.operators
    for cluster in fleet.clusters:
        named = [o for o in operators if o.mode != "hub" and cluster in fleet.expand(o.on)]
        wide = [o for o in operators if o.mode == "hub" or not o.on]
        candidates = named or wide
        if len(candidates) == 1:
            serving[cluster] = candidates[0]
        elif candidates:
            complaints.append(_two(cluster, candidates[0], candidates[1]))
        elif operators:
            complaints.append(_none(cluster))
    return serving, tuple(complaints)


def _two(cluster: str, first: Operator, second: Operator) -> Diagnostic:
    return Diagnostic(
        "two-operators",
        f"two operators serve cluster `{cluster}`",
        (
            Label(Where(Ref("cluster", (cluster,))), "served twice"),
            Label(Where(Ref("operator", (first.name,))), "by this one"),
            Label(Where(Ref("operator", (second.name,))), "and by this one"),
        ),
        help=("name each operator's clusters with `on`; a hub takes what no other one names",),
    )


def _none(cluster: str) -> Diagnostic:
    return Diagnostic(
        "unserved-cluster",
        f"no operator serves cluster `{cluster}`",
        (Label(Where(Ref("cluster", (cluster,))), "nobody deploys here"),),
        help=("add the cluster to the `on` of an operator, or declare a hub",),
    )


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for an operator unless the spec says otherwise."""

    namespace: str
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
        self, serving: Mapping[str, Operator], tenancy: Mapping[str, bool]
    ) -> tuple[Instance, ...]:
        """One instance for a hub, one per cluster for a standalone operator, sorted."""
        homes: dict[tuple[str, str], tuple[Operator, list[str]]] = {}
        for cluster, operator in serving.items():
            home = self._hub(operator) if operator.mode == "hub" else cluster
            if home:
                homes.setdefault((operator.name, home), (operator, []))[1].append(cluster)
        built = (
            self._instance(operator, home, tuple(sorted(clusters)), tenancy[name])
            for (name, home), (operator, clusters) in sorted(homes.items(), key=lambda h: h[0])
        )
        instances = tuple(instance for instance in built if instance)
        self._separate(instances)
        return instances

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
        self, operator: Operator, cluster: str, serves: tuple[str, ...], tenancy: bool
    ) -> Instance | None:
        dimensions = {"cluster": cluster}
        ref = Where(Ref("operator", (operator.name,)))
        root = self._slot("root", operator, dimensions)
        if root is None:
            if self._placement.find("root", operator=operator.name) is None:
                self._once(
                    Diagnostic(
                        "missing-place",
                        f"`{operator.name}` has no root: nothing says where it is pointed at",
                        (Label(ref, "bootstrapped where?"),),
                        help=(
                            'add `place root in REPO at "clusters/{cluster}"`, or include a preset',
                        ),
                    )
                )
            return None
        folder = Slot(root.repo, root.directory)
        projects = self._placement.find("projects", operator=operator.name)
        defaults = self._defaults[operator.name]
        return Instance(
            ref=Ref("instance", (operator.name, cluster)),
            operator=operator.name,
            mode=operator.mode,
            cluster=cluster,
            serves=serves,
            namespace=operator.namespace or defaults.namespace,
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

    def _separate(self, instances: tuple[Instance, ...]) -> None:
        """Two instances that read one root would each deploy what the other one should."""
        roots: dict[Slot, Instance] = {}
        for instance in instances:
            root = Slot(instance.root.repo, instance.root.directory)
            other = roots.setdefault(root, instance)
            if other is not instance:
                self._once(
                    Diagnostic(
                        "shared-root",
                        f"the operators on `{other.cluster}` and `{instance.cluster}` are both "
                        f"pointed at `{root.path}`",
                        (Label(Where(Ref("place", ("root",))), "no `{cluster}` in this pattern"),),
                        help=(
                            "add `{cluster}` to the root's folder: one root per operator instance",
                        ),
                    )
                )

    def _once(self, complaint: Diagnostic) -> None:
        if complaint not in self.diagnostics:
            self.diagnostics.append(complaint)
