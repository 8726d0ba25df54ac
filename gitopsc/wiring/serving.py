"""Which operator deploys to which cluster: for the platform, and for teams."""

from collections.abc import Iterable
from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.model.operator import Operator
from gitopsc.refs import Ref, Where
from gitopsc.wiring.fleet import Fleet


class Serving(NamedTuple):
    """Who deploys to one cluster."""

    platform: Operator | None
    """For all that is no team's; `None` where every operator is a team's own, and has no rights on
    the cluster."""
    teams: Operator


def servers(fleet: Fleet) -> tuple[dict[str, Serving], tuple[Diagnostic, ...]]:
    """The operators of each cluster.

    Of those for everybody it is the standalone one that names the cluster, otherwise the hub; of
    those that are one per team likewise, and they go before the others for what is a team's. One
    without `on` serves every cluster. Two of a kind or none at all is a complaint.
    """
    serving: dict[str, Serving] = {}
    complaints: list[Diagnostic] = []
    operators = fleet.topology.operators
    of_all = [operator for operator in operators if not operator.is_per_team]
    of_teams = [operator for operator in operators if operator.is_per_team]
    for cluster in fleet.clusters:
        kinds = [_candidates(fleet, cluster, kind) for kind in (of_all, of_teams)]
        doubled = [found for found in kinds if len(found) > 1]
        platform, own = kinds
        if doubled:
            complaints += [_two(cluster, found[0], found[1]) for found in doubled]
        elif platform or own:
            serving[cluster] = Serving(platform[0] if platform else None, (own or platform)[0])
        elif operators:
            complaints.append(_none(cluster))
    return serving, tuple(complaints)


def _candidates(fleet: Fleet, cluster: str, operators: Iterable[Operator]) -> list[Operator]:
    operators = tuple(operators)
    named = [o for o in operators if o.mode != "hub" and cluster in fleet.expand(o.on)]
    return named or [o for o in operators if o.mode == "hub" or not o.on]


def _two(cluster: str, first: Operator, second: Operator) -> Diagnostic:
    return Diagnostic(
        "two-operators",
        f"two operators serve cluster `{cluster}`",
        (
            Label(Where(Ref("cluster", (cluster,))), "served twice"),
            Label(Where(Ref("operator", (first.name,))), "by this one"),
            Label(Where(Ref("operator", (second.name,))), "and by this one"),
        ),
        help=("name each operator's clusters with `on`; a hub takes what no other one names",),
    )


def _none(cluster: str) -> Diagnostic:
    return Diagnostic(
        "unserved-cluster",
        f"no operator serves cluster `{cluster}`",
        (Label(Where(Ref("cluster", (cluster,))), "nobody deploys here"),),
        help=("add the cluster to the `on` of an operator, or declare a hub",),
    )
