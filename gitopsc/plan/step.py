"""What a person does once, before an operator can look after itself."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gitopsc.plan.updater import Updater


class Step(NamedTuple):
    """One step of a bootstrap: what it is for, and the lines to run, if any."""

    says: str
    command: tuple[str, ...] = ()


def opening(updaters: Iterable[Updater]) -> Iterator[Step]:
    """The Secrets by which updaters open registries: pull secrets, in each namespace of theirs."""
    wanted = {
        (mover.namespace, mover.agent.credentials)
        for updater in updaters
        for mover in updater.movers
        if mover.agent.credentials
    }
    if wanted:
        names = ", ".join(f"`{name}` in `{namespace}`" for namespace, name in sorted(wanted))
        yield Step(f"Add the pull secrets by which updaters open registries: {names}.")
