"""What the units of a project may touch together."""

from collections.abc import Iterable, Sequence

from gitopsc.plan.instance import Instance
from gitopsc.plan.project import Gate, Project
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.places.project_places import project_slot
from gitopsc.wiring.tenants import namespaces_of, repos_of

RESERVED = {"limits": "LimitRange", "quota": "ResourceQuota"}
"""What the platform says about a team's namespaces, and the kind that says it. A team that could
write the kind could write more of them, or take the platform's away. Not so NetworkPolicies: they
add up, and a team whose network is closed opens what it needs with its own."""


def build_projects(
    drawing: Drawing, instances: Sequence[Instance], units: Iterable[Unit]
) -> tuple[Project, ...]:
    """A project for every instance and name, sorted."""
    by_ref = {instance.ref: instance for instance in instances}
    held: dict[tuple[Ref, str], list[Unit]] = {}
    for unit in units:
        held.setdefault((unit.instance, unit.project), []).append(unit)
    return tuple(
        _project(drawing, by_ref[instance], name, found)
        for (instance, name), found in sorted(held.items())
    )


def _project(drawing: Drawing, instance: Instance, name: str, units: list[Unit]) -> Project:
    names = sorted({unit.team for unit in units if unit.team})
    teams = [team for team in map(drawing.team, names) if team]
    placed = drawing.placement.find("projects", operator=instance.operator)
    root = instance.root_folder
    dimensions = {**units[0].dimensions, "cluster": instance.cluster}
    return Project(
        name=name,
        instance=instance.ref,
        slot=project_slot(drawing.placement, placed, name, dimensions, root),
        teams=tuple(names),
        namespaces=namespaces_of(units),
        repos=repos_of(units),
        admins=tuple(sorted({who for team in teams for who in team.admins})),
        deny=tuple(sorted({kind for team in teams for kind in team.deny})),
        reserved=tuple(
            kind
            for field, kind in RESERVED.items()
            if any(getattr(section, field) for team in teams for section in team.sections)
        ),
        gates=_gates(drawing, units),
    )


def _gates(drawing: Drawing, units: Iterable[Unit]) -> tuple[Gate, ...]:
    """The windows of the stages that the units are in, sorted by name."""
    kept = {stage.name: stage.window for stage in drawing.topology.stages if stage.window}
    gated: dict[str, list[str]] = {}
    for unit in units if kept else ():
        if unit.stage in kept:
            gated.setdefault(kept[unit.stage], []).append(unit.name)
    windows = {window.name: window for window in drawing.topology.windows}
    return tuple(Gate(windows[name], tuple(sorted(gated[name]))) for name in sorted(gated))
