"""Truth: a team that has an operator of its own needs no rights on somebody else's."""

from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing

RIGHTS = ("tenants", "tenant-overlay")


def check(drawing: Drawing) -> None:
    """Slug `tenant-with-own-operator`, once for each place."""
    for operator in drawing.topology.operators:
        for team in drawing.topology.teams if operator.is_per_team else ():
            for artefact in RIGHTS:
                placed = drawing.placement.find(artefact, operator=operator.name, team=team.name)
                if placed:
                    drawing.complaints.error(
                        "tenant-with-own-operator",
                        f"`place {artefact}` says what teams may do on an operator they share, and "
                        "each has one of its own",
                        (placed.where, "nothing to put here"),
                        (Where(Ref("operator", (operator.name,)), "as"), "one per team"),
                        help="leave it out; or say it in the block of the operator they share",
                    )
