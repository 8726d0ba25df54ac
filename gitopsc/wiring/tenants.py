"""What each team may touch through each instance; both operators derive rights from it."""

from collections.abc import Collection, Iterable, Iterator

from gitopsc.model.workload import Team
from gitopsc.plan.instance import Instance
from gitopsc.plan.slots import RepoAt, Slot
from gitopsc.plan.source import GitChart
from gitopsc.plan.tenant import Tenant, TenantOverlay
from gitopsc.plan.unit import Unit
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.places.placement import STAGE
from gitopsc.wiring.policy import APPS, resolve


def build_tenants(
    drawing: Drawing, instances: tuple[Instance, ...], units: Iterable[Unit]
) -> tuple[Tenant, ...]:
    """A tenant for every team and instance that runs something of it, sorted."""
    teams = {team.name: team for team in drawing.topology.teams}
    held: dict[tuple[str, str], list[Unit]] = {}
    by_ref = {instance.ref: instance for instance in instances}
    for unit in units:
        if unit.team:
            held.setdefault((by_ref[unit.instance].cluster, unit.team), []).append(unit)
    return tuple(
        _tenant(drawing, teams[team], by_ref[found[0].instance], found)
        for (_, team), found in sorted(held.items())
    )


def _tenant(drawing: Drawing, team: Team, instance: Instance, units: list[Unit]) -> Tenant:
    dimensions = {"cluster": instance.cluster, "team": team.name}
    root = instance.root_folder
    placed = drawing.placement.find("tenants", operator=instance.operator, team=team.name)
    slot = drawing.placement.slot(placed, dimensions) if placed else None
    return Tenant(
        team=team.name,
        instance=instance.ref,
        control_namespace=drawing.control_namespace(team.name, instance),
        namespaces=namespaces_of(units),
        repos=repos_of(units),
        admins=team.admins,
        deny=team.deny,
        shard=team.shard,
        slot=slot or root.file_slot(f"tenant-{team.name}.yaml"),
        overlays=tuple(_overlays(drawing, instance, units)),
        wiring=() if instance.team else _own_links(units),
        policy=resolve(APPS, drawing.operator_sync(instance), team.sync),
    )


def _overlays(drawing: Drawing, instance: Instance, units: list[Unit]) -> Iterator[TenantOverlay]:
    """One for each stage the team is in."""
    team = units[0].team
    placed = drawing.placement.find("tenant-overlay", operator=instance.operator, team=team)
    if placed is None:
        return
    for stage in sorted({unit.stage for unit in units if unit.stage}):
        dimensions = {"cluster": instance.cluster, "stage": stage, "team": team or ""}
        slot = drawing.placement.slot(placed, dimensions)
        if slot:
            aggregate = drawing.placement.aggregate(placed, slot.repo, dimensions, STAGE)
            yield TenantOverlay(stage, slot, aggregate)


def _own_links(units: Iterable[Unit]) -> tuple[Slot, ...]:
    """The folders of the links that the team writes itself."""
    links = [unit.wiring for unit in units if unit.wiring.repo.team]
    return tuple(Slot(*at) for at in sorted({(link.repo, link.directory) for link in links}))


def namespaces_of(units: Iterable[Unit]) -> tuple[tuple[str, str], ...]:
    """The clusters and namespaces that units run in."""
    return tuple(sorted({(unit.cluster, unit.namespace) for unit in units}))


def repos_of(units: Collection[Unit]) -> tuple[RepoAt, ...]:
    """The repositories units are deployed from, and those of the links that are a team's own."""
    found = {unit.repo for unit in units}
    found |= {unit.source.repo for unit in units if isinstance(unit.source, GitChart)}
    found |= {unit.wiring.repo for unit in units if unit.wiring.repo.team}
    return tuple(sorted(found))
