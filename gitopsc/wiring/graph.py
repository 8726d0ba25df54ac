"""The graph of declared things: nodes are names, and every edge carries its relation word."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from gitopsc.model.topology import Topology
from gitopsc.model.workload import Infra, Team
from gitopsc.refs import Ref

if TYPE_CHECKING:
    import networkx as nx

Edge = tuple[Ref, str, Ref]


def draw(topology: Topology) -> "nx.DiGraph[Ref]":
    """A frozen graph; `graph.edges[a, b]["relation"]` is the relation word (or several, sorted,
    where two things are related twice)."""
    import networkx as nx  # on use: no compile needs the whole graph, and the import is costly

    graph: nx.DiGraph[Ref] = nx.DiGraph()
    graph.add_nodes_from(sorted(_things(topology)))
    for source, relation, target in sorted(_edges(topology)):
        known = graph.edges[source, target]["relation"] if graph.has_edge(source, target) else ""
        graph.add_edge(source, target, relation=f"{known} {relation}".strip())
    nx.freeze(graph)
    return graph


def _things(topology: Topology) -> Iterator[Ref]:
    yield from (Ref("operator", (thing.name,)) for thing in topology.operators)
    yield from (Ref("group", (thing.name,)) for thing in topology.groups)
    yield from (Ref("cluster", (thing.name,)) for thing in topology.clusters)
    yield from (Ref("variant", (thing.name,)) for thing in topology.variants)
    yield from (Ref("stage", (thing.name,)) for thing in topology.stages)
    yield from (Ref("window", (thing.name,)) for thing in topology.windows)
    yield from (Ref("agent", (thing.name,)) for thing in topology.agents)
    yield from (Ref("repo", (thing.name,)) for thing in topology.repos)
    yield from (Ref("infra", (thing.name,)) for thing in topology.infra)
    yield from (Ref("team", (thing.name,)) for thing in topology.teams)
    for team in topology.teams:
        for app in team.apps:
            yield Ref("app", (team.name, app.name))


def _edges(topology: Topology) -> Iterator[Edge]:
    groups = {group.name for group in topology.groups}

    def where(names: tuple[str, ...]) -> Iterator[Ref]:
        return (Ref("group" if name in groups else "cluster", (name,)) for name in names)

    for operator in topology.operators:
        yield from ((Ref("operator", (operator.name,)), "on", at) for at in where(operator.on))
    for cluster in topology.clusters:
        ref = Ref("cluster", (cluster.name,))
        yield from ((ref, "in", Ref("group", (name,))) for name in cluster.groups)
        yield from ((ref, "with", Ref("variant", (name,))) for name in cluster.variants)
    for stage in topology.stages:
        ref = Ref("stage", (stage.name,))
        yield from ((ref, "on", at) for at in where(stage.on))
        yield from ((ref, "with", Ref("variant", (name,))) for name in stage.variants)
    for promotion in topology.promotions:
        for before, after in pairwise(promotion.chain):
            yield Ref("stage", (before,)), "->", Ref("stage", (after,))
    for infra in topology.infra:
        yield from ((Ref("infra", (infra.name,)), "on", at) for at in where(infra.on))
        yield from needs_of_infra(infra)
    for team in topology.teams:
        yield from ((Ref("team", (team.name,)), "on", at) for at in where(team.on))
        for app in team.apps:
            ref = Ref("app", (team.name, app.name))
            yield Ref("team", (team.name,)), "owns", ref
            yield from ((ref, "in", Ref("stage", (name,))) for name in app.stages)
            yield from ((ref, "on", at) for at in where(app.on))
        yield from needs_of_team(team)


def needs_of_infra(infra: Infra) -> Iterator[Edge]:
    return ((Ref("infra", (infra.name,)), "needs", Ref("infra", (n,))) for n in infra.needs)


def needs_of_team(team: Team) -> Iterator[Edge]:
    """Those of its apps: own app first, then infra (docs/decisions/0001, rule 1)."""
    own = {app.name: Ref("app", (team.name, app.name)) for app in team.apps}
    for app in team.apps:
        for name in app.needs:
            owner, _, needed = name.rpartition(".")
            infra = Ref("infra", (needed,))
            target = Ref("app", (owner, needed)) if owner else own.get(needed, infra)
            yield own[app.name], "needs", target
