"""What the units of a project may touch together."""

from collections.abc import Iterable, Sequence

from gitopsc.refs import Ref
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.plan import Instance, Project
from gitopsc.wiring.project_places import project_slot
from gitopsc.wiring.slots import Slot
from gitopsc.wiring.tenants import repos_of
from gitopsc.wiring.unit import Unit


def projects(
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
    root = Slot(instance.root.repo, instance.root.directory)
    dimensions = {**units[0].dimensions, "cluster": instance.cluster}
    return Project(
        name=name,
        instance=instance.ref,
        slot=project_slot(drawing.placement, placed, name, dimensions, root),
        teams=tuple(names),
        namespaces=tuple(sorted({(unit.cluster, unit.namespace) for unit in units})),
        repos=tuple(sorted({repo for unit in units for repo in repos_of(unit)})),
        admins=tuple(sorted({who for team in teams for who in team.admins})),
        deny=tuple(sorted({kind for team in teams for kind in team.deny})),
    )
