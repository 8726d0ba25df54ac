"""The deployment units of the apps: app × stage × cluster."""

from collections.abc import Iterator
from typing import NamedTuple

from gitopsc.plan.slots import Slot
from gitopsc.plan.source import Source
from gitopsc.plan.state import State
from gitopsc.plan.unit import Code, Component, Need, Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.apps.content import Content
from gitopsc.wiring.apps.seats import Seat, Seats
from gitopsc.wiring.apps.workbench import Workbench
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.workloads.code import refuse_changes, refuse_other_repository
from gitopsc.wiring.workloads.rendering import missing_rendered


def app_units(drawing: Drawing) -> Iterator[Unit]:
    """Every unit of every app; apps whose sources or places are wrong are left out."""
    for team in drawing.topology.teams:
        seats = Seats(drawing, team)
        for app in team.apps:
            bench = Workbench(drawing, team, app)
            for seat in seats.of(app):
                unit = _Piece(bench, seat).build()
                if unit:
                    yield unit


class _Folders(NamedTuple):
    """Where the files of a unit are."""

    overlay: Slot
    deployed: Slot
    base: Slot | None
    link: Slot
    code: Code | None


class _Piece:
    """One unit under construction: an app on its bench takes a seat of its team."""

    def __init__(self, bench: Workbench, seat: Seat) -> None:
        self.bench, self.drawing, self.app = bench, bench.drawing, bench.app
        self.seat, self.quarters = seat, seat.quarters(bench.app)

    def build(self) -> Unit | None:
        bench, quarters, shape = self.bench, self.quarters, self.bench.shape
        overlay = bench.slot(shape.own, quarters)
        if overlay is None and shape.own == "overlay" and quarters.place("overlay") is None:
            self._missing_overlay()
        if shape.rendered_by and quarters.place("rendered") is None:
            missing_rendered(bench.ref, self.drawing.complaints)
        deployed = bench.slot(shape.deployed, quarters) if shape.rendered_by else overlay
        base = bench.slot("base", quarters) if shape.has_base else None
        link = bench.slot("wiring", quarters) or self.seat.root
        content = bench.content(self.seat, base)
        if shape.is_theirs:
            refuse_changes(self.app, bench.ref, content.holding, self.drawing.complaints)
        code = self._code(content) if shape.is_beside_code else None
        if content.source is None or overlay is None or deployed is None:
            return None
        if shape.is_beside_code and code is None:
            return None
        return self._unit(content, content.source, _Folders(overlay, deployed, base, link, code))

    def _unit(self, content: Content, source: Source, folders: _Folders) -> Unit:
        app, bench, seat, team = self.app, self.bench, self.seat, self.bench.team.name
        changes, overlay, code = content.changes, folders.overlay, folders.code
        aggregate, team_aggregate = self._aggregates(overlay, code)
        return Unit(
            ref=Ref("unit", (team, app.name, seat.stage, seat.cluster)),
            name=self.quarters.name(app.name),
            declared=bench.ref,
            team=team,
            app=app.name,
            stage=seat.stage,
            cluster=seat.cluster,
            instance=seat.instance.ref,
            tool=bench.shape.tool,
            source=source,
            namespace=seat.namespace(app),
            control_namespace=seat.control_namespace,
            project=seat.project,
            layer=None,
            repo=folders.deployed.repo,
            path=folders.deployed.path,
            patterns=self.quarters.patterns(bench.shape, app.namespace or seat.namespace_said),
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
            rendered_by=bench.shape.rendered_by,
            policy=seat.policy(bench.own_sync),
            linked_per=self.quarters.linked_per,
            is_apart=bench.is_apart,
        )

    def _states(self, content: Content, source: Source, folders: _Folders) -> tuple[State, ...]:
        versions, code, target = content.versions, folders.code, content.target
        settings = versions.settings(folders.overlay, code, target)
        placed = self.bench.slot("version", self.quarters)
        if content.changes.pinned:
            return settings
        return (*versions.states(source, folders.overlay, placed, code, target), *settings)

    # -- places ------------------------------------------------------------------------------

    def _aggregates(self, overlay: Slot, code: Code | None) -> tuple[Slot | None, Slot | None]:
        """The folders above the overlays, which can list them."""
        spot = self.quarters.spot(self.bench.shape.own)
        return (None, None) if code or spot is None else spot.aggregates(overlay.repo)

    def _missing_overlay(self) -> None:
        ref = self.bench.ref
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
        ref, config, placed = self.bench.ref, self.app.config, self.quarters.place("source")
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
        slot = self.bench.slot("source", self.quarters)
        if slot is None:
            return None
        return Code(config.mode, slot, content.versions.first_tag(content.source))

    def _components(self) -> tuple[Component, ...]:
        bench, placement = self.bench, self.drawing.placement
        if not self.app.variants or bench.shape.tool != "kustomize":
            return ()
        variants = self.drawing.fleet.variants_of(self.seat.stage, self.seat.cluster)
        mixed = [variant for variant in variants if variant in self.app.variants]
        placed = self.quarters.variant
        if placed is None:
            if mixed:
                self._missing_variant()
            return ()
        dimensions = self.seat.dimensions(self.app.name)
        slots = (
            (variant, placement.slot(placed, {**dimensions, "variant": variant}))
            for variant in mixed
        )
        return tuple(Component(variant, slot) for variant, slot in slots if slot)

    def _missing_variant(self) -> None:
        ref = self.bench.ref
        self.drawing.complaints.error(
            "missing-place",
            f"{ref} mixes in variants, and nothing says where they live",
            (Where(ref, "variants"), "no `place variant`"),
            help='add `place variant in REPO at "variants/{variant}"`',
        )

    # -- order -------------------------------------------------------------------------------

    def _needs(self) -> tuple[Need, ...]:
        team, ref, seat = self.bench.team, self.bench.ref, self.seat
        found = [
            self.drawing.need(name, team, seat.stage, seat.cluster, ref, index)
            for index, name in enumerate(self.app.needs)
        ]
        return tuple(filter(None, found))
