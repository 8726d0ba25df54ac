"""Truth: what only an administrator may apply stands where no operator of a team reads it."""

from collections.abc import Iterable, Sequence

from gitopsc.plan.instance import Instance, scene
from gitopsc.plan.namespace import NamespaceAt
from gitopsc.plan.slots import Slot, nearest
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing, units: Sequence[Unit], namespaces: Iterable[NamespaceAt]) -> None:
    """Slugs `namespaces-need-cluster-rights`, and `rights-in-team-repo`: beside the Namespaces
    stands what the team's operator may do."""
    by_ref = {instance.ref: instance for instance in drawing.instances}
    by_hand = [item for item in namespaces if by_ref[item.instance].team]
    if not by_hand:
        return
    readers = {instance.root_folder: instance for instance in by_ref.values()}
    for unit in units:
        readers.setdefault(unit.wiring.folder, by_ref[unit.instance])
    for item in by_hand:
        _apart(drawing, item.slot, by_ref[item.instance], readers)


def _apart(drawing: Drawing, slot: Slot, instance: Instance, readers: dict[Slot, Instance]) -> None:
    placed = drawing.placement.find("namespaces", operator=instance.operator)
    where = placed.where if placed else Where(Ref("operator", (instance.operator,)))
    folder = slot.folder
    reader = nearest(folder, readers)
    if slot.repo.team:
        drawing.complaints.error(
            "rights-in-team-repo",
            f"team `{slot.repo.team}` could write down what its operator may do itself: the "
            "namespaces, and the rights in them, would be in a repository of its own",
            (where, "in the repository of the root" if placed is None else "applied as it is"),
            (Where(Ref("repo", (slot.repo.name,))), "the team writes to it"),
            help="place them in a repository of the platform: `place namespaces in REPO at "
            '"namespaces/{cluster}"`',
        )
    elif reader:
        drawing.complaints.error(
            "namespaces-need-cluster-rights",
            f"the namespaces of team `{instance.team}` stand in `{folder.path or '.'}`, which is "
            f"read by the operator on {scene(reader.ref)}",
            (where, "applied without the rights it takes"),
            help='place them beside the roots, e.g. at "namespaces/{cluster}": a person applies '
            "them, with the rights of an administrator",
        )
