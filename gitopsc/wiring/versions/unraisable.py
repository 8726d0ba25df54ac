"""What an agent is asked to raise, and cannot."""

from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.plan.mover import Mover


class Obstacle(NamedTuple):
    """Why an agent cannot do what a `bump` asks of it."""

    why: str
    help: str
    word: str = ""
    """The word in the block of the `bump` that asks for it; the `bump` itself if none is said."""


def cannot_raise(mover: Mover, obstacle: Obstacle) -> Diagnostic:
    """Slug `cannot-raise`."""
    where = mover.where
    if obstacle.word:
        where = where._replace(field=f"{where.field} {obstacle.word}")
    return Diagnostic(
        "cannot-raise",
        f"`{mover.agent.name}` cannot raise the {mover.state.what} of {mover.units[0].declared}: "
        f"{obstacle.why}",
        (Label(where, "said here"),),
        help=(obstacle.help,),
    )
