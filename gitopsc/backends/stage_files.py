"""Files that decide what runs in a stage, while nothing in their path says so.

It is noted with the draft, for CODEOWNERS: whoever owns the stage has to agree to a change of them.
"""

from collections.abc import Iterable

from gitopsc.manifests.draft import Draft
from gitopsc.plan.slots import Slot
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref


def note_stage_file(file: Slot, units: Iterable[Unit], draft: Draft) -> None:
    """Note of a file, or of a folder, that it decides what runs in the stages of these units."""
    repo = file.repo.folder
    for unit in units if draft.keeps(repo) else ():
        if unit.stage:
            draft.deciding.note(repo, file.path, Ref("stage", (unit.stage,)))


def note_link(file: Slot, units: Iterable[Unit], draft: Draft) -> None:
    """The same of a file of links in a team's repository. Any other one has the rights of the
    platform (P28), and is the platform's whatever the stage."""
    if file.repo.team:
        note_stage_file(file, units, draft)
