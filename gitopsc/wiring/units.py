"""The deployment units of the apps: app × stage × cluster."""

from collections.abc import Iterator
from typing import NamedTuple

from gitopsc.model.workload import App, Team
from gitopsc.refs import Ref, Where
from gitopsc.wiring.code import deployed_from, is_theirs, refuse_changes, refuse_other_repository
from gitopsc.wiring.content import Content
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.pattern import pattern
from gitopsc.wiring.placement import STAGE, TEAM_IN_STAGE
from gitopsc.wiring.rendering import missing_rendered
from gitopsc.wiring.seats import Seat, Seats
from gitopsc.wiring.slots import Slot
from gitopsc.wiring.source import Source
from gitopsc.wiring.unit import Code, Component, Need, State, Unit
from gitopsc.wiring.workbench import Workbench


def app_units(drawing: Drawing) -> Iterator[Unit]:
    """Every unit of every app; apps whose sources or places are wrong are left out."""
    for team in drawing.topology.teams:
        seats = Seats(drawing, team)
        for app in team.apps:
            yield from _units_of(drawing, team, app, seats)


def _units_of(drawing: Drawing, team: Team, app: App, seats: Seats) -> Iterator[Unit]:
    benches: dict[str, Workbench] = {}
    for stage, cluster in drawing.fleet.runs(team, app):
        seat = seats.at(stage, cluster)
        if seat:
            operator = seat.instance.operator
            if operator not in benches:
                benches[operator] = Workbench(drawing, team, app, operator)
            unit = _Piece(benches[operator], seat).build()
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
    """One unit under construction: what is its own, beside what lies on the bench for all."""

    def __init__(self, bench: Workbench, seat: Seat) -> None:
        self.bench, self.drawing, self.app = bench, bench.drawing, bench.app
        self.seat = seat
        self.dimensions = {
            "team": bench.team.name,
            "app": bench.app.name,
            "stage": seat.stage,
            "cluster": seat.cluster,
        }

    def build(self) -> Unit | None:
        bench = self.bench
        if bench.overlay is None and deployed_from(self.app) == "overlay":
            self._missing_overlay()
        overlay = bench.slot(bench.overlay, self.dimensions)
        if bench.renderer and bench.deployed is None:
            missing_rendered(bench.ref, self.drawing.complaints)
        deployed = bench.slot(bench.deployed, self.dimensions) if bench.renderer else overlay
        base = bench.slot(bench.base, self.dimensions)
        link = bench.slot(bench.wiring, self.dimensions) or self.seat.instance.root_folder
        content = bench.content(self.dimensions)
        if is_theirs(self.app):
            refuse_changes(self.app, bench.ref, content.holding, self.drawing.complaints)
        code = self._code(content) if bench.is_beside_code else None
        if content.source is None or overlay is None or deployed is None:
            return None
        if bench.is_beside_code and code is None:
            return None
        return self._unit(content, content.source, _Folders(overlay, deployed, base, link, code))

    def _unit(self, content: Content, source: Source, folders: _Folders) -> Unit:
        app, bench, seat, team = self.app, self.bench, self.seat, self.bench.team.name
        patterns = bench.patterns(seat.stage, seat.instance)
        changes, overlay, code = content.changes, folders.overlay, folders.code
        return Unit(
            ref=Ref("unit", (team, app.name, seat.stage, seat.cluster)),
            name=pattern(patterns.name).fill(self.dimensions),
            declared=bench.ref,
            team=team,
            app=app.name,
            stage=seat.stage,
            cluster=seat.cluster,
            instance=seat.instance.ref,
            tool=bench.tool,
            source=source,
            namespace=pattern(patterns.namespace).fill(self.dimensions),
            control_namespace=seat.control_namespace,
            project="-".join([self.dimensions[kind] for kind in bench.project_key]),
            layer=None,
            repo=folders.deployed.repo,
            path=folders.deployed.path,
            patterns=patterns,
            base=folders.base,
            overlay=overlay,
            aggregate=None if code else self._aggregate(overlay, STAGE),
            team_aggregate=None if code else self._aggregate(overlay, TEAM_IN_STAGE),
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
            rendered_by=bench.renderer,
            policy=seat.policy_of(bench.own_sync),
            linked_per=bench.linked_per,
            is_apart=bench.is_apart,
        )

    def _states(self, content: Content, source: Source, folders: _Folders) -> tuple[State, ...]:
        versions, code, target = content.versions, folders.code, content.target
        settings = versions.settings(folders.overlay, code, target)
        placed = self.bench.slot(self.bench.version, self.dimensions)
        if content.changes.pinned:
            return settings
        return (*versions.states(source, folders.overlay, placed, code, target), *settings)

    # -- places ------------------------------------------------------------------------------

    def _aggregate(self, overlay: Slot, held: frozenset[str]) -> Slot | None:
        """The folder above the overlays; one for a team has to be told by the team."""
        placed = self.bench.overlay
        assert placed is not None
        if "team" in held and "team" not in placed.dimensions:
            return None
        return self.drawing.placement.aggregate(placed, overlay, self.dimensions, held)

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
        ref, config, placed = self.bench.ref, self.app.config, self.bench.source
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
        slot = self.bench.slot(placed, self.dimensions)
        if slot is None:
            return None
        return Code(config.mode, slot, content.versions.first_tag(content.source))

    def _components(self) -> tuple[Component, ...]:
        bench, placement = self.bench, self.drawing.placement
        if not self.app.variants or bench.tool != "kustomize":
            return ()
        variants = self.drawing.fleet.variants_of(self.seat.stage, self.seat.cluster)
        mixed = [variant for variant in variants if variant in self.app.variants]
        if bench.variant is None:
            if mixed:
                self._missing_variant()
            return ()
        slots = (
            (variant, placement.slot(bench.variant, {**self.dimensions, "variant": variant}))
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
        found = (
            self.drawing.need(name, team, seat.stage, seat.cluster, ref, index)
            for index, name in enumerate(self.app.needs)
        )
        return tuple(need for need in found if need)
