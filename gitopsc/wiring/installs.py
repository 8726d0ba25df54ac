"""The deployment units of the infra: infra × cluster."""

from collections.abc import Iterator

from gitopsc.model.workload import Infra
from gitopsc.plan.instance import Instance
from gitopsc.plan.naming import infra_name
from gitopsc.plan.patch import ObjectPatch
from gitopsc.plan.pattern import pattern
from gitopsc.plan.slots import Slot
from gitopsc.plan.source import Chart, GitChart, Source
from gitopsc.plan.unit import Patterns, Target, Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.places.placement import Placed
from gitopsc.wiring.places.project_places import PLATFORM
from gitopsc.wiring.policy import INFRA, resolve
from gitopsc.wiring.scopes import applicable, own_sections
from gitopsc.wiring.workloads.overrides import NO_VALUES, HelmValues, helm_values, narrowest
from gitopsc.wiring.workloads.patches import patches
from gitopsc.wiring.workloads.sourcing import tool_of

SINGLE_LAYER = "infrastructure"
"""The layer of infra whose shared folder has no `{layer}` to tell them apart."""


DEFAULT_PATH = "infrastructure/{infra}"
"""Where infra lives, in the repository of the root, when nobody placed it."""


def infra_units(drawing: Drawing) -> Iterator[Unit]:
    """Every unit of every infra; those whose source or places are wrong are left out."""
    for infra in drawing.topology.infra:
        for cluster in drawing.infra_clusters(infra.name):
            instance = drawing.instance(cluster)
            if instance:
                unit = _UnitBuilder(drawing, infra, cluster, instance).build()
                if unit:
                    yield unit


class _UnitBuilder:
    """One infra unit under construction."""

    def __init__(self, drawing: Drawing, infra: Infra, cluster: str, instance: Instance) -> None:
        self.drawing, self.infra, self.cluster, self.instance = drawing, infra, cluster, instance
        self.ref = Ref("infra", (infra.name,))
        self.dimensions = {"infra": infra.name, "cluster": cluster}
        if infra.layer:
            self.dimensions["layer"] = infra.layer
        said = own_sections(self.ref, infra)
        self.holding = applicable(said, drawing.fleet, None, cluster)
        self._check_stages()

    def build(self) -> Unit | None:
        source = self.drawing.sourcing.source(self.infra, self.ref, self.holding, self.dimensions)
        placed = self._placed("infra")
        if placed and "layer" in placed.dimensions and not self.infra.layer:
            self._missing_layer(placed)
            return None
        slot = self._slot(placed) if placed else self._default_slot()
        if source is None or slot is None:
            return None
        link = self._placed("infra-wiring")
        values = self._values(source)
        patterns = Patterns(
            name=infra_name(link.place if link else None, self.instance),
            namespace=self._namespace(source),
            path=placed.place.at if placed else DEFAULT_PATH,
        )
        return Unit(
            ref=Ref("install", (self.infra.name, self.cluster)),
            name=pattern(patterns.name).fill(self.dimensions),
            declared=self.ref,
            team=None,
            app=self.infra.name,
            stage=None,
            cluster=self.cluster,
            instance=self.instance.ref,
            tool=tool_of(self.infra),
            source=source,
            namespace=patterns.namespace,
            control_namespace=self.instance.namespace,
            project=PLATFORM,
            layer=self._layer(placed),
            repo=slot.repo,
            path=slot.path,
            patterns=patterns,
            base=None,
            overlay=slot,
            aggregate=None,
            team_aggregate=None,
            wiring=(self._slot(link) if link else None) or self.instance.root_folder,
            components=(),
            states=(),
            target=Target("Deployment", self.infra.name, self.infra.name),
            base_version=self.drawing.sourcing.base_version(self.holding),
            image=None,
            image_tag=None,
            base_values=values.base,
            values=values.overlay,
            replicas=None,
            env=(),
            patches=self._patches(source),
            needs=tuple(
                need
                for index, name in enumerate(self.infra.needs)
                if (need := self.drawing.infra_need(name, self.cluster, self.ref, index))
            ),
            policy=resolve(INFRA, self.drawing.operator_sync(self.instance), self.infra.sync),
        )

    def _placed(self, artefact: str) -> Placed | None:
        return self.drawing.placement.find(artefact, operator=self.instance.operator)

    def _slot(self, placed: Placed) -> Slot | None:
        return self.drawing.placement.slot(placed, self.dimensions)

    def _default_slot(self) -> Slot:
        return Slot(self.instance.root.repo, pattern(DEFAULT_PATH).fill(self.dimensions))

    def _missing_layer(self, placed: Placed) -> None:
        self.drawing.complaints.error(
            "missing-layer",
            f"{self.ref} is in no layer, and layers say where infra lives",
            (Where(self.ref), "no `layer`"),
            (placed.where, "uses `{layer}`"),
            help="add `layer NAME` to its block",
        )

    def _layer(self, placed: Placed | None) -> str | None:
        """Set where the folder is shared: the pattern of the place has no `{infra}`."""
        if placed is None or "infra" in placed.dimensions:
            return None
        return self.infra.layer or SINGLE_LAYER

    def _namespace(self, source: Source) -> str:
        """A chart lives in a namespace of its own name; brought manifests know their own."""
        if self.infra.namespace:
            return self.infra.namespace
        return self.infra.name if isinstance(source, Chart | GitChart) else "default"

    def _values(self, source: Source) -> HelmValues:
        if isinstance(source, Chart | GitChart):
            values, rivals = helm_values(
                self.holding, self.dimensions, self.drawing.fleet, self.drawing.materials
            )
            self.drawing.sourcing.report(rivals)
            return values
        won, _ = narrowest(self.holding, self.drawing.fleet)
        for key, (_, said) in won.items():
            self.drawing.complaints.error(
                "unknown-setting",
                f"`{'.'.join(key)}` is nothing brought manifests can be given with `=`",
                (said.where(".".join(key)), "only charts take values"),
                help='set a field with `patch KIND.NAME { "/path/in/it" = … }`',
            )
        return NO_VALUES

    def _patches(self, source: Source) -> tuple[ObjectPatch, ...]:
        patched = [said for said in self.holding if said.section.patches]
        if patched and isinstance(source, Chart | GitChart):
            self.drawing.complaints.error(
                "patch-needs-kustomize",
                f"{self.ref} is a chart, so nothing can be patched in it",
                (patched[0].where("patch"), "a chart is changed by its values"),
                help="set a value of the chart instead",
            )
            return ()
        built, rivals = patches(self.holding, source, self.drawing.fleet, self.drawing.complaints)
        self.drawing.sourcing.report(rivals)
        return built

    def _check_stages(self) -> None:
        """Infra is there once per cluster: a scope for one of two stages on it cannot hold."""
        hosted = set(self.drawing.fleet.stages_on[self.cluster])
        for said in self.holding:
            named = set(said.section.scope.stages)
            if named and not hosted <= named:
                self.drawing.complaints.error(
                    "shared-cluster-scope",
                    f"{self.ref} is one on `{self.cluster}`, which also hosts "
                    f"`{min(hosted - named)}`",
                    (Where(self.ref, f"scope:{said.section.scope}"), "would hold for both"),
                    help=f"name the cluster instead: `on {self.cluster}`",
                )
