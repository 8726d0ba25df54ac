"""What the block of an operator asks of that operator."""

from collections.abc import Iterator

from gitopsc.model.operator import Operator
from gitopsc.model.topology import Topology
from gitopsc.refs import Ref, Where, as_owner
from gitopsc.wiring.asks.ask import Ask, of_places, of_sync


def of_operators(topology: Topology) -> Iterator[Ask]:
    for operator in topology.operators:
        ref, itself = Ref("operator", (operator.name,)), frozenset((operator.name,))
        for word, field in _words(operator):
            yield Ask(word, Where(ref, field), itself)
        yield from of_sync(ref, operator.sync, itself)
        yield from of_places((as_owner(operator.name),), operator.places, itself)


def _words(operator: Operator) -> Iterator[tuple[str, str]]:
    """Each word, and the field that says it."""
    if operator.mode == "namespaced":
        yield "as namespaced", "as"
        if operator.install:
            yield f"install {operator.install} as namespaced", "install"
    for field in ("generate", "install", "link", "nest"):
        value = getattr(operator, field)
        if value:
            yield f"{field} {value}", field
    if operator.shards:
        yield "shards", "shards"
