"""Truth: what an overlay is built from stands in the same repository and not around it."""

from collections.abc import Sequence

from gitopsc.plan.unit import Unit
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slugs `base-elsewhere` (a build cannot reach into another repository or branch) and
    `nested-base` (kustomize refuses a base around its overlay as a cycle)."""
    for unit in units:
        for artefact, slot in unit.parts:
            overlay = unit.overlay
            if slot.repo.folder != overlay.repo.folder:
                drawing.complaints.error(
                    "base-elsewhere",
                    f"the {artefact} of {unit.declared} is in `{slot.repo.folder}`, its "
                    f"{unit.artefact} in `{overlay.repo.folder}`",
                    (drawing.where_placed(artefact, unit), "another repository or branch"),
                    help=f"place {artefact} and {unit.artefact} in one repository",
                )
            elif slot.holds(overlay) or (artefact != "version" and overlay.holds(slot)):
                drawing.complaints.error(
                    "nested-base",
                    f"the {artefact} of {unit.declared} (`{slot.path or '.'}`) and its "
                    f"{unit.artefact} (`{overlay.path or '.'}`) lie in each other",
                    (drawing.where_placed(artefact, unit), f"the {artefact}"),
                    help="put them side by side, e.g. `apps/{app}/base` and `apps/{app}/{stage}`",
                )
