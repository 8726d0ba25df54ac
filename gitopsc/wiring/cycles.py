"""Circles among declared things, one per knot, in a defined order."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from gitopsc.refs import Ref

if TYPE_CHECKING:
    import networkx as nx

Edges = list[tuple[Ref, Ref]]


def cycles(edges: Iterable[tuple[Ref, Ref]]) -> tuple[tuple[Ref, ...], ...]:
    """A shortest circle of each strongly connected part, beginning at its smallest name."""
    found = list(edges)
    return _circles(sorted(found)) if _has_circle(found) else ()


def _has_circle(edges: Edges) -> bool:
    """The common answer is no, and for that NetworkX need not be imported."""
    sorter: TopologicalSorter[Ref] = TopologicalSorter()
    for source, target in edges:
        sorter.add(source, target)
    try:
        sorter.prepare()
    except CycleError:
        return True
    return False


def _circles(edges: Edges) -> tuple[tuple[Ref, ...], ...]:
    import networkx as nx

    graph: nx.DiGraph[Ref] = nx.DiGraph()
    graph.add_edges_from(edges)
    found = []
    for part in nx.strongly_connected_components(graph):
        knot = graph.subgraph(sorted(part))
        if len(part) > 1 or knot.has_edge(*(2 * tuple(part))):
            found.append(_from(knot, min(part)))
    return tuple(sorted(found))


def _from(knot: "nx.DiGraph[Ref]", start: Ref) -> tuple[Ref, ...]:
    import networkx as nx

    if knot.has_edge(start, start):
        return (start,)
    ways = (nx.shortest_path(knot, follower, start) for follower in sorted(knot.successors(start)))
    shortest = min(ways, key=lambda way: (len(way), way))
    return (start, *shortest[:-1])
