"""Truth: what a team may do stands where the team cannot write (P28)."""

from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing

RIGHTS = ("projects", "tenants", "tenant-overlay")


def check(drawing: Drawing) -> None:
    """Slug `rights-in-team-repo`, once for each place: the operator would apply the folder with the
    platform's rights, whoever wrote into it."""
    topology, told = drawing.topology, set[Where]()
    for operator in topology.operators:
        for team in topology.teams:
            for artefact in RIGHTS:
                placed = drawing.placement.find(artefact, operator=operator.name, team=team.name)
                if placed is None or placed.where in told:
                    continue
                if placed.is_of_team:
                    told.add(placed.where)
                    drawing.complaints.error(
                        "rights-in-team-repo",
                        f"team `{team.name}` could write down what it may do itself: "
                        f"`place {artefact}` is in a repository of its own",
                        (placed.where, "applied with the platform's rights"),
                        (Where(Ref("repo", (placed.repo.name,))), "the team writes to it"),
                        help="place it in a repository of the platform",
                    )
