"""Ways from one folder of a repository to another."""

import posixpath

from gitopsc.wiring.slots import Slot


def within(slot: Slot, name: str) -> Slot:
    """The slot of a sub-folder or file of a slot's folder."""
    return Slot(slot.repo, posixpath.join(slot.directory, name))


def relative(to: Slot, start: Slot) -> str:
    """The way from one folder to another as kustomize writes it: `../../base`.

    Both are in one repository and branch; the wiring sees to that.
    """
    # Rooted, because `relpath` would otherwise ask for the working directory.
    return posixpath.relpath(f"/{to.directory}", f"/{start.directory}")
