"""From what was said to what follows: the whole climb of the drawing room."""

from collections.abc import Mapping

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.plan.cluster import ClusterAt
from gitopsc.plan.instance import Instance
from gitopsc.plan.plan import Plan
from gitopsc.plan.unit import Unit
from gitopsc.wiring import rules
from gitopsc.wiring.apps.units import app_units
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.grants import build_grants
from gitopsc.wiring.installs import infra_units
from gitopsc.wiring.instances import Defaults, Instances
from gitopsc.wiring.namespaces import build_namespaces
from gitopsc.wiring.order import in_dependency_order, waves
from gitopsc.wiring.previews import build_previews
from gitopsc.wiring.projects import build_projects
from gitopsc.wiring.tenants import build_tenants
from gitopsc.wiring.versions.carriers import build_carriers
from gitopsc.wiring.versions.movers import build_movers
from gitopsc.wiring.versions.notes import with_notes
from gitopsc.wiring.versions.updaters import build_updaters


def wire(
    drawing: Drawing, defaults: Mapping[str, Defaults]
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan of a topology, or its mistakes (warnings may come with a plan).

    :param drawing: the board with the topology on it, and nothing drawn yet.
    :param defaults: what holds for each operator unless the spec says otherwise.
    """
    return _plan(drawing, defaults), _all(drawing)


def _plan(drawing: Drawing, defaults: Mapping[str, Defaults]) -> Plan | None:
    """`None` after the first landing with a mistake: what follows from one would be noise."""
    for check in rules.OF_DECLARATIONS:
        check(drawing)
    if _failed(drawing):
        return None
    instances = _instances(drawing, defaults)
    installs, units = tuple(infra_units(drawing)), tuple(app_units(drawing))
    if _failed(drawing):
        return None
    plan = _furnished(drawing, instances, installs, units)
    return None if _failed(drawing) else plan


def _instances(drawing: Drawing, defaults: Mapping[str, Defaults]) -> tuple[Instance, ...]:
    builder = Instances(drawing.fleet, drawing.placement, defaults)
    instances = builder.build(drawing.serving, _tenancy(drawing))
    drawing.complaints.add(*builder.diagnostics)
    drawing.add_instances(instances)
    return instances


def _furnished(
    drawing: Drawing,
    instances: tuple[Instance, ...],
    installs: tuple[Unit, ...],
    units: tuple[Unit, ...],
) -> Plan:
    """The units, and all that they need around them."""
    everything = (*installs, *units)
    for check_units in rules.OF_UNITS:
        check_units(drawing, everything)
    namespaces = build_namespaces(drawing, everything)
    for check_names in rules.OF_NAMES:
        check_names(drawing, everything, namespaces)
    tenants = build_tenants(drawing, instances, units)
    rules.OF_TENANTS(drawing, tenants)
    movers = build_movers(drawing, everything)
    rules.OF_MOVERS(drawing, movers)
    units = with_notes(units, movers)
    depths = waves((*installs, *units))
    plan = Plan(
        name=drawing.topology.name,
        instances=instances,
        clusters=tuple(_cluster(drawing, name) for name in drawing.served),
        units=in_dependency_order(units, depths),
        installs=in_dependency_order(installs, depths),
        waves=depths,
        namespaces=namespaces,
        grants=build_grants(drawing, instances, units),
        tenants=tenants,
        projects=build_projects(drawing, instances, units),
        carriers=build_carriers(drawing, units, movers, namespaces),
        movers=movers,
        updaters=build_updaters(drawing, movers),
        previews=build_previews(drawing, units, namespaces),
        repos=drawing.placement.made,  # the last: others may still have been placed
    )
    rules.OF_PLANS(drawing, plan)
    rules.AT_THE_END(drawing)
    return plan


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
