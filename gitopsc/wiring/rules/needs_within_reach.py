"""Truth: an operator can wait only for what it deploys itself."""

from collections.abc import Sequence

from gitopsc.plan.instance import scene
from gitopsc.plan.unit import Unit
from gitopsc.refs import Where
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Warning `order-not-enforced`. Where each team has an operator of its own, what it needs may
    be another team's, or the platform's."""
    if not any(instance.team for instance in drawing.instances):
        return  # one operator on each cluster, and nothing is needed across clusters
    by_ref = {unit.ref: unit for unit in units}
    for unit in units:
        for index, need in enumerate(unit.needs):
            needed = by_ref.get(need.unit)
            if needed and needed.instance != unit.instance:
                drawing.complaints.warn(
                    "order-not-enforced",
                    f"{unit.declared} cannot be started after {needed.declared}: another operator "
                    f"brings that, the one on {scene(needed.instance)}",
                    (Where(unit.declared, "needs", index), "comes up in any order"),
                    help="let it come up in any order: it is tried again until what it needs is "
                    "there",
                )
