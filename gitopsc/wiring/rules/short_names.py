"""Truth: every derived name fits (P42)."""

from collections.abc import Sequence

from gitopsc.refs import Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.naming import LONGEST_LABEL, LONGEST_RELEASE
from gitopsc.wiring.plan import NamespaceAt
from gitopsc.wiring.unit import Unit


def check(drawing: Drawing, units: Sequence[Unit], namespaces: Sequence[NamespaceAt]) -> None:
    """Slug `name-too-long`. Nothing is shortened: a hash in a name hides whose it is, and a name
    that changes later deletes what it named."""
    for unit in units:
        _fits(drawing, unit, "object", unit.name, LONGEST_LABEL)
        if unit.tool == "helm":
            _fits(drawing, unit, "Helm release", unit.app, LONGEST_RELEASE)
    long = {(n.cluster, n.name) for n in namespaces if len(n.name) > LONGEST_LABEL}
    for unit in units if long else ():
        if (unit.cluster, unit.namespace) in long:
            _fits(drawing, unit, "namespace", unit.namespace, LONGEST_LABEL)


def _fits(drawing: Drawing, unit: Unit, what: str, name: str, limit: int) -> None:
    if len(name) <= limit:
        return
    drawing.complaints.error(
        "name-too-long",
        f"the {what} of {unit.declared} would be called `{name}`: {len(name)} characters, "
        f"and {limit} is the limit",
        (Where(unit.declared), "a part of the name"),
        help='shorten a part, or say `name "…"` on the place of the wiring'
        if what == "object"
        else "shorten a part of the name",
    )
