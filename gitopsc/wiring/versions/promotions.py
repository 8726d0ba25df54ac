"""The way of releases: the graph that the chains of `promote` draw, with the gates on it."""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from gitopsc.model.fleet import Window
from gitopsc.model.topology import Topology
from gitopsc.refs import Ref, Where


class Arrow(NamedTuple):
    """One step of a release, from a stage into the next one."""

    source: str
    target: str
    by: str
    """The agent that makes it."""
    review: bool
    """Somebody has to agree: the chain says so, or the stage that it leads to."""
    window: Window | None
    """When the stage that it leads to may change."""
    where: Where


class Promotions:
    """All steps of a spec. They lead in no circle: a rule has seen to that."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology

    @cached_property
    def arrows(self) -> tuple[Arrow, ...]:
        """By their stages; of two chains with one step in common, that of the first stays."""
        found: dict[tuple[str, str], Arrow] = {}
        for arrow in self._drawn():
            found.setdefault((arrow.source, arrow.target), arrow)
        return tuple(found[step] for step in sorted(found))

    def _drawn(self) -> Iterator[Arrow]:
        stages = {stage.name: stage for stage in self._topology.stages}
        windows = {window.name: window for window in self._topology.windows}
        for promotion in self._topology.promotions:
            ref = Ref("promotion", promotion.chain)
            for index, (source, target) in enumerate(pairwise(promotion.chain), start=1):
                stage = stages[target]
                yield Arrow(
                    source,
                    target,
                    promotion.by,
                    promotion.review or stage.review,
                    windows[stage.window] if stage.window else None,
                    Where(ref, "chain", index),
                )

    def into(self, stage: str) -> tuple[Arrow, ...]:
        """The last steps into a stage."""
        return tuple(arrow for arrow in self.arrows if arrow.target == stage)

    def before(self, stage: str) -> tuple[str, ...]:
        """Every stage that a release may have come through, the nearest first."""
        found: dict[str, None] = {}
        waiting = [stage]
        while waiting:
            sources = [arrow.source for arrow in self.into(waiting.pop(0))]
            waiting += [source for source in sources if source not in found]
            found |= dict.fromkeys(sources)
        return tuple(found)

    def in_order(self) -> tuple[str, ...]:
        """All stages, each after those that come before it, else by name."""
        names = [stage.name for stage in self._topology.stages]
        return tuple(sorted(names, key=lambda name: (len(self.before(name)), name)))
