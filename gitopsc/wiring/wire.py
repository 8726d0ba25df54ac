"""From what was said to what follows: the whole climb of the drawing room."""

from collections.abc import Mapping

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.plan.cluster import ClusterAt
from gitopsc.plan.plan import Plan
from gitopsc.wiring import rules
from gitopsc.wiring.apps.units import app_units
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.grants import grants
from gitopsc.wiring.installs import infra_units
from gitopsc.wiring.instances import Defaults, Instances
from gitopsc.wiring.namespaces import namespaces
from gitopsc.wiring.order import in_dependency_order, waves
from gitopsc.wiring.previews import previews
from gitopsc.wiring.projects import projects
from gitopsc.wiring.tenants import tenants
from gitopsc.wiring.versions.carriers import carriers
from gitopsc.wiring.versions.movers import movers
from gitopsc.wiring.versions.notes import with_notes
from gitopsc.wiring.versions.updaters import updaters


def wire(
    drawing: Drawing, defaults: Mapping[str, Defaults]
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan of a topology, or its mistakes (warnings may come with a plan).

    :param drawing: the board with the topology on it, and nothing drawn yet.
    :param defaults: what holds for each operator unless the spec says otherwise.
    """
    complaints = drawing.complaints
    for check in rules.OF_DECLARATIONS:
        check(drawing)
    if _failed(drawing):
        return None, _all(drawing)

    builder = Instances(drawing.fleet, drawing.placement, defaults)
    instances = builder.build(drawing.serving, _tenancy(drawing))
    complaints.add(*builder.diagnostics)
    drawing.add_instances(instances)

    installs, units = tuple(infra_units(drawing)), tuple(app_units(drawing))
    if _failed(drawing):
        return None, _all(drawing)
    for check_units in rules.OF_UNITS:
        check_units(drawing, (*installs, *units))
    made = namespaces(drawing, (*installs, *units))
    for check_names in rules.OF_NAMES:
        check_names(drawing, (*installs, *units), made)
    held = tenants(drawing, instances, units)
    rules.OF_TENANTS(drawing, held)
    shared = projects(drawing, instances, units)
    moved = movers(drawing, (*installs, *units))
    raising = updaters(drawing, moved)
    units = with_notes(units, moved)
    carried = carriers(drawing, units, moved, made)
    shown = previews(drawing, units, made)
    rules.AT_THE_END(drawing)
    if _failed(drawing):
        return None, _all(drawing)

    depths = waves((*installs, *units))
    plan = Plan(
        name=drawing.topology.name,
        instances=instances,
        clusters=tuple(_cluster(drawing, name) for name in drawing.served),
        units=in_dependency_order(units, depths),
        installs=in_dependency_order(installs, depths),
        waves=depths,
        namespaces=made,
        grants=grants(drawing, instances, units),
        tenants=held,
        projects=shared,
        repos=drawing.placement.made,
        carriers=carried,
        movers=moved,
        updaters=raising,
        previews=shown,
    )
    return plan, _all(drawing)


def _tenancy(drawing: Drawing) -> dict[str, bool]:
    """Whether some team's links run with rights of its own, for each operator."""
    topology, of_teams = drawing.topology, {who.teams.name for who in drawing.serving.values()}
    return {
        operator.name: operator.name in of_teams
        and any(drawing.is_tenant(team.name, operator.name) for team in topology.teams)
        for operator in topology.operators
    }


def _cluster(drawing: Drawing, name: str) -> ClusterAt:
    declared = drawing.fleet.clusters[name]
    return ClusterAt(
        name=name,
        server=declared.at,
        credentials=declared.credentials or f"{name}-kubeconfig",
        labels=declared.labels,
    )


def _all(drawing: Drawing) -> tuple[Diagnostic, ...]:
    return (
        *drawing.complaints.all,
        *drawing.placement.diagnostics,
        *drawing.materials.diagnostics,
    )


def _failed(drawing: Drawing) -> bool:
    return any(diagnostic.is_error for diagnostic in _all(drawing))
