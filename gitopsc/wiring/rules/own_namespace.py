"""Truth: two stages of one app on one cluster live in two namespaces."""

from collections.abc import Sequence

from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `same-namespace`: their objects have the same names and would overwrite each other
    (P30, P34)."""
    seen: dict[tuple[Ref, str, str], Unit] = {}
    for unit in units:
        other = seen.setdefault((unit.declared, unit.cluster, unit.namespace), unit)
        if other is not unit:
            drawing.complaints.error(
                "same-namespace",
                f"{unit.declared} would run twice in namespace `{unit.namespace}` on "
                f"`{unit.cluster}`: for `{other.stage}` and for `{unit.stage}`",
                (Where(unit.declared), "one would overwrite the other"),
                help='say a namespace that varies: `namespace "NAME-{stage}"`',
            )
