"""Truth: nobody moves into a namespace that gives more rights than were given."""

from collections.abc import Sequence

from gitopsc.plan.unit import Unit
from gitopsc.refs import Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.namespaces import OF_KUBERNETES


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `namespace-not-given`. Who may write to the operator's namespace may name any project
    there (P28), and who may write to that of another team's links has that team's rights; the
    accounts in Kubernetes' own namespaces have the rights of the whole cluster."""
    links = {
        (cluster, drawing.control_namespace(team.name, instance)): team.name
        for instance in drawing.instances
        for cluster in {instance.cluster, *instance.serves}
        for team in drawing.topology.teams
        if drawing.is_tenant(team.name, instance.operator)
    }
    operators = {
        (cluster, instance.namespace): instance.operator
        for instance in drawing.instances
        for cluster in {instance.cluster, *instance.serves}
    }
    for unit in units:
        at = (unit.cluster, unit.namespace)
        if at in links:
            _complain(drawing, unit, f"the links of team `{links[at]}`")
        elif unit.team and at in operators:
            _complain(drawing, unit, f"{operators[at]} itself")
        elif unit.team and unit.namespace in OF_KUBERNETES:
            _complain(drawing, unit, "Kubernetes itself")


def _complain(drawing: Drawing, unit: Unit, holder: str) -> None:
    drawing.complaints.error(
        "namespace-not-given",
        f"{unit.declared} reaches for the namespace `{unit.namespace}`, which is for {holder}",
        (Where(unit.declared, "namespace"), "would run there"),
        help="give it a `namespace` of its own"
        + (", or let the platform bring it as an `infra`" if unit.team else ""),
    )
