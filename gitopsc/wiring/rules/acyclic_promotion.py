"""Truth: promotion only goes forward."""

from itertools import pairwise

from gitopsc.refs import Ref, Where
from gitopsc.wiring.cycles import cycles
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing) -> None:
    """Slug `promotion-cycle`, over the union of all chains."""
    steps: dict[tuple[str, str], Where] = {}
    for promotion in drawing.topology.promotions:
        chain = promotion.chain
        for index, step in enumerate(pairwise(chain)):
            steps.setdefault(step, Where(Ref("promotion", chain), "chain", index))
    for cycle in cycles((Ref("stage", (a,)), Ref("stage", (b,))) for a, b in steps):
        names = [ref.name for ref in cycle]
        way = " → ".join([*names, names[0]])
        after = names[1] if len(names) > 1 else names[0]
        drawing.complaints.error(
            "promotion-cycle",
            f"promotion runs in a circle: {way}",
            (steps[names[0], after], "leaves here"),
            *(((steps[names[-1], names[0]], "and returns here"),) if len(names) > 1 else ()),
            help="a version moves one way; take one arrow away",
        )
