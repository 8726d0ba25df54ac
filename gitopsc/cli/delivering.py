"""The whole way of `compile` and `check`: read, compile, compare with the disk, write."""

import argparse
from pathlib import Path

from gitopsc.cli.alone import alone
from gitopsc.cli.printing import report
from gitopsc.cli.spec import watched
from gitopsc.cli.target import Outcome, Target, summary, target_of
from gitopsc.cli.unchanged import proof_name
from gitopsc.delivery import Delivery
from gitopsc.delivery.output import DEEPEST
from gitopsc.delivery.record import FOLDER, record_path
from gitopsc.language.watched import Watched
from gitopsc.proof import cabinet
from gitopsc.proof.proof import prove

ALL = 1_000
"""Levels of folders: more than any path can have."""


def deliver(options: argparse.Namespace) -> int:
    """Write the repositories of a spec; the exit code."""
    return _run(options, writes=True)


def compare(options: argparse.Namespace) -> int:
    """Tell the differences between a spec and its repositories; the exit code."""
    return _run(options, writes=False)


def _run(options: argparse.Namespace, *, writes: bool) -> int:
    target = target_of(options)
    if not isinstance(target, Target):
        return target
    compilation, library = watched(options)
    if not compilation.ok:
        report(compilation.diagnostics, options.format)
        return 1
    if writes:
        with alone(target.folder):
            outcome = target.write(compilation, frozenset(options.force), options.format)
    else:
        outcome = target.compare(compilation, options.format)
    if library:
        _remember(options, library, target, outcome)
    return outcome.code


def _remember(
    options: argparse.Namespace, library: Watched, target: Target, outcome: Outcome
) -> None:
    """Keep a proof of a run that had nothing to do, for the next one."""
    name = proof_name(options)
    if not name or not outcome.clean or any(_has_work(delivery) for delivery in outcome.clean):
        return
    spec = Path(options.spec).absolute()
    beside = spec.parent.resolve()
    listings = {str(beside / path): ALL for path in library.listed}
    listings |= {str(target.folder.absolute()): DEEPEST} if target.repo is None else {}
    outputs = []
    for delivery in outcome.clean:
        at = delivery.checkout.absolute()
        listings[str(at / FOLDER)] = 0
        outputs.append(str(at / record_path(delivery.owner)))
        outputs += [str(at / path) for path in delivery.documents]
    inputs = [str(beside / path) for path in library.read_paths]
    proof = prove([str(spec), *inputs], listings, outputs, summary(outcome.clean))
    if proof:
        cabinet.keep(name, proof)


def _has_work(delivery: Delivery) -> bool:
    return bool(delivery.pending or delivery.owned != delivery.recorded)
