"""Truth: what is for a whole cluster is brought by somebody who may touch all of it."""

from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing) -> None:
    """Slug `infra-needs-cluster-rights`, once for each infra."""
    for infra in drawing.topology.infra:
        for cluster in drawing.infra_clusters(infra.name):
            operator = drawing.without_rights(cluster)
            if operator:
                drawing.complaints.error(
                    "infra-needs-cluster-rights",
                    f"nobody may bring infra `{infra.name}` to `{cluster}`: every operator there "
                    "is one team's, and has no rights on the cluster",
                    (Where(Ref("infra", (infra.name,))), "for all of the cluster"),
                    (Where(operator, "as"), "one per team"),
                    help="declare the other operator as well, as standalone or as hub: it brings "
                    "what is no team's, and creates the namespaces",
                )
                break
