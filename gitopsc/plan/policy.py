"""How a unit is reconciled, with every default written out: none is left to an operator."""

from typing import NamedTuple


class Policy(NamedTuple):
    automatic: bool
    prune: bool
    heal: bool
    confirm: bool
    """A deletion waits for a person: the stage says `review required`."""
    every: str
    retry: str
    retries: int
    timeout: str
