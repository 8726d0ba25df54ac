"""What is known from the last run of the same command: mostly that there is nothing to do.

It is asked before the command line is parsed: to import `argparse` takes a quarter of such a run.
"""

import os
import time
from collections.abc import Sequence
from functools import cache

from gitopsc.proof import cabinet
from gitopsc.proof.proof import Proof, aged, changed_inputs, stands

TYPE_CHECKING = False  # as in `gitopsc`: without `typing`
if TYPE_CHECKING:
    from argparse import Namespace

    from gitopsc.cli.amending import Amending


class LastRun:
    """A run that left nothing to do and nothing to complain about."""

    def __init__(self, name: str, proof: Proof, changed: frozenset[str]) -> None:
        """
        :param name: under which its proof is kept.
        :param changed: what it read and what has another content now. Nothing: the trees are as it
            left them, and there is nothing to do. Otherwise nobody has looked at them yet.
        """
        self.name, self.proof, self.changed = name, proof, changed


def last_run(words: Sequence[str]) -> LastRun | None:
    """The last run, unless it says nothing about this one."""
    name = proof_name(words)
    proof = cabinet.fetch(name) if name else None
    if name is None or proof is None:
        return None
    now = time.time_ns()
    changed = changed_inputs(proof)
    if changed is None:
        return None
    if changed:
        return LastRun(name, proof, changed)
    if not stands(proof):
        return None
    older = aged(proof, now)
    if older is not proof:
        cabinet.keep(name, older)
    return LastRun(name, older, changed)


def since_last_run(options: "Namespace") -> "Amending | None":
    """What follows from the inputs that have changed since the last run; `None` where that can only
    be told of the whole, or the trees are not as that run left them."""
    last: LastRun = options.last
    now = time.time_ns()

    @cache
    def found() -> "Amending | None":
        # The compiler is imported while other processes look at the trees.
        from gitopsc.cli.amending import compiled

        return compiled(options, last)

    if not stands(last.proof, found):
        return None
    amended, proof = found(), aged(last.proof, now)
    return amended and amended._replace(last=LastRun(last.name, proof, last.changed))


def proof_name(words: Sequence[str]) -> str | None:
    """The name of the proof of a run: of the words that it was called with, in this folder; `None`
    when that is gone. `compile` and `check` have the same one: both leave what the spec says."""
    try:
        return cabinet.key(os.getcwd(), *words[1:])  # noqa: PTH109, a start does without `pathlib`
    except FileNotFoundError:
        return None
