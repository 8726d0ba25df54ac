"""Truth: each operator instance finds its own links, and only those."""

from collections.abc import Sequence

from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.slots import Slot
from gitopsc.wiring.unit import Unit


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `shared-wiring`: an instance syncs a whole folder, so the folder of a link has to say
    whose it is; no include pattern can repair it (`*-production.yaml` also matches
    `a-pre-production.yaml`)."""
    owners: dict[Slot, Unit] = {}
    for unit in units:
        folder = Slot(unit.wiring.repo, unit.wiring.directory)
        other = owners.setdefault(folder, unit)
        if other.instance != unit.instance:
            artefact = "infra-wiring" if unit.is_infra else "wiring"
            placed = drawing.placement.find(
                artefact, operator=unit.instance.path[0], team=unit.team, app=unit.app
            )
            drawing.complaints.error(
                "shared-wiring",
                f"the operators on `{other.instance.path[1]}` and `{unit.instance.path[1]}` would "
                f"both read `{folder.path}` and deploy each other's units",
                (
                    placed.where if placed else Where(Ref("place", (artefact,))),
                    "one folder for both",
                ),
                help="add `{cluster}` to the folder of the pattern",
            )
