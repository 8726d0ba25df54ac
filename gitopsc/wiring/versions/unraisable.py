"""What an agent is asked to raise, and cannot."""

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.plan.mover import Mover


def cannot_raise(mover: Mover, why: str, help: str) -> Diagnostic:
    """Slug `cannot-raise`."""
    return Diagnostic(
        "cannot-raise",
        f"`{mover.agent.name}` cannot raise the {mover.state.what} of {mover.units[0].declared}: "
        f"{why}",
        (Label(mover.where, "said here"),),
        help=(help,),
    )
