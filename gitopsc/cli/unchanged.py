"""The early exit of `compile` and `check`: nothing has changed since the last run."""

import argparse

from gitopsc.proof import cabinet
from gitopsc.proof.proof import holds


def proven(options: argparse.Namespace) -> str | None:
    """What the last run said, if it is proven that this one would say and do the same."""
    name = proof_name(options)
    if name is None:
        return None
    proof = cabinet.fetch(name)
    return proof.said if proof and holds(proof) else None


def proof_name(options: argparse.Namespace) -> str | None:
    """The name under which the proof of a run is kept; `None` for runs that take none: without a
    file to read, without a place to write, or for machines, which read the reports of every run."""
    target = options.output or options.into
    if options.no_cache or options.format != "text" or options.spec == "-" or not target:
        return None
    return cabinet.key(options.spec, target, options.repo or "", options.operator or "")
