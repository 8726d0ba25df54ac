"""What comes after what: sync waves along `needs`.

Argo CD orders only what stands under one parent. The parents form a tree: the root, the folders
that have an Application in it, and the teams' folders, whose Applications may stand in a folder of
their own. So there is one law: a need is honoured where the ways from the root to the two units
part. There the one comes after the other, with everything that stands below them, and the wave of
each is its depth among its siblings.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gitopsc.backends.argocd.site import Site, folder_of
from gitopsc.refs import Ref
from gitopsc.wiring.slots import Slot
from gitopsc.wiring.unit import Unit

Node = Ref | Slot
"""A unit, or a folder of links."""

Way = tuple[Node, ...]
"""The folders from the root (which is left out) to a unit, and the unit."""


@dataclass(frozen=True, slots=True)
class Order:
    """The waves of one site."""

    waves: Mapping[Node, int]
    unordered: tuple[Unit, ...]
    """Units that do not come after all they need, because folders need each other crosswise."""

    def of_unit(self, unit: Unit) -> int:
        return self.waves[unit.ref]

    def of_folder(self, folder: Slot) -> int:
        """0 for a folder without units."""
        return self.waves.get(folder, 0)


def order(site: Site) -> Order:
    """The order of a site, in one pass over its needs."""
    ways = _ways(site)
    needed: dict[Node, set[Node]] = {node: set() for way in ways.values() for node in way}
    for unit in site.units:
        for mine, theirs in _partings(unit, ways):
            needed[mine].add(theirs)
    waves = _depths(needed)
    unordered = tuple(
        unit
        for unit in site.units
        if any(waves[mine] <= waves[theirs] for mine, theirs in _partings(unit, ways))
    )
    return Order(waves, unordered)


def _ways(site: Site) -> dict[Ref, Way]:
    above = {folder: folder_of(tenant.slot) for tenant in site.tenants for folder in tenant.wiring}
    ways: dict[Ref, Way] = {}
    for unit in site.units:
        folder = folder_of(unit.wiring)
        folders = (above[folder], folder) if folder in above else (folder,)
        ways[unit.ref] = (*(f for f in folders if f != site.root), unit.ref)
    return ways


def _partings(unit: Unit, ways: Mapping[Ref, Way]) -> Iterator[tuple[Node, Node]]:
    """For each need the two siblings at which the ways part. A need that was left out after a
    complaint counts as fulfilled."""
    for need in unit.needs:
        if need.unit in ways:
            pairs = zip(ways[unit.ref], ways[need.unit], strict=False)
            yield next(pair for pair in pairs if pair[0] != pair[1])


def _depths(needed: Mapping[Node, set[Node]]) -> dict[Node, int]:
    """The longest way to each node, from 0. In a ring the first node goes ahead of its needs."""
    waiting: dict[Node, list[Node]] = defaultdict(list)
    for node, others in needed.items():
        for other in others:
            waiting[other].append(node)
    left = {node: len(others) for node, others in needed.items()}
    reached = dict.fromkeys(needed, 0)
    depths: dict[Node, int] = {}
    for first in [*(node for node, count in left.items() if not count), *needed]:
        ready = [] if first in depths else [first]
        for node in ready:
            depths[node] = reached[node]
            for after in waiting[node]:
                reached[after] = max(reached[after], depths[node] + 1)
                left[after] -= 1
                if left[after] == 0 and after not in depths:
                    ready.append(after)
    return depths
