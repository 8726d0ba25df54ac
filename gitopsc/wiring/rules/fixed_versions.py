"""Truth: a version is one version; above all where versions are promoted to."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gitopsc.model.topology import Topology
from gitopsc.model.workload import App, Team
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.fleet import Run
from gitopsc.wiring.places.placement import dimensions_of
from gitopsc.wiring.scopes import (
    OwnedSection,
    applicable,
    own_sections,
    sections_about,
    sections_of_team,
    winner,
)
from gitopsc.wiring.versions.promotions import Promotions
from gitopsc.wiring.workloads.sourcing import tool_of

_FLOATING = re.compile(
    r"[*^~<>|]|\s-\s|\.[xX](\.|$)|^[xX]$|^refs/heads/"
    r"|^(latest(-[a-z]+)?|main|master|head|trunk|develop|dev|nightly|stable|edge)$",
    re.I,
)
"""Ranges of chart versions as Helm reads them, and the tags and branches that are made to move."""


class _Said(NamedTuple):
    """A version, and where it was said."""

    text: str
    where: Where

    @property
    def is_floating(self) -> bool:
        return _FLOATING.search(self.text) is not None


Earlier = Mapping[str, Mapping[str, Where]]
"""For each stage those from which versions come to it, and where the way of the last step is."""


def check(drawing: Drawing) -> None:
    """Slug `floating-version`: an error where versions are promoted to, otherwise a warning. Argo
    CD's own advice (user-guide/tracking_strategies) is ranges before production and a version in
    it; two stages that follow one moving ref are one stage (P49)."""
    topology, earlier = drawing.topology, _earlier(drawing.topology)
    refused = {
        where
        for team in (topology.teams if earlier else ())
        for app in team.apps
        for where in _promoted(drawing, team, app, earlier)
    }
    for said in _said(topology):
        if said.is_floating and said.where not in refused:
            drawing.complaints.warn(
                "floating-version",
                f"`{said.text}` is another version tomorrow",
                (said.where, "floats"),
                help="name one version; agents raise it by `bump`",
            )


def _said(topology: Topology) -> Iterator[_Said]:
    """Every version of a workload."""
    sections: list[OwnedSection] = []
    for infra in topology.infra:
        sections += own_sections(Ref("infra", (infra.name,)), infra)
    for team in topology.teams:
        sections += sections_of_team(team)
        for app in team.apps:
            ref = Ref("app", (team.name, app.name))
            sections += own_sections(ref, app)
            if app.start:
                yield _Said(app.start, Where(ref, "start"))
    for section in sections:
        yield from _version_in(section)


def _earlier(topology: Topology) -> Earlier:
    found: dict[str, dict[str, Where]] = {}
    promotions = Promotions(topology)
    for arrow in promotions.arrows:
        for before in (arrow.source, *promotions.before(arrow.source)):
            found.setdefault(arrow.target, {}).setdefault(before, arrow.where)
    return found


def _promoted(drawing: Drawing, team: Team, app: App, earlier: Earlier) -> set[Where]:
    """Complain about what an app follows in a stage that its versions are promoted to."""
    refused: set[Where] = set()
    ref = Ref("app", (team.name, app.name))
    runs = drawing.fleet.runs(team, app)
    stages = {run.stage for run in runs}
    for run in runs:
        sources = stages & set(earlier.get(run.stage, ()))
        if not sources:
            continue
        way = earlier[run.stage][min(sources)]
        for said in _followed(drawing, team, app, run):
            if said.is_floating and said.where not in refused:
                refused.add(said.where)
                _refuse(drawing, ref, said, run.stage, way)
        if _follows_a_branch(drawing, team, app, run):
            _share(drawing, app, ref, run.stage, way)
    return refused


def _followed(drawing: Drawing, team: Team, app: App, run: Run) -> Iterator[_Said]:
    """The versions that hold for a unit."""
    best = _narrowest(drawing, team, app, run)
    if best:
        yield from _version_in(best)
    is_base = app.origin is not None and tool_of(app) == "kustomize"
    if app.start and (best is None or is_base or app.image_key):
        yield _Said(app.start, Where(Ref("app", (team.name, app.name)), "start"))


def _version_in(section: OwnedSection) -> Iterator[_Said]:
    if section.section.version:
        yield _Said(section.section.version, section.where("version"))


def _narrowest(drawing: Drawing, team: Team, app: App, run: Run) -> OwnedSection | None:
    """The section that says the version of a unit."""
    holding = applicable(sections_about(team, app), drawing.fleet, run.stage, run.cluster)
    return winner(holding, lambda section: section.version, "version", drawing.fleet)[0]


def _follows_a_branch(drawing: Drawing, team: Team, app: App, run: Run) -> bool:
    """Whether it is a chart in Git without a version, on a branch that all stages share."""
    if tool_of(app) != "helm" or app.origin is None or app.origin.repo is None:
        return False
    is_shared = "stage" not in dimensions_of(drawing.placement.declared(app.origin.repo))
    return is_shared and _narrowest(drawing, team, app, run) is None


def _refuse(drawing: Drawing, ref: Ref, said: _Said, stage: str, way: Where) -> None:
    drawing.complaints.error(
        "floating-version",
        f"{ref} follows `{said.text}` in `{stage}`, where versions are promoted to",
        (said.where, "moves by itself"),
        (way, "comes after another stage"),
        help='begin with one version: `start "1.2.3"`'
        if said.where.field == "start"
        else f'name one version there: `in {stage} {{ version "1.2.3" }}`',
    )


def _share(drawing: Drawing, app: App, ref: Ref, stage: str, way: Where) -> None:
    assert app.origin is not None
    drawing.complaints.warn(
        "floating-version",
        f"{ref} follows one branch of `{app.origin.repo}` in all stages: a change of its chart is "
        f"in `{stage}` at once",
        (Where(ref, "from"), "no version"),
        (way, "comes after another stage"),
        help=f'name a tag or commit: `in {stage} {{ version "v1.2.3" }}`',
    )
