"""Ways from one folder of a repository to another."""

from itertools import takewhile

from gitopsc.wiring.slots import Slot


def within(slot: Slot, name: str) -> Slot:
    """The slot of a sub-folder or file of a slot's folder."""
    folder = slot.directory
    return Slot(slot.repo, f"{folder}/{name}" if folder else name)


def relative(to: Slot, start: Slot) -> str:
    """The way from one folder to another as kustomize writes it: `../../base`.

    Both are in one repository and branch; the wiring sees to that.
    """
    ahead, behind = _steps(to), _steps(start)
    shared = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ahead, behind, strict=False))
    )
    return "/".join([*(".." for _ in behind[shared:]), *ahead[shared:]]) or "."


def _steps(slot: Slot) -> list[str]:
    return slot.directory.split("/") if slot.directory else []
