"""How deep each of many things lies along what it needs."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def depths(needed: Mapping[Node, Collection[Node]]) -> dict[Node, int]:
    """The longest way to each thing, from 0. What is needed and is not among the things counts as
    fulfilled. In a ring the first thing goes ahead of its needs.

    Without recursion: chains may be long.

    :param needed: for each thing what it needs.
    """
    after: defaultdict[Node, list[Node]] = defaultdict(list)
    awaited = {}
    for node, others in needed.items():
        known = [other for other in others if other in needed]
        awaited[node] = len(known)
        for other in known:
            after[other].append(node)
    reached = dict.fromkeys(needed, 0)
    found: dict[Node, int] = {}
    for first in [*(node for node, count in awaited.items() if not count), *needed]:
        ready = [] if first in found else [first]
        for node in ready:
            found[node] = depth = reached[node]
            for follower in after.get(node, ()):
                reached[follower] = max(reached[follower], depth + 1)
                awaited[follower] -= 1
                if awaited[follower] == 0 and follower not in found:
                    ready.append(follower)
    return found
