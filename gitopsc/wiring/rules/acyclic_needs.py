"""Truth: what needs what never runs in a circle."""

from gitopsc.refs import Ref, Where
from gitopsc.wiring.cycles import cycles
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.graph import needs_of_infra, needs_of_team


def check(drawing: Drawing) -> None:
    """Slug `needs-cycle`: neither operator would ever start a circle (P11)."""
    topology = drawing.topology
    edges = [(a, b) for infra in topology.infra for a, _, b in needs_of_infra(infra)]
    edges += [(a, b) for team in topology.teams for a, _, b in needs_of_team(team)]
    for cycle in cycles(edges):
        way = " → ".join(_name(ref) for ref in (*cycle, cycle[0]))
        drawing.complaints.error(
            "needs-cycle",
            f"`needs` runs in a circle: {way}",
            (Where(cycle[0], "needs"), "leaves here"),
            *(((Where(cycle[-1], "needs"), "and returns here"),) if len(cycle) > 1 else ()),
            help="take one `needs` away; something has to be first",
        )


def _name(ref: Ref) -> str:
    return ".".join(ref.path)
