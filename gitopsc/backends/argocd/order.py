"""What comes after what: sync waves along `needs`.

Argo CD orders only what stands under one parent. The parents form a tree: the root, the folders
that have an Application in it, and the teams' folders, whose Applications may stand in a folder of
their own. So there is one law: a need is honoured where the ways from the root to the two units
part. There the one comes after the other, with everything that stands below them, and the wave of
each is its depth among its siblings.

What a set makes stands below the set, in no order, and the set is healthy as soon as it has made
it: a set comes after what its units need, but nothing can come after one of its units.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from gitopsc.backends.argocd.site import Site
from gitopsc.plan.depths import depths
from gitopsc.plan.slots import Slot
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref

Node = Ref | Slot
"""A unit, the set that makes it, or a folder of links."""


class _Route(NamedTuple):
    """How the root leads to a unit."""

    folders: tuple[Slot, ...]
    """From the root, which is left out, down to the one with the link; one tuple for all units
    whose links stand there."""
    end: Ref
    """The unit, or the set that makes it."""

    @property
    def nodes(self) -> tuple[Node, ...]:
        return (*self.folders, self.end)


class Order(NamedTuple):
    """The waves of one site."""

    waves: Mapping[Node, int]
    """Of what needs something or is needed; everything else comes first."""
    unordered: tuple[Unit, ...]
    """Units that do not come after all they need, because folders need each other crosswise."""
    unawaited: tuple[Unit, ...]
    """Units that need one that a set makes."""

    @property
    def end(self) -> int:
        """A wave after all of them, for what nothing may wait for; 0 where there is no order."""
        last = max(self.waves.values(), default=0)
        return last + 1 if last else 0

    def of(self, link: Ref) -> int:
        """The wave of a unit, or of a set."""
        return self.waves.get(link, 0)

    def of_folder(self, folder: Slot) -> int:
        """0 for a folder without units."""
        return self.waves.get(folder, 0)


def order(site: Site, sets: Mapping[Ref, Ref]) -> Order:
    """The order of a site, in one pass over its needs.

    :param sets: for each unit that a set makes, the set.
    """
    needing = tuple(unit for unit in site.units if unit.needs)
    ways = _ways(site, sets, {ref for unit in needing for ref in (unit.ref, *_needed_by(unit))})
    awaited = {unit: way for unit, way in ways.items() if unit not in sets}
    partings = [(unit, list(_partings(unit, ways[unit.ref], awaited))) for unit in needing]
    needed = _nodes(ways.values())
    for _, pairs in partings:
        for mine, theirs in pairs:
            needed[mine].add(theirs)
    waves = depths(needed)
    unordered = tuple(
        unit
        for unit, pairs in partings
        if any(waves[mine] <= waves[theirs] for mine, theirs in pairs)
    )
    unawaited = tuple(unit for unit in needing if any(ref in sets for ref in _needed_by(unit)))
    return Order(waves, unordered, unawaited)


def _needed_by(unit: Unit) -> Iterator[Ref]:
    return (need.unit for need in unit.needs)


def _ways(site: Site, sets: Mapping[Ref, Ref], wanted: Set[Ref]) -> dict[Ref, _Route]:
    above = {folder: tenant.slot.folder for tenant in site.tenants for folder in tenant.wiring}
    # Units are many and folders few, so each folder's way is found once.
    down: dict[tuple[str, str], tuple[Slot, ...]] = {}
    for folder in site.links:
        folders = (above[folder], folder) if folder in above else (folder,)
        steps = tuple(f for f in folders if not site.is_at_root(f))
        down[folder.repo.folder, folder.path] = steps
    return {
        ref: _Route(down[unit.wiring.repo.folder, unit.wiring.directory], sets.get(ref, ref))
        for unit in site.units
        if (ref := unit.ref) in wanted
    }


def _nodes(ways: Iterable[_Route]) -> dict[Node, set[Node]]:
    """All that lies on some way, each with room for what it comes after."""
    found: dict[Node, set[Node]] = {}
    passed: set[int] = set()
    for way in ways:
        # Thousands of units share the folders, and a slot takes long to hash.
        if id(way.folders) not in passed:
            passed.add(id(way.folders))
            for folder in way.folders:
                found.setdefault(folder, set())
        found.setdefault(way.end, set())
    return found


def _partings(
    unit: Unit, way: _Route, awaited: Mapping[Ref, _Route]
) -> Iterator[tuple[Node, Node]]:
    """For each need the two siblings at which the ways part. A need that was left out after a
    complaint counts as fulfilled."""
    for need in unit.needs:
        other = awaited.get(need.unit)
        if other is None:
            continue
        if other.folders is way.folders:
            yield way.end, other.end
        else:
            pairs = zip(way.nodes, other.nodes, strict=False)
            yield next(pair for pair in pairs if pair[0] != pair[1])
