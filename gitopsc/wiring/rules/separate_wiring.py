"""Truth: each operator instance finds its own links, and only those."""

from collections.abc import Sequence

from gitopsc.plan.instance import parting, scene
from gitopsc.plan.slots import RepoAt, Slot, nearest
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `shared-wiring`: an instance syncs a whole folder, so the folder of a link has to say
    whose it is; no include pattern can repair it (`*-production.yaml` also matches
    `a-pre-production.yaml`). Nor may a folder of one team's links lie in the root of somebody
    else, who may read what is below it."""
    owners: dict[tuple[RepoAt, str], Ref] = {}
    roots = _roots(drawing)
    for unit in units:
        link = unit.wiring
        other = owners.setdefault((link.repo, link.directory), unit.instance)
        around = nearest(link.folder, roots) if roots else None
        if other != unit.instance:
            help = f"add `{parting(other, unit.instance)}` to the folder of the pattern"
            _complain(drawing, unit, other, help)
        elif around and around != unit.instance:
            _complain(drawing, unit, around, "place it beside the roots, or leave it out")


def _roots(drawing: Drawing) -> dict[Slot, Ref]:
    """Whose each root is, where there are operators with fewer rights than others."""
    if not any(instance.team for instance in drawing.instances):
        return {}
    return {instance.root_folder: instance.ref for instance in drawing.instances}


def _complain(drawing: Drawing, unit: Unit, other: Ref, help: str) -> None:
    drawing.complaints.error(
        "shared-wiring",
        f"the operators on {scene(other)} and {scene(unit.instance)} would both read "
        f"`{unit.wiring.directory}` and deploy each other's units",
        (drawing.where_placed(unit.link_artefact, unit), "one folder for both"),
        help=help,
    )
