"""Truth: what is rendered lies apart from what it is rendered from."""

from collections.abc import Sequence

from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slugs `rendered-into-sources` (an agent would write over what it reads, or an operator would
    apply it) and `cannot-hydrate` (the hydrator pushes to a folder, on a branch of its own)."""
    told: set[Ref] = set()
    for unit in units:
        if unit.rendered_by is None or unit.declared in told:
            continue
        where = drawing.where_placed("rendered", unit)
        for artefact, slot in (("overlay", unit.overlay), *unit.parts):
            if unit.deployed.holds(slot) or slot.holds(unit.deployed):
                told.add(unit.declared)
                drawing.complaints.error(
                    "rendered-into-sources",
                    f"{unit.declared} is rendered into `{unit.path or '.'}`, where its {artefact} "
                    "lies",
                    (where, f"meets `{slot.path or '.'}`"),
                    help='place it beside, e.g. at "rendered/{app}/{stage}", or on another branch',
                )
                break
        else:
            _hydration(drawing, unit, where)


def _hydration(drawing: Drawing, unit: Unit, where: Where) -> None:
    """The limits of Argo CD's hydrator (docs/user-guide/source-hydrator.md); on the branch that it
    reads, each of its commits would be one more to render."""
    if not unit.is_hydrated:
        return
    if unit.repo.is_oci:
        problem, help = "commits to Git, not to a registry", "say `config rendered by AGENT`"
    elif unit.repo.folder == unit.overlay.repo.folder:
        problem = f"needs a branch of its own, and would push to `{unit.revision}`, which it reads"
        help = 'add `branch "environments/{stage}"` to the place'
    elif not unit.path:
        problem = "writes into a folder, not into the root of a branch"
        help = 'name one, e.g. at "{app}"'
    else:
        return
    drawing.complaints.error(
        "cannot-hydrate", f"the hydrator of {unit.declared} {problem}", (where, "here"), help=help
    )
