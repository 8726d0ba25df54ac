"""Files that decide what runs in a stage, while nothing in their path says so.

Whoever asks later who has to agree to a change of them (CODEOWNERS) finds it with the draft.
"""

from collections.abc import Iterable

from gitopsc.manifests.draft import Draft
from gitopsc.plan.slots import Slot
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref


def decides(file: Slot, units: Iterable[Unit], draft: Draft) -> None:
    """Say of a file, or of a folder, that it decides about these units."""
    repo = file.repo.folder
    for unit in units if draft.keeps(repo) else ():
        if unit.stage:
            draft.deciding.note(repo, file.path, Ref("stage", (unit.stage,)))


def links_of_stages(file: Slot, units: Iterable[Unit], draft: Draft) -> None:
    """The same of a file of links. Outside of the teams' repositories it has the rights of the
    platform (P28), and is the platform's whatever the stage."""
    if file.repo.team:
        decides(file, units, draft)
