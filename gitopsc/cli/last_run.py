"""What is known from the last run of the same command: mostly that there is nothing to do."""

import argparse
import time
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from gitopsc.proof import cabinet
from gitopsc.proof.proof import Proof, aged, changed_inputs, stands

if TYPE_CHECKING:
    from gitopsc.cli.amending import Amending


class LastRun(NamedTuple):
    """A run after which the trees are as they were, as far as anybody can tell."""

    name: str
    """Under which its proof is kept."""
    proof: Proof
    changed: frozenset[str]
    """What it read and what has another content now. Nothing: there is nothing to do."""
    amending: "Amending | None" = None
    """What comes of that, where it can be known without compiling all."""


def last_run(options: argparse.Namespace) -> LastRun | None:
    """The last run, if it is proven that whatever would be done now comes of changed inputs."""
    name = proof_name(options)
    proof = cabinet.fetch(name) if name else None
    if name is None or proof is None:
        return None
    now = time.time_ns()
    changed = changed_inputs(proof)
    if changed is None:
        return None
    last = LastRun(name, proof, changed)

    @cache
    def amending() -> "Amending | None":
        # Only now is there something to do, and the compiler worth its import.
        found: Amending | None = import_module("gitopsc.cli.amending").amending(options, last)
        return found

    if not stands(proof, amending if changed else None):
        return None
    older = aged(proof, now)
    if older is not proof and not changed:
        cabinet.keep(name, older)
    return last._replace(proof=older, amending=amending() if changed else None)


def proof_name(options: argparse.Namespace) -> str | None:
    """The name under which the proof of a run is kept; `None` for runs that take none: without a
    file to read, without a place to write, or for machines, which read the reports of every run."""
    target = options.output or options.into
    if options.no_cache or options.format != "text" or options.spec == "-" or not target:
        return None
    # Of words that do not fit together nothing is ever proven: they are refused.
    ways = [word for word, said in (("-o", options.output), ("--into", options.into)) if said]
    return cabinet.key(options.spec, target, *ways, options.repo or "", options.operator or "")
