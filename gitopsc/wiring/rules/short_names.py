"""Truth: the names of links, releases and namespaces fit (P42)."""

from collections.abc import Iterator, Sequence

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.plan.namespace import NamespaceAt
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.lengths import LABEL, RELEASE, overlong

_NAME_IT = 'shorten a part, or say `name "…"` on the place of the wiring'


def check(drawing: Drawing, units: Sequence[Unit], namespaces: Sequence[NamespaceAt]) -> None:
    """Slug `name-too-long`. What is named later is checked by whoever names it."""
    drawing.complaints.add(*(told for unit in units for told in _of_unit(unit)))
    for item in namespaces:
        if len(item.name) > LABEL:
            drawing.complaints.add(*_of_namespace(item, units))


def _of_unit(unit: Unit) -> Iterator[Diagnostic]:
    yield from overlong("object", unit.declared, unit.name, LABEL, help=_NAME_IT)
    if unit.tool == "helm":
        yield from overlong("Helm release", unit.declared, unit.app, RELEASE)


def _of_namespace(item: NamespaceAt, units: Sequence[Unit]) -> Iterator[Diagnostic]:
    """Those who live in it, or the team whose links or whose operator do."""
    at = (item.cluster, item.name)
    dwellers = [unit.declared for unit in units if (unit.cluster, unit.namespace) == at]
    for dweller in dwellers:
        yield from overlong("namespace", dweller, item.name, LABEL)
    if item.team and not dwellers:
        what = "namespace for the links" if item.is_control else "namespace for the operator"
        yield from overlong(what, Ref("team", (item.team,)), item.name, LABEL)
