"""Truth: no two links of one instance share a name (P19)."""

from collections.abc import Sequence

from gitopsc.plan.unit import Unit
from gitopsc.refs import Where
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `name-collision`, per instance and namespace: `-` joins parts that may hold `-`."""
    names: dict[tuple[object, str, str], Unit] = {}
    for unit in units:
        other = names.setdefault((unit.instance, unit.control_namespace, unit.name), unit)
        if other is not unit:
            drawing.complaints.error(
                "name-collision",
                f"two links would be called `{unit.name}`",
                (Where(unit.declared), _scene(unit)),
                (Where(other.declared), _scene(other)),
                help="rename one of them, or add what tells them apart to `name` of the wiring",
            )


def _scene(unit: Unit) -> str:
    return f"in `{unit.stage}` on `{unit.cluster}`" if unit.stage else f"on `{unit.cluster}`"
