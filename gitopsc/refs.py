"""The names of things: the coin every room pays with, knowing nothing of what it names."""

from typing import NamedTuple


class Ref(NamedTuple):
    """The name of one declared thing, e.g. `Ref("app", ("payments", "checkout"))`."""

    kind: str
    path: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind} `{'.'.join(self.path)}`"

    @property
    def name(self) -> str:
        """The last part of the name, which is unique only within its owner."""
        return self.path[-1]


def as_owner(operator: str) -> str:
    """An operator among the owners of places: the others are teams, and one may have its name."""
    return f"operator {operator}"


class Where(NamedTuple):
    """A place in what was said, without text: a thing, one of its fields, one element of it.

    Rooms above `language` complain about a `Where`; the table of origins turns it into a
    span. A place that has no origin of its own falls back to its field, then to its thing.
    """

    ref: Ref
    field: str = ""
    element: int = -1
