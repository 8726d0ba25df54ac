"""What comes after what: sync waves along `needs`.

Argo CD orders only what stands under one parent. So there is one law for two levels. Inside a
folder that has an Application of its own, a unit's wave is its depth along `needs`. In the root,
where those Applications stand beside units that have none above them, the wave is the depth in the
same graph with each folder drawn together to one node: a folder comes after everything outside that
one of its units needs, and everything that needs one of its units comes after the whole folder.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from gitopsc.backends.argocd.site import Site, folder_of
from gitopsc.refs import Ref
from gitopsc.wiring.slots import Slot
from gitopsc.wiring.unit import Unit

Node = Ref | Slot
"""A unit that stands in the root, or a folder of links."""


@dataclass(frozen=True)
class Order:
    """The waves of one site."""

    waves: dict[Node, int] = field(default_factory=dict)
    """In the root; a folder in a ring has none."""
    nodes: dict[Ref, Node] = field(default_factory=dict)
    ring: tuple[Unit, ...] = ()
    """Units that need something of a folder that has no wave, because folders need each other
    crosswise."""

    def of_unit(self, unit: Unit) -> int:
        node = self.nodes[unit.ref]
        return self.waves.get(node, 0) if node == unit.ref else unit.wave

    def of_folder(self, folder: Slot) -> int:
        return self.waves.get(folder, 0)


def order(site: Site) -> Order:
    """The order of a site, in one pass over its needs."""
    nodes: dict[Ref, Node] = {unit.ref: _node(site, unit) for unit in site.units}
    needed: dict[Node, set[Node]] = {node: set() for node in nodes.values()}
    for unit in site.units:
        node = nodes[unit.ref]
        others = {nodes[need.unit] for need in unit.needs if need.unit in nodes}
        needed[node] |= others - {node}
    waves = _depths(needed)
    ring = tuple(
        unit
        for unit in site.units
        if any(
            need.unit in nodes
            and nodes[need.unit] != nodes[unit.ref]
            and nodes[need.unit] not in waves
            for need in unit.needs
        )
    )
    return Order(waves, nodes, ring)


def _node(site: Site, unit: Unit) -> Node:
    folder = folder_of(unit.wiring)
    return unit.ref if folder == site.root else folder


def _depths(needed: dict[Node, set[Node]]) -> dict[Node, int]:
    """The longest way to each node, from 0; nodes in or behind a ring are left out."""
    waiting: dict[Node, list[Node]] = defaultdict(list)
    open_needs = {node: len(others) for node, others in needed.items()}
    for node, others in needed.items():
        for other in others:
            waiting[other].append(node)
    ready = [node for node, count in open_needs.items() if count == 0]
    depths = dict.fromkeys(ready, 0)
    reached: dict[Node, int] = defaultdict(int)
    for node in ready:
        for after in waiting[node]:
            reached[after] = max(reached[after], depths[node] + 1)
            open_needs[after] -= 1
            if open_needs[after] == 0:
                depths[after] = reached[after]
                ready.append(after)
    return depths
