"""Truth: every word about a workload does something."""

from collections.abc import Iterable, Iterator, Sequence

from gitopsc.model.workload import App, Infra, Team
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.fleet import Fleet
from gitopsc.wiring.scopes import OwnedSection, sections_of_team
from gitopsc.wiring.workloads.effects import Lost, lost_on_app, lost_on_infra
from gitopsc.wiring.workloads.sourcing import CHARTS


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `without-effect`. What a team says is meant for those of its apps that can take it, so
    it is without effect only where there are none."""
    by_ref: dict[Ref, list[Unit]] = {}
    by_team: dict[str | None, list[Unit]] = {}
    for unit in units:
        by_ref.setdefault(unit.declared, []).append(unit)
        by_team.setdefault(unit.team, []).append(unit)
    for infra in drawing.topology.infra:
        ref = Ref("infra", (infra.name,))
        _complain(drawing, ref, lost_on_infra(infra, ref, by_ref.get(ref, ())))
        _complain(drawing, ref, _layer(drawing, infra, ref, by_ref.get(ref, ())))
    for team in drawing.topology.teams:
        lost = _lost_on_team(drawing, team, by_team.get(team.name, ()))
        _complain(drawing, Ref("team", (team.name,)), lost)
        for app in team.apps:
            ref = Ref("app", (team.name, app.name))
            _complain(drawing, ref, lost_on_app(app, ref, by_ref.get(ref, ())))
            _complain(drawing, ref, _narrowed_away(drawing.fleet, team, app, ref))


def _complain(drawing: Drawing, ref: Ref, lost: Iterable[Lost]) -> None:
    for word, where, why, help in lost:
        drawing.complaints.error(
            "without-effect",
            f"`{word}` does nothing for {ref}: {why}",
            (where, "without effect"),
            help=help,
        )


def _layer(drawing: Drawing, infra: Infra, ref: Ref, units: Sequence[Unit]) -> Iterator[Lost]:
    """A layer is a shared folder, or a part of a path."""
    for unit in units if infra.layer else ():
        link = drawing.placement.find("infra-wiring", operator=unit.operator)
        patterns = (unit.patterns.path, link.place.at if link else "", unit.patterns.name)
        if unit.layer or any("{layer}" in text for text in patterns):
            return
    if infra.layer and units:
        yield Lost(
            "layer",
            Where(ref, "layer"),
            "each infra has a folder of its own, and no path goes by layers",
            'take it out, or say `place infra in REPO at "infrastructure/{layer}"`',
        )


def _lost_on_team(drawing: Drawing, team: Team, units: Sequence[Unit]) -> Iterator[Lost]:
    for said in sections_of_team(team):
        scope = said.section.scope
        held = [u for u in units if drawing.fleet.holds(scope, u.stage, u.cluster)]
        if not held:
            continue  # the team is nowhere at all, or the scope is unreachable: told elsewhere
        yield from _settings(said, held)


def _settings(said: OwnedSection, units: Sequence[Unit]) -> Iterator[Lost]:
    section = said.section
    if section.values and not any(unit.tool in CHARTS for unit in units):
        help = "take it out; what is no chart takes `replicas`, `env.NAME` and patches"
        yield Lost("values", said.where("values"), "none of its apps is a chart there", help)
    if section.settings and all(unit.tool == "plain" for unit in units):
        key = ".".join(section.settings[0].key)
        yield Lost(key, said.where(key), "all of its apps are plain there", "take it out")


def _narrowed_away(fleet: Fleet, team: Team, app: App, ref: Ref) -> Iterator[Lost]:
    """Elements of `in` and `on` that the rest of the sentence leaves nothing of."""
    if not (app.stages or app.on):
        return
    runs = fleet.runs(team, app)
    stages, clusters = {run.stage for run in runs}, {run.cluster for run in runs}
    for index, stage in enumerate(app.stages):
        if stage not in stages:
            why = f"none of its clusters hosts `{stage}`"
            yield Lost(
                f"in {stage}", Where(ref, "in", index), why, "take it out, or widen its `on`"
            )
    for index, name in enumerate(app.on):
        if clusters.isdisjoint(fleet.expand((name,))):
            why = f"no stage it is in runs on `{name}`"
            yield Lost(f"on {name}", Where(ref, "on", index), why, "take it out, or widen its `in`")
