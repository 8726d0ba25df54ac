"""Circles among declared things, one per knot, in a defined order."""

from collections.abc import Iterable

import networkx as nx

from gitopsc.refs import Ref


def cycles(edges: Iterable[tuple[Ref, Ref]]) -> tuple[tuple[Ref, ...], ...]:
    """A shortest circle of each strongly connected part, beginning at its smallest name."""
    graph: nx.DiGraph[Ref] = nx.DiGraph()
    graph.add_edges_from(sorted(edges))
    found = []
    for part in nx.strongly_connected_components(graph):
        knot = graph.subgraph(sorted(part))
        if len(part) > 1 or knot.has_edge(*(2 * tuple(part))):
            found.append(_from(knot, min(part)))
    return tuple(sorted(found))


def _from(knot: "nx.DiGraph[Ref]", start: Ref) -> tuple[Ref, ...]:
    if knot.has_edge(start, start):
        return (start,)
    ways = (nx.shortest_path(knot, follower, start) for follower in sorted(knot.successors(start)))
    shortest = min(ways, key=lambda way: (len(way), way))
    return (start, *shortest[:-1])
