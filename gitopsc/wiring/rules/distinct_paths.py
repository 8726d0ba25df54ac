"""Truth: units that differ live in folders of their own; units that share one are equal."""

from collections.abc import Sequence

from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.unit import Unit

DIMENSIONS = ("team", "app", "stage", "cluster")


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `colliding-paths`, naming two units and the dimension their pattern lacks. Paths are
    compared as a case-insensitive disk would."""
    holders: dict[tuple[str, str], Unit] = {}
    for unit in units:
        if unit.is_infra:
            continue  # a layer's folder is shared on purpose; its files are told apart by name
        other = holders.setdefault((unit.repo.folder, unit.path.lower()), unit)
        if other is unit or _content(other) == _content(unit):
            continue
        missing = _told_apart_by(drawing, unit, other)
        drawing.complaints.error(
            "colliding-paths",
            f"two different units would live in `{unit.path}`: {_name(other)} and {_name(unit)}",
            (_place(drawing, unit), f"no `{{{missing}}}` in this pattern"),
            (Where(unit.declared), "one of them"),
            help=f"add `{{{missing}}}` to the pattern",
        )


def _content(unit: Unit) -> tuple[object, ...]:
    """What lies in the overlay: equal content may share a folder on different clusters."""
    return (
        unit.declared,
        unit.tool,
        unit.source,
        unit.namespace,
        unit.base,
        unit.components,
        unit.state,
        unit.image_tag,
        unit.values,
        unit.base_version,
        unit.replicas,
        unit.env,
        unit.patches,
    )


def _told_apart_by(drawing: Drawing, unit: Unit, other: Unit) -> str:
    placed = drawing.placement.find(
        "overlay", operator=unit.instance.path[0], team=unit.team, app=unit.app
    )
    used = placed.dimensions if placed else frozenset()
    different = [d for d in DIMENSIONS if getattr(unit, d) != getattr(other, d)]
    return next((d for d in different if d not in used), different[0])


def _place(drawing: Drawing, unit: Unit) -> Where:
    placed = drawing.placement.find(
        "overlay", operator=unit.instance.path[0], team=unit.team, app=unit.app
    )
    return placed.where if placed else Where(Ref("place", ("overlay",)))


def _name(unit: Unit) -> str:
    return f"`{unit.team}.{unit.app}` in `{unit.stage}` on `{unit.cluster}`"
