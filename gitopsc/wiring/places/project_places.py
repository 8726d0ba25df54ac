"""Where projects stand and what they are called (`place projects`).

A project is a team's, unless the file it stands in is called after something else: with
`projects/{stage}.yaml` it is a stage's, as argocd-autopilot has it. A folder holds as many as there
are, so there it stays a team's.
"""

from collections.abc import Mapping

from gitopsc.plan.slots import Slot
from gitopsc.wiring.places.placement import Placed, Placement

PLATFORM = "platform"
"""The project of all that belongs to no team; the binder reserves the name."""

DEFAULT = "default"
"""The project that an operator may have without being asked for one."""

_KINDS = ("team", "stage")


def project_key(placed: Placed | None) -> tuple[str, ...]:
    """What tells the projects of one instance apart. Its cluster does not: an instance has one."""
    said = tuple(kind for kind in _KINDS if placed and kind in placed.dimensions)
    if placed and said and placed.is_file:
        return said
    return tuple(kind for kind in _KINDS if kind == "team" or kind in said)


def project_slot(
    placement: Placement,
    placed: Placed | None,
    name: str,
    dimensions: Mapping[str, str],
    root: Slot,
) -> Slot:
    """Where the project of that name stands."""
    slot = placement.slot(placed, dimensions) if placed else None
    return slot or root.file_slot(f"project-{name}.yaml")


def own_project(
    placement: Placement,
    placed: Placed | None,
    name: str,
    dimensions: Mapping[str, str],
    root: Slot,
) -> Slot:
    """Where a project stands that belongs to no team: its name stands for the stage, and for the
    team unless the whole instance is one team's."""
    named = {**dict.fromkeys(_KINDS, name), **dimensions}
    return project_slot(placement, placed, name, named, root)
