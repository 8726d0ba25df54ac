"""Truth: units that differ live in folders of their own; units that share one are equal."""

from collections.abc import Iterator, Sequence

from gitopsc.plan.slots import Slot
from gitopsc.plan.unit import DIMENSIONS, Unit
from gitopsc.refs import Where
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `colliding-paths`, naming two units and the dimension their pattern lacks. Paths are
    compared as a case-insensitive disk would."""
    holders: dict[tuple[str, str], tuple[Unit, str]] = {}
    for unit in units:
        if unit.is_infra:
            continue  # a layer's folder is shared on purpose; its files are told apart by name
        for artefact, slot in _folders(unit):
            key = slot.repo.folder, slot.path.lower()
            other, held = holders.setdefault(key, (unit, artefact))
            if other is not unit and _content(other, held) != _content(unit, artefact):
                _complain(drawing, artefact, slot, unit, other)


def _folders(unit: Unit) -> Iterator[tuple[str, Slot]]:
    """The folders of a unit, by the artefacts that lie in them."""
    if unit.code:
        yield "source", unit.code.slot
    if unit.artefact == "overlay":
        yield "overlay", unit.overlay
    if unit.rendered_by:
        yield "rendered", unit.deployed


def _content(unit: Unit, artefact: str) -> tuple[object, ...]:
    """What lies in a folder: equal content may share one on different clusters."""
    if artefact == "source":
        return unit.declared, unit.tool, unit.source, unit.code and unit.code.start
    return (
        artefact,
        unit.declared,
        unit.tool,
        unit.source,
        unit.namespace,
        unit.base,
        unit.components,
        unit.states,
        unit.image_tag,
        unit.values,
        unit.base_version,
        unit.replicas,
        unit.env,
        unit.patches,
    )


def _complain(drawing: Drawing, artefact: str, slot: Slot, unit: Unit, other: Unit) -> None:
    placed = drawing.placed(artefact, unit)
    used = placed.dimensions if placed else frozenset()
    different = [d for d in DIMENSIONS if getattr(unit, d) != getattr(other, d)]
    missing = next((d for d in different if d not in used), different[0])
    drawing.complaints.error(
        "colliding-paths",
        f"two different units would live in `{slot.path or '.'}`: {_name(other)} and {_name(unit)}",
        (drawing.where_placed(artefact, unit), f"no `{{{missing}}}` in this pattern"),
        (Where(unit.declared), "one of them"),
        help=f"add `{{{missing}}}` to the pattern",
    )


def _name(unit: Unit) -> str:
    return f"`{unit.team}.{unit.app}` in `{unit.stage}` on `{unit.cluster}`"
