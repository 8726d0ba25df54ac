"""What each team may touch through each instance; both operators derive rights from it."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from gitopsc.model.workload import Team
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.placement import STAGE
from gitopsc.wiring.plan import Gate, Instance, Tenant, TenantOverlay
from gitopsc.wiring.policy import APPS, resolve
from gitopsc.wiring.slots import RepoAt, Slot
from gitopsc.wiring.source import GitChart
from gitopsc.wiring.unit import Unit

RESERVED = {"limits": "LimitRange", "quota": "ResourceQuota"}
"""What the platform says about a team's namespaces, and the kind that says it. A team that could
write the kind could write more of them, or take the platform's away. Not so NetworkPolicies: they
add up, and a team whose network is closed opens what it needs with its own."""

ProjectPlace = Callable[[str, str, Mapping[str, str], Slot], Slot]
"""Where the project of a team stands: operator, team, dimensions, root folder."""


def tenants(
    drawing: Drawing,
    instances: tuple[Instance, ...],
    units: Iterable[Unit],
    projects: ProjectPlace,
) -> tuple[Tenant, ...]:
    """A tenant for every team and instance that runs something of it, sorted."""
    teams = {team.name: team for team in drawing.topology.teams}
    held: dict[tuple[str, str], list[Unit]] = {}
    by_ref = {instance.ref: instance for instance in instances}
    for unit in units:
        if unit.team:
            held.setdefault((by_ref[unit.instance].cluster, unit.team), []).append(unit)
    return tuple(
        _tenant(drawing, teams[team], by_ref[found[0].instance], found, projects)
        for (_, team), found in sorted(held.items())
    )


def _tenant(
    drawing: Drawing, team: Team, instance: Instance, units: list[Unit], projects: ProjectPlace
) -> Tenant:
    dimensions = {"cluster": instance.cluster, "team": team.name}
    root = Slot(instance.root.repo, instance.root.directory)
    placed = drawing.placement.find("tenants", operator=instance.operator, team=team.name)
    slot = drawing.placement.slot(placed, dimensions) if placed else None
    return Tenant(
        team=team.name,
        instance=instance.ref,
        control_namespace=drawing.control_namespace(team.name, instance),
        namespaces=tuple(sorted({(unit.cluster, unit.namespace) for unit in units})),
        repos=tuple(sorted({repo for unit in units for repo in _repos(unit)})),
        admins=team.admins,
        deny=team.deny,
        shard=team.shard,
        reserved=tuple(
            kind
            for field, kind in RESERVED.items()
            if any(getattr(section, field) for section in team.sections)
        ),
        slot=slot or Slot(root.repo, root.file(f"tenant-{team.name}.yaml")),
        overlays=tuple(_overlays(drawing, instance, units)),
        project=projects(instance.operator, team.name, dimensions, root),
        wiring=tuple(
            sorted(
                {
                    Slot(unit.wiring.repo, unit.wiring.directory)
                    for unit in units
                    if unit.wiring.repo.team
                }
            )
        ),
        gates=_gates(drawing, units),
        policy=resolve(APPS, drawing.operator_sync(instance), team.sync),
    )


def _overlays(drawing: Drawing, instance: Instance, units: list[Unit]) -> Iterator[TenantOverlay]:
    """One for each stage the team is in."""
    team = units[0].team
    placed = drawing.placement.find("tenant-overlay", operator=instance.operator, team=team)
    for stage in sorted({unit.stage for unit in units if unit.stage}):
        dimensions = {"cluster": instance.cluster, "stage": stage, "team": team or ""}
        slot = drawing.placement.slot(placed, dimensions) if placed else None
        if placed and slot:
            aggregate = drawing.placement.aggregate(placed, dimensions, STAGE)
            yield TenantOverlay(stage, slot, aggregate)


def _gates(drawing: Drawing, units: Iterable[Unit]) -> tuple[Gate, ...]:
    """The windows of the stages that the units are in, sorted by name."""
    gated: dict[str, list[str]] = {}
    for unit in units:
        window = drawing.fleet.stages[unit.stage].window if unit.stage else None
        if window:
            gated.setdefault(window, []).append(unit.name)
    windows = {window.name: window for window in drawing.topology.windows}
    return tuple(Gate(windows[name], tuple(sorted(gated[name]))) for name in sorted(gated))


def _repos(unit: Unit) -> Iterable[RepoAt]:
    yield unit.repo
    if isinstance(unit.source, GitChart):
        yield unit.source.repo
    if unit.wiring.repo.team:
        yield unit.wiring.repo
