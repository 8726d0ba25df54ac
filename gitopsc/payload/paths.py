"""The way from one folder of a repository to another."""

from gitopsc.plan.slots import Slot


def relative(to: Slot, start: Slot) -> str:
    """The way from one folder to another as kustomize writes it: `../../base`.

    Both are in one repository and branch; the wiring sees to that.
    """
    ahead, behind = _steps(to), _steps(start)
    shared = 0
    for one, other in zip(ahead, behind, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join([".."] * (len(behind) - shared) + ahead[shared:]) or "."


def _steps(slot: Slot) -> list[str]:
    folder = slot.directory
    return folder.split("/") if folder else []
