"""The deployment units of the apps: app × stage × cluster."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gitopsc.model.sync import Sync
from gitopsc.model.workload import App, Team
from gitopsc.refs import Ref, Where
from gitopsc.wiring.code import (
    deployed_from,
    is_beside_code,
    is_theirs,
    refuse_changes,
    refuse_other_repository,
)
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.naming import unit_name
from gitopsc.wiring.overrides import (
    HelmValues,
    Knobs,
    check_target,
    helm_values,
    knobs,
    narrowest,
    patches,
    refuse_on_plain,
)
from gitopsc.wiring.pattern import pattern
from gitopsc.wiring.placement import STAGE, TEAM_IN_STAGE, Placed
from gitopsc.wiring.plan import Instance
from gitopsc.wiring.policy import APPS, Policy, resolve
from gitopsc.wiring.project_places import project_name
from gitopsc.wiring.rendering import missing_rendered, renderer
from gitopsc.wiring.scopes import Said, applicable
from gitopsc.wiring.slots import Slot
from gitopsc.wiring.source import (
    Source,
    Starter,
)
from gitopsc.wiring.sourcing import CHARTS, tool_of
from gitopsc.wiring.starters import first_manifests
from gitopsc.wiring.states import Versions
from gitopsc.wiring.unit import Code, Component, Need, ObjectPatch, Patterns, Target, Unit


def app_units(drawing: Drawing) -> Iterator[Unit]:
    """Every unit of every app; apps whose sources or places are wrong are left out."""
    for team in drawing.topology.teams:
        for app in team.apps:
            for stage, cluster in drawing.fleet.runs(team, app):
                instance = drawing.instance(cluster, team.name)
                if instance:
                    unit = _Workbench(drawing, team, app, stage, cluster, instance).build()
                    if unit:
                        yield unit


WITHOUT_BASE = ("plain", "umbrella")
"""Tools whose overlay is all there is: nothing could put a base below it."""


class _Folders(NamedTuple):
    """Where the files of a unit are."""

    overlay: Slot
    deployed: Slot
    base: Slot | None
    link: Slot


class _Workbench:
    """One unit under construction: its dimensions, and the sections that hold for it."""

    def __init__(
        self,
        drawing: Drawing,
        team: Team,
        app: App,
        stage: str,
        cluster: str,
        instance: Instance,
    ) -> None:
        self.drawing, self.team, self.app = drawing, team, app
        self.stage, self.cluster, self.instance = stage, cluster, instance
        self.ref = Ref("app", (team.name, app.name))
        self.where = Where(self.ref)
        self.dimensions = {
            "team": team.name,
            "app": app.name,
            "stage": stage,
            "cluster": cluster,
        }
        said = [Said(Ref("team", (team.name,)), 0, section) for section in team.sections]
        said += [Said(self.ref, 1, section) for section in app.sections]
        self.holding = applicable(said, drawing.fleet, stage, cluster)

    def build(self) -> Unit | None:
        overlay = self._placed(deployed_from(self.app))
        if overlay is None and deployed_from(self.app) == "overlay":
            self._missing_overlay()
        slot = self._slot(overlay)
        rendered = self._rendered() if renderer(self.app) else overlay
        deployed = self._slot(rendered)
        is_built_here = tool_of(self.app) not in WITHOUT_BASE and not is_beside_code(self.app)
        placed_base = self._placed("base") if is_built_here else None
        base = self._slot(placed_base)
        source = self._source(base)
        wiring = self._placed("wiring")
        wiring_slot = self._slot(wiring) or Slot(
            self.instance.root.repo, self.instance.root.directory
        )
        if is_theirs(self.app):
            refuse_changes(self.app, self.ref, self.holding, self.drawing.complaints)
            self.holding = []
        code = self._code(source) if is_beside_code(self.app) and source else None
        if source is None or slot is None or (is_beside_code(self.app) and code is None):
            return None
        if deployed is None:
            return None
        assert overlay is not None and rendered is not None
        patterns = Patterns(
            name=unit_name(wiring.place if wiring else None, self.instance),
            namespace=self._namespace(),
            path=rendered.place.at.strip("/"),
            overlay=overlay.place.at.strip("/"),
            base=placed_base.place.at.strip("/") if placed_base else None,
            version=self._version_pattern(overlay),
        )
        return self._unit(source, _Folders(slot, deployed, base, wiring_slot), patterns, code)

    def _unit(
        self, source: Source, folders: _Folders, patterns: Patterns, code: Code | None
    ) -> Unit:
        overlay = folders.overlay
        app, tool = self.app, tool_of(self.app)
        target = Target(
            app.workload.kind, app.workload.name or app.name, app.workload.container or app.name
        )
        settings = self._settings(source, target)
        values = self._values() if tool in CHARTS else HelmValues({}, {})
        versions = self._versions()
        pinned = versions.pinned(source)
        placed = self._slot(self._placed("version"))
        return Unit(
            ref=Ref("unit", (self.team.name, app.name, self.stage, self.cluster)),
            name=pattern(patterns.name).fill(self.dimensions),
            declared=self.ref,
            team=self.team.name,
            app=app.name,
            stage=self.stage,
            cluster=self.cluster,
            instance=self.instance.ref,
            tool=tool,
            source=source,
            namespace=pattern(patterns.namespace).fill(self.dimensions),
            control_namespace=self.drawing.control_namespace(self.team.name, self.instance),
            project=project_name(self.drawing.placement, self.instance, self.dimensions),
            layer=None,
            repo=folders.deployed.repo,
            path=folders.deployed.path,
            patterns=patterns,
            base=folders.base,
            overlay=overlay,
            aggregate=None if code else self._aggregate(STAGE),
            team_aggregate=None if code else self._aggregate(TEAM_IN_STAGE),
            wiring=folders.link,
            components=self._components(),
            states=(
                *(() if pinned else versions.states(source, overlay, placed, code, target)),
                *versions.settings(overlay, code, target),
            ),
            target=target,
            base_version=self.drawing.sourcing.base_version(self.holding),
            image=app.image,
            image_tag=pinned,
            base_values=values.base,
            values=values.overlay,
            replicas=settings.replicas,
            env=settings.env,
            patches=self._patches(source),
            needs=self._needs(),
            wave=0,
            code=code,
            rendered_by=renderer(app),
            policy=self._policy(),
            linked_per=self._linked_per(),
            is_apart=bool(app.places or app.namespace or app.sync != Sync()),
        )

    def _policy(self) -> Policy:
        stage = self.drawing.fleet.stages[self.stage]
        operator = self.drawing.operator_sync(self.instance)
        said = (operator, stage.sync, self.team.sync, self.app.sync)
        return resolve(APPS, *said, confirm=stage.review)

    # -- places ------------------------------------------------------------------------------

    def _placed(self, artefact: str) -> Placed | None:
        return self.drawing.placement.find(
            artefact, operator=self.instance.operator, team=self.team.name, app=self.app.name
        )

    def _slot(self, placed: Placed | None, more: Mapping[str, str] | None = None) -> Slot | None:
        if placed is None:
            return None
        return self.drawing.placement.slot(placed, {**self.dimensions, **(more or {})})

    def _aggregate(self, held: frozenset[str]) -> Slot | None:
        """The folder above the overlays; one for a team has to be told by the team."""
        placed = self._placed("overlay")
        assert placed is not None
        if not held & {"team"} <= placed.dimensions:
            return None
        return self.drawing.placement.aggregate(placed, self.dimensions, held)

    def _linked_per(self) -> tuple[str, ...]:
        placed = self._placed("wiring")
        return tuple(sorted(placed.dimensions)) if placed else ()

    def _missing_overlay(self) -> None:
        self.drawing.complaints.error(
            "missing-place",
            f"nothing says where the files of {self.ref} live",
            (self.where, "no `place overlay`"),
            help='add `place overlay in REPO at "apps/{app}/{stage}"`, or include a preset',
        )

    def _rendered(self) -> Placed | None:
        placed = self._placed("rendered")
        if placed is None:
            missing_rendered(self.ref, self.drawing.complaints)
        return placed

    def _code(self, source: Source) -> Code | None:
        """Where the manifests are written beside the code, and which tag they begin with."""
        config, placed = self.app.config, self._placed("source")
        assert config is not None and config.mode != "rendered"
        if placed is None:
            self.drawing.complaints.error(
                "missing-place",
                f"nothing says where the manifests of {self.ref} lie beside its code",
                (Where(self.ref, "config"), "no `place source`"),
                help=f'add `place source in {config.repo} at "k8s/{{stage}}"`',
            )
            return None
        if placed.place.repo != config.repo:
            refuse_other_repository(self.app, self.ref, placed, self.drawing.complaints)
            return None
        slot = self._slot(placed)
        return Code(config.mode, slot, self._versions().first_tag(source)) if slot else None

    def _version_pattern(self, overlay: Placed) -> str:
        placed = self._placed("version")
        if placed:
            return placed.place.at.strip("/")
        return f"{overlay.place.at.strip('/')}/version"

    def _versions(self) -> Versions:
        return Versions(self.drawing, self.app, self.ref, self.holding)

    # -- what is said ------------------------------------------------------------------------

    def _source(self, base: Slot | None) -> Source | None:
        """What it brings; or what it begins with, where it brings nothing."""
        sourcing = self.drawing.sourcing
        source = sourcing.source(self.app, self.ref, self.holding, self.dimensions)
        if isinstance(source, Starter):
            return first_manifests(self.app, self.ref, base, self.drawing.complaints)
        return source

    def _namespace(self) -> str:
        """The pattern of its namespace."""
        return (
            self.app.namespace
            or self.team.namespace
            or self.drawing.fleet.stages[self.stage].namespace
            or "{team}-{stage}"
        )

    def _settings(self, source: Source, target: Target) -> Knobs:
        won, rivals = narrowest(self.holding, self.drawing.fleet)
        if tool_of(self.app) != "kustomize":
            if tool_of(self.app) == "plain":
                refuse_on_plain(self.ref, won, self.drawing.complaints)
            return Knobs()
        self.drawing.sourcing.report(rivals)
        used = knobs(won, self.drawing.complaints)
        check_target(source, target, used, self.where, self.drawing.complaints)
        return used

    def _values(self) -> HelmValues:
        values, rivals = helm_values(
            self.holding, self.dimensions, self.drawing.fleet, self.drawing.materials
        )
        self.drawing.sourcing.report(rivals)
        return values

    def _patches(self, source: Source) -> tuple[ObjectPatch, ...]:
        if not any(said.section.patches for said in self.holding):
            return ()
        if tool_of(self.app) != "kustomize":
            self.drawing.complaints.error(
                "patch-needs-kustomize",
                f"{self.ref} is not built by kustomize, so nothing can be patched in it",
                (self.where, f"uses {tool_of(self.app)}"),
                help="a chart is changed by its values; plain manifests are changed themselves",
            )
            return ()
        built, rivals = patches(self.holding, source, self.drawing.fleet, self.drawing.complaints)
        self.drawing.sourcing.report(rivals)
        return built

    def _components(self) -> tuple[Component, ...]:
        mixed = [
            variant
            for variant in self.drawing.fleet.variants_of(self.stage, self.cluster)
            if variant in self.app.variants and tool_of(self.app) == "kustomize"
        ]
        placed = self._placed("variant")
        if mixed and placed is None:
            self.drawing.complaints.error(
                "missing-place",
                f"{self.ref} mixes in variants, and nothing says where they live",
                (Where(self.ref, "variants"), "no `place variant`"),
                help='add `place variant in REPO at "variants/{variant}"`',
            )
        slots = ((variant, self._slot(placed, {"variant": variant})) for variant in mixed)
        return tuple(Component(variant, slot) for variant, slot in slots if slot)

    # -- order -------------------------------------------------------------------------------

    def _needs(self) -> tuple[Need, ...]:
        return tuple(
            need
            for index, name in enumerate(self.app.needs)
            if (
                need := self.drawing.need(
                    name, self.team, self.stage, self.cluster, self.ref, index
                )
            )
        )
