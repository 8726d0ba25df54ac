"""One folder that two operators would read whole."""

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.plan.instance import scene
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref, Where


def shared_folder(folder: Slot, artefact: str, one: Ref, other: Ref) -> Diagnostic:
    """
    :param artefact: what was placed there.
    :param one: one instance, as `other` is.
    """
    missing = "cluster" if one.path[1] != other.path[1] else "team"
    return Diagnostic(
        "shared-wiring",
        f"the operators on {scene(one)} and {scene(other)} would both read `{folder.path or '.'}` "
        "and apply what is there for each other",
        (Label(Where(Ref("place", (artefact,))), "one folder for both"),),
        help=(f"add `{{{missing}}}` to the folder of the pattern",),
    )
