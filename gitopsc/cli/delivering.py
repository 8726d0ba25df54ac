"""The whole way of `compile` and `check`: read, compile, compare with the disk, write."""

import argparse
import time

from gitopsc.cli.alone import alone
from gitopsc.cli.printing import report
from gitopsc.cli.remembering import remember
from gitopsc.cli.spec import watched
from gitopsc.cli.target import Target, target_of


def deliver(options: argparse.Namespace) -> int:
    """Write the repositories of a spec; the exit code."""
    return _run(options, writes=True)


def compare(options: argparse.Namespace) -> int:
    """Tell the differences between a spec and its repositories; the exit code."""
    return _run(options, writes=False)


def _run(options: argparse.Namespace, *, writes: bool) -> int:
    began = time.time_ns()
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
    if library and outcome.clean:
        remember(options, began, compilation, library, target, outcome.clean)
    return outcome.code
