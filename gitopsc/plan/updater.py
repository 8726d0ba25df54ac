"""An agent beside an operator that raises versions, and what it raises there."""

from typing import NamedTuple

from gitopsc.plan.mover import Mover
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref


class Updater(NamedTuple):
    """One agent beside one operator, which knows what it raises by objects in its cluster."""

    ref: Ref
    """The agent."""
    using: str
    instance: Ref
    """The operator, which applies the objects as well."""
    slot: Slot
    """The folder of the objects."""
    movers: tuple[Mover, ...]

    @property
    def name(self) -> str:
        return self.ref.name

    @property
    def link(self) -> str:
        """The name of the operator's object that applies what it is told."""
        return f"updates-{self.name}"
