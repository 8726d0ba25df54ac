"""How a unit is reconciled, with every default written out: none is left to an operator."""

from typing import NamedTuple


class Policy(NamedTuple):
    automatic: bool
    prune: bool
    heal: bool
    heal_is_said: bool
    """And is no default. Some correct what charts install only then: webhooks and controllers that
    write into it would be fought for ever."""
    confirm: bool
    """A deletion waits for a person: the stage says `review required`."""
    every: str
    retry: str
    retries: int
    timeout: str
