"""Truth: what is said about namespaces is said about some that are created here."""

from collections.abc import Iterator, Sequence

from gitopsc.plan.namespace import NamespaceAt
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.scopes import applicable, sections_of_team


def check(drawing: Drawing, units: Sequence[Unit], namespaces: Sequence[NamespaceAt]) -> None:
    """Slug `without-effect`: labels, limits and the rest stand beside a Namespace of ours;
    `default` and those that brought manifests create are not ours to write."""
    made = {(namespace.cluster, namespace.name) for namespace in namespaces}
    for unit in units:
        if (unit.cluster, unit.namespace) in made:
            continue
        for word, where in _said(drawing, unit):
            drawing.complaints.error(
                "without-effect",
                f"`{word}` does nothing for {where.ref}: the namespace `{unit.namespace}` on "
                f"`{unit.cluster}` is not created here",
                (where, "without effect"),
                (Where(unit.declared, "namespace"), f"lives in `{unit.namespace}`"),
                help="give it a `namespace` of its own, or take it out",
            )


def _said(drawing: Drawing, unit: Unit) -> Iterator[tuple[str, Where]]:
    """What was said about the namespace of a unit."""
    team = drawing.team(unit.team)
    ref = Ref("team", (team.name,)) if team else unit.declared
    if drawing.labels(unit.declared, unit.team):
        yield "labels", Where(ref, "labels")
    if team and team.network:
        yield "network", Where(ref, "network")
    said = sections_of_team(team) if team else []
    for item in applicable(said, drawing.fleet, unit.stage, unit.cluster):
        if item.section.quota:
            yield "quota", item.where("quota")
        if item.section.limits:
            yield "limits", item.where("limits")
