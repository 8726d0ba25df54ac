"""Truth: every app and every infra has a cluster to run on."""

from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.rules.given_clusters import beyond


def check(drawing: Drawing) -> None:
    """Slugs `app-nowhere`, `infra-nowhere`, `stage-nowhere`."""
    for stage, clusters in drawing.fleet.clusters_of.items():
        if not clusters:
            drawing.complaints.error(
                "stage-nowhere",
                f"stage `{stage}` runs on no cluster",
                (Where(Ref("stage", (stage,))), "no `on`, or an empty group"),
                help=f"write `stage {stage} on CLUSTER`; it may be left out where there is one",
            )
    for team in drawing.topology.teams:
        for app in team.apps:
            ref = Ref("app", (team.name, app.name))
            if not drawing.fleet.runs(team, app) and not list(beyond(drawing.fleet, team, app)):
                drawing.complaints.error(
                    "app-nowhere",
                    f"{ref} runs nowhere",
                    (Where(ref), "no stage and cluster is left"),
                    help="a unit exists where the stage's clusters, the team's `on` and the app's "
                    "`in` and `on` meet; widen one of them",
                )
    for infra in drawing.topology.infra:
        if not drawing.infra_clusters(infra.name):
            drawing.complaints.error(
                "infra-nowhere",
                f"infra `{infra.name}` runs nowhere",
                (Where(Ref("infra", (infra.name,))), "no cluster hosts a stage"),
                help="name its clusters with `on`",
            )
