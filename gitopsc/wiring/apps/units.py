"""The deployment units of the apps: app × stage × cluster."""

from collections.abc import Iterator
from typing import NamedTuple

from gitopsc.plan.slots import Slot
from gitopsc.plan.source import Source
from gitopsc.plan.state import State
from gitopsc.plan.unit import Code, Component, Need, Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.apps.blueprint import Blueprint
from gitopsc.wiring.apps.content import Content
from gitopsc.wiring.apps.destinations import Destination, Destinations
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.workloads.code import refuse_changes, refuse_other_repository
from gitopsc.wiring.workloads.rendering import missing_rendered


def app_units(drawing: Drawing) -> Iterator[Unit]:
    """Every unit of every app; apps whose sources or places are wrong are left out."""
    for team in drawing.topology.teams:
        destinations = Destinations(drawing, team)
        for app in team.apps:
            blueprint = Blueprint(drawing, team, app)
            for at in destinations.of(app):
                unit = _UnitBuilder(blueprint, at).build()
                if unit:
                    yield unit


class _Folders(NamedTuple):
    """Where the files of a unit are."""

    overlay: Slot
    deployed: Slot
    base: Slot | None
    link: Slot
    code: Code | None


class _UnitBuilder:
    """One unit under construction: a blueprint, realised at a destination."""

    def __init__(self, blueprint: Blueprint, at: Destination) -> None:
        self.blueprint, self.drawing, self.app = blueprint, blueprint.drawing, blueprint.app
        self.at, self.places = at, at.places(blueprint.app)

    def build(self) -> Unit | None:
        blueprint, places, shape = self.blueprint, self.places, self.blueprint.shape
        overlay = blueprint.slot(shape.own, places)
        if overlay is None and shape.own == "overlay" and places.place("overlay") is None:
            self._missing_overlay()
        if shape.rendered_by and places.place("rendered") is None:
            missing_rendered(blueprint.ref, self.drawing.complaints)
        deployed = blueprint.slot(shape.deployed, places) if shape.rendered_by else overlay
        base = blueprint.slot("base", places) if shape.has_base else None
        link = blueprint.slot("wiring", places) or self.at.root
        content = blueprint.content(self.at, base)
        if shape.is_theirs:
            refuse_changes(self.app, blueprint.ref, content.holding, self.drawing.complaints)
        code = self._code(content) if shape.is_beside_code else None
        if content.source is None or overlay is None or deployed is None:
            return None
        if shape.is_beside_code and code is None:
            return None
        return self._unit(content, content.source, _Folders(overlay, deployed, base, link, code))

    def _unit(self, content: Content, source: Source, folders: _Folders) -> Unit:
        app, blueprint, at = self.app, self.blueprint, self.at
        team = blueprint.team.name
        changes, overlay, code = content.changes, folders.overlay, folders.code
        aggregate, team_aggregate = self._aggregates(overlay, code)
        return Unit(
            ref=Ref("unit", (team, app.name, at.stage, at.cluster)),
            name=self.places.name(app.name),
            declared=blueprint.ref,
            team=team,
            app=app.name,
            stage=at.stage,
            cluster=at.cluster,
            instance=at.instance.ref,
            tool=blueprint.shape.tool,
            source=source,
            namespace=at.namespace(app),
            control_namespace=at.control_namespace,
            project=at.project,
            layer=None,
            repo=folders.deployed.repo,
            path=folders.deployed.path,
            patterns=self.places.patterns(blueprint.shape, app.namespace or at.namespace_said),
            base=folders.base,
            overlay=overlay,
            aggregate=aggregate,
            team_aggregate=team_aggregate,
            wiring=folders.link,
            components=self._components(),
            states=self._states(content, source, folders),
            target=content.target,
            base_version=changes.base_version,
            image=app.image,
            image_tag=changes.pinned,
            base_values=changes.values.base,
            values=changes.values.overlay,
            replicas=changes.settings.replicas,
            env=changes.settings.env,
            patches=changes.patches,
            needs=self._needs(),
            code=code,
            rendered_by=blueprint.shape.rendered_by,
            policy=at.policy(blueprint.own_sync),
            linked_per=self.places.linked_per,
            is_apart=blueprint.is_apart,
        )

    def _states(self, content: Content, source: Source, folders: _Folders) -> tuple[State, ...]:
        versions, code, target = content.versions, folders.code, content.target
        settings = versions.settings(folders.overlay, code, target)
        placed = self.blueprint.slot("version", self.places)
        if content.changes.pinned:
            return settings
        return (*versions.states(source, folders.overlay, placed, code, target), *settings)

    # -- places ------------------------------------------------------------------------------

    def _aggregates(self, overlay: Slot, code: Code | None) -> tuple[Slot | None, Slot | None]:
        """The folders above the overlays, which can list them."""
        shared = self.places.shared(self.blueprint.shape.own)
        return (None, None) if code or shared is None else shared.aggregates(overlay.repo)

    def _missing_overlay(self) -> None:
        ref = self.blueprint.ref
        self.drawing.complaints.error(
            "missing-place",
            f"nothing says where the files of {ref} live",
            (Where(ref), "no `place overlay`"),
            help='add `place overlay in REPO at "apps/{app}/{stage}"`, or include a preset',
        )

    def _code(self, content: Content) -> Code | None:
        """Where the manifests are written beside the code, and which tag they begin with."""
        if content.source is None:
            return None
        ref, config, placed = self.blueprint.ref, self.app.config, self.places.place("source")
        assert config is not None and config.mode != "rendered"
        if placed is None:
            self.drawing.complaints.error(
                "missing-place",
                f"nothing says where the manifests of {ref} lie beside its code",
                (Where(ref, "config"), "no `place source`"),
                help=f'add `place source in {config.repo} at "k8s/{{stage}}"`',
            )
            return None
        if placed.place.repo != config.repo:
            refuse_other_repository(self.app, ref, placed, self.drawing.complaints)
            return None
        slot = self.blueprint.slot("source", self.places)
        if slot is None:
            return None
        return Code(config.mode, slot, content.versions.first_tag(content.source))

    def _components(self) -> tuple[Component, ...]:
        blueprint, placement = self.blueprint, self.drawing.placement
        if not self.app.variants or blueprint.shape.tool != "kustomize":
            return ()
        variants = self.drawing.fleet.variants_of(self.at.stage, self.at.cluster)
        mixed = [variant for variant in variants if variant in self.app.variants]
        placed = self.places.variant
        if placed is None:
            if mixed:
                self._missing_variant()
            return ()
        dimensions = self.at.dimensions(self.app.name)
        slots = (
            (variant, placement.slot(placed, {**dimensions, "variant": variant}))
            for variant in mixed
        )
        return tuple(Component(variant, slot) for variant, slot in slots if slot)

    def _missing_variant(self) -> None:
        ref = self.blueprint.ref
        self.drawing.complaints.error(
            "missing-place",
            f"{ref} mixes in variants, and nothing says where they live",
            (Where(ref, "variants"), "no `place variant`"),
            help='add `place variant in REPO at "variants/{variant}"`',
        )

    # -- order -------------------------------------------------------------------------------

    def _needs(self) -> tuple[Need, ...]:
        team, ref, at = self.blueprint.team, self.blueprint.ref, self.at
        found = [
            self.drawing.need(name, team, at.stage, at.cluster, ref, index)
            for index, name in enumerate(self.app.needs)
        ]
        return tuple(filter(None, found))
