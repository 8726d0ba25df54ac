"""Which folders a spec has left: with a stage, an app or a cluster that is gone, or has another
name now."""

from collections.abc import Mapping

from gitopsc.delivery.paths import folders, parent
from gitopsc.delivery.steps import GONE, Kind

ABSENT = GONE | {Kind.LEAVE_OUT, Kind.UNLISTED}
"""A set that is left out because of what stands in its folder does not make the folder ours."""


def abandoned(steps: Mapping[str, Kind]) -> list[str]:
    """The folders in which files of ours were, and in or below which none will be; of those that
    are in each other the outer ones. A whole repository is never one: others may live in it."""
    left = {parent(path) for path, kind in steps.items() if kind in GONE} - {""}
    if not left:
        return []
    lived_in = {
        folder for path, kind in steps.items() if kind not in ABSENT for folder in folders(path)
    }
    emptied = left - lived_in
    return sorted(folder for folder in emptied if emptied.isdisjoint(folders(folder)))
