"""What stands behind a version for the agent that raises it, and goes by comments.

Flux's setters find a value by a comment on its line, which names the policy that chose the version
(Flux, "Configure image update for custom resources"). Everybody who seeds the file has to write the
same, so it is part of the version's home.
"""

from collections.abc import Iterable, Sequence

from gitopsc.plan.mover import Mover
from gitopsc.plan.state import State
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref


def note(mover: Mover) -> str:
    """The comment by which its agent finds the version; empty where it goes by the field."""
    if mover.agent.using != "flux-image-automation":
        return ""
    part = "" if mover.state.form == "containers" else ":tag"
    return f'{{"$imagepolicy": "{mover.namespace}:{mover.name}{part}"}}'


def with_notes(units: Sequence[Unit], movers: Iterable[Mover]) -> tuple[Unit, ...]:
    """The units, with the notes of their versions."""
    noted: dict[Ref, dict[State, str]] = {}
    for mover in movers:
        for unit in mover.units if note(mover) else ():
            noted.setdefault(unit.ref, {})[mover.state] = note(mover)
    if not noted:
        return tuple(units)
    return tuple(
        unit._replace(states=_with_notes(unit.states, noted[unit.ref]))
        if unit.ref in noted
        else unit
        for unit in units
    )


def _with_notes(states: tuple[State, ...], notes: dict[State, str]) -> tuple[State, ...]:
    return tuple(state._replace(note=notes.get(state, "")) for state in states)
