"""The whole way of `compile` and `check`: read, compile, compare with the disk, write."""

import argparse
import time

from gitopsc.cli.alone import alone
from gitopsc.cli.printing import report
from gitopsc.cli.remembering import remember
from gitopsc.cli.spec import parser, source_of
from gitopsc.cli.target import Target, target_of
from gitopsc.compiler import Compilation, compile_spec
from gitopsc.excerpts.parts import Sorted, parts_of
from gitopsc.language.watched import Watched


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
    read = source_of(options.spec)
    if isinstance(read, Compilation):
        report(read.diagnostics, options.format)
        return 1
    entry, folder = read
    library, texts = Watched(folder, entry), Sorted(parser(options))
    compilation = compile_spec(entry, library, options.operator, texts)
    if not compilation.ok:
        report(compilation.diagnostics, options.format)
        return 1
    if writes:
        with alone(target.folder):
            outcome = target.write(compilation, frozenset(options.force), options.format)
    else:
        outcome = target.compare(compilation, options.format)
    if outcome.clean:
        parts = parts_of(compilation, library, texts)
        remember(options, began, library, parts, target, outcome.clean)
    return outcome.code
