"""The words of a spec that an operator may be unable to realise: what is asked of a backend.

A backend answers with a table from these words to reasons. So nothing said is ever ignored: it is
emitted, or it is refused by name.
"""

from collections.abc import Iterator

from gitopsc.wiring.asks.addressees import Addressees
from gitopsc.wiring.asks.ask import Ask, of_places
from gitopsc.wiring.asks.of_agents import of_agents
from gitopsc.wiring.asks.of_fleet import of_fleet
from gitopsc.wiring.asks.of_operators import of_operators
from gitopsc.wiring.asks.of_rendering import of_rendering
from gitopsc.wiring.asks.of_workloads import of_workloads
from gitopsc.wiring.drawing import Drawing


def asks(drawing: Drawing) -> Iterator[Ask]:
    """Every ask of a spec, in the order of its kinds."""
    whom = Addressees(drawing)
    yield from of_operators(drawing.topology)
    yield from of_fleet(drawing.topology, whom)
    yield from of_agents(drawing.topology, whom)
    # A place outside of all blocks is the default of every operator.
    yield from (Ask(*word, whom.all) for word in of_places((), drawing.topology.places))
    yield from of_workloads(drawing.topology, whom)
    yield from of_rendering(drawing, whom)
