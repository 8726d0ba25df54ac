"""What the block of an operator asks of that operator."""

from collections.abc import Iterator

from gitopsc.model.operator import Operator
from gitopsc.model.topology import Topology
from gitopsc.refs import Ref, Where, as_owner
from gitopsc.wiring.asks.ask import Ask, Word, of_places, of_sync


def of_operators(topology: Topology) -> Iterator[Ask]:
    for operator in topology.operators:
        itself = frozenset((operator.name,))
        yield from (Ask(*word, itself) for word in _words(operator))


def _words(operator: Operator) -> Iterator[Word]:
    ref = Ref("operator", (operator.name,))
    for word, field in _of_block(operator):
        yield word, Where(ref, field)
    yield from of_sync(ref, operator.sync)
    yield from of_places((as_owner(operator.name),), operator.places)


def _of_block(operator: Operator) -> Iterator[tuple[str, str]]:
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
