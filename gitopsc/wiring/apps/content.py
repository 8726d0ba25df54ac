"""What an app is made of where some of its sections hold: the same for every unit they hold for."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from gitopsc.model.workload import App
from gitopsc.plan.patch import ObjectPatch
from gitopsc.plan.pattern import pattern
from gitopsc.plan.source import Source, Starter
from gitopsc.plan.unit import Target
from gitopsc.refs import Ref, Where
from gitopsc.wiring.apps.shape import AppShape
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.places.placement import STAGE
from gitopsc.wiring.scopes import OwnedSection
from gitopsc.wiring.workloads.code import is_beside_code
from gitopsc.wiring.workloads.homes import Homes
from gitopsc.wiring.workloads.overrides import (
    NO_VALUES,
    HelmValues,
    Knobs,
    check_target,
    helm_values,
    knobs,
    narrowest,
    refuse_on_plain,
)
from gitopsc.wiring.workloads.patches import patches
from gitopsc.wiring.workloads.sourcing import CHARTS
from gitopsc.wiring.workloads.starters import first_manifests
from gitopsc.wiring.workloads.states import Versions


def varies(app: App, said: Sequence[OwnedSection]) -> bool:
    """Whether what is brought goes by stage or cluster itself, and not only by what holds there:
    the name of a file or folder beside the spec does, or the repository it comes from."""
    if app.origin is not None and app.origin.repo is not None:
        return True
    names = [name for item in said for name in item.section.values]
    names += [item.section.manifests for item in said if item.section.manifests]
    return any(not STAGE.isdisjoint(pattern(name).placeholders) for name in names)


class Changes(NamedTuple):
    """What the sections change about the source."""

    pinned: str | None
    """The tag of its image that the spec says."""
    base_version: str | None
    settings: Knobs
    values: HelmValues
    patches: tuple[ObjectPatch, ...]


class Content:
    """What it brings, and what is said about that."""

    def __init__(
        self,
        drawing: Drawing,
        app: App,
        ref: Ref,
        shape: AppShape,
        holding: Sequence[OwnedSection],
        dimensions: Mapping[str, str],
        *,
        is_based: bool,
    ) -> None:
        self._drawing, self._app, self._ref, self._dimensions = drawing, app, ref, dimensions
        self._tool = shape.tool
        self.holding = holding
        self.source = self._source(is_based=is_based)
        # What people write beside the code is theirs: whatever else was said is refused.
        self._effective = () if shape.is_theirs else holding
        self.versions = Versions(drawing, app, ref, self._effective)
        workload = app.workload
        self.target = Target(
            workload.kind, workload.name or app.name, workload.container or app.name
        )

    @cached_property
    def changes(self) -> Changes:
        """Worked out when it is asked for: where there is no source, or no place, nobody asks, and
        mistakes in it would be noise."""
        assert self.source is not None
        return Changes(
            settings=self._settings(self.source),
            values=self._values(),
            pinned=self.versions.pinned(self.source),
            base_version=self._drawing.sourcing.base_version(self._effective),
            patches=self._patches(self.source),
        )

    def _source(self, *, is_based: bool) -> Source | None:
        """What it brings; or what it begins with, where it brings nothing."""
        sourcing, complaints = self._drawing.sourcing, self._drawing.complaints
        source = sourcing.source(self._app, self._ref, self.holding, self._dimensions)
        if isinstance(source, Starter):
            return first_manifests(self._app, self._ref, complaints, is_based=is_based)
        return source

    def _settings(self, source: Source) -> Knobs:
        complaints = self._drawing.complaints
        if self._tool in CHARTS:
            return Knobs()
        won, rivals = narrowest(self._effective, self._drawing.fleet)
        if self._tool == "plain":
            refuse_on_plain(self._ref, won, complaints)
            return Knobs()
        self._drawing.sourcing.report(rivals)
        used = knobs(won, complaints)
        check_target(source, self.target, used, self._ref, complaints)
        return used

    def _values(self) -> HelmValues:
        if self._tool not in CHARTS:
            return NO_VALUES
        drawing = self._drawing
        values, rivals = helm_values(
            self._effective, self._dimensions, drawing.fleet, drawing.materials
        )
        drawing.sourcing.report(rivals)
        return values

    def _patches(self, source: Source) -> tuple[ObjectPatch, ...]:
        if not any(said.section.patches for said in self._effective):
            return ()
        drawing = self._drawing
        if self._tool != "kustomize":
            drawing.complaints.error(
                "patch-needs-kustomize",
                f"{self._ref} is not built by kustomize, so nothing can be patched in it",
                (Where(self._ref), f"uses {self._tool}"),
                help="a chart is changed by its values; plain manifests are changed themselves",
            )
            return ()
        # What lies beside the code already is not known here, and nothing is seeded over it.
        is_begun = isinstance(source, Starter) and not is_beside_code(self._app)
        begun = self.target if is_begun else None
        homes = Homes(self._app, self._ref, self._effective, source, self.target)
        built, rivals = patches(
            self._effective, source, drawing.fleet, drawing.complaints, homes, begun
        )
        drawing.sourcing.report(rivals)
        return built
