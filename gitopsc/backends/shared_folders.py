"""A folder that one operator reads whole is read by no other one (P28, P34)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.plan.instance import parting, scene
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref, Where


class WholeRead(NamedTuple):
    """An operator reads whatever stands in a folder."""

    folder: Slot
    artefact: str
    """What was placed there."""
    instance: Ref


def shared_folders(reads: Iterable[WholeRead]) -> Iterator[Diagnostic]:
    """Slug `shared-wiring`, once for each artefact."""
    readers: dict[Slot, Ref] = {}
    told: set[str] = set()
    for read in reads:
        other = readers.setdefault(read.folder, read.instance)
        if other != read.instance and read.artefact not in told:
            told.add(read.artefact)
            yield _shared(read, other)


def _shared(read: WholeRead, other: Ref) -> Diagnostic:
    one, folder = read.instance, read.folder
    return Diagnostic(
        "shared-wiring",
        f"the operators on {scene(other)} and {scene(one)} would both read `{folder.path or '.'}` "
        "and apply what is there for each other",
        (Label(Where(Ref("place", (read.artefact,))), "one folder for both"),),
        help=(f"add `{parting(one, other)}` to the folder of the pattern",),
    )
