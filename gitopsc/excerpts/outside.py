"""Whether two compilations are the same outside of what apps say of their own workloads."""

from collections import Counter

from gitopsc.compiler import Planned
from gitopsc.model.topology import Topology
from gitopsc.plan.plan import Plan
from gitopsc.plan.source import Chart
from gitopsc.plan.unit import Unit


def is_same_outside(before: Planned, after: Planned) -> bool:
    """Whether they differ in nothing that could affect anybody else: names, paths, namespaces,
    rights, order and all complaints are the same."""
    return (
        _outline(before.topology) == _outline(after.topology)
        and _surface(before.plan) == _surface(after.plan)
        and _told(before) == _told(after)
    )


def _outline(topology: Topology) -> Topology:
    """The spec without what teams and their apps say of their workloads."""
    teams = tuple(
        team.model_copy(
            update={
                "sections": (),
                "apps": tuple(app.model_copy(update={"sections": ()}) for app in team.apps),
            }
        )
        for team in topology.teams
    )
    return topology.model_copy(update={"teams": teams})


def _surface(plan: Plan) -> Plan:
    """The plan without what of a unit is written into its own files and looked at by nobody else
    (`tests/excerpts` holds this list against the whole compiler)."""
    return plan._replace(units=tuple(map(_hollow, plan.units)))


def _hollow(unit: Unit) -> Unit:
    source = unit.source._replace(version="") if isinstance(unit.source, Chart) else unit.source
    return unit._replace(
        source=source,
        base_version=None,
        image_tag=None,
        base_values={},
        values={},
        replicas=None,
        env=(),
        patches=(),
    )


def _told(planned: Planned) -> Counter[tuple[str, str]]:
    return Counter((told.slug, told.message) for told in planned.diagnostics)
