"""What the operators of teams are given: rights in namespaces, and none on the cluster."""

from collections.abc import Iterable

from gitopsc.plan.instance import Instance
from gitopsc.plan.namespace import Grant
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.namespaces import creator, slot_of


def build_grants(
    drawing: Drawing, instances: Iterable[Instance], units: Iterable[Unit]
) -> tuple[Grant, ...]:
    """A grant for each namespace that a team's own operator runs in or deploys to, sorted. Also for
    those that nobody has to create: a binding is needed there as well."""
    used: dict[Ref, set[str]] = {}
    for unit in units:
        used.setdefault(unit.instance, set()).add(unit.namespace)
    return tuple(
        Grant(instance.ref, name, slot_of(drawing, instance.cluster, keeper))
        for instance in instances
        if instance.team
        for keeper in (creator(drawing, instance.cluster, instance.team),)
        for name in (instance.namespace, *sorted(used.get(instance.ref, ())))
    )
