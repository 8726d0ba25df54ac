"""Truth: a version that is placed has a folder of its own."""

from collections.abc import Sequence

from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref
from gitopsc.wiring.drawing import Drawing

_PLACED = ("images", "values")
"""The forms of versions that stand in files of their own, where `place version` says."""


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `colliding-files`: the file of the version would be called like one that is there
    already."""
    told: set[Ref] = set()
    for unit in units:
        # What is seeded beside the code holds its version itself.
        if unit.code or unit.declared in told:
            continue
        placed = [state.slot for state in unit.states if state.form in _PLACED]
        for artefact, folder in ((unit.artefact, unit.overlay), ("base", unit.base)):
            if folder in placed:
                told.add(unit.declared)
                drawing.complaints.error(
                    "colliding-files",
                    f"the version of {unit.declared} and its {artefact} lie in one folder",
                    (drawing.where_placed("version", unit), "holds a version and nothing else"),
                    (drawing.where_placed(artefact, unit), f"the {artefact}"),
                    help="take `place version` out, and the version lies in a folder of its own "
                    "below the overlay",
                )
