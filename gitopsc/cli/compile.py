"""`gitopsc compile`: write the repositories of a spec."""

import argparse

from gitopsc.cli.printing import report
from gitopsc.cli.spec import compiled
from gitopsc.cli.target import Target, target_of


def run(options: argparse.Namespace) -> int:
    target = target_of(options)
    if not isinstance(target, Target):
        return target
    compilation = compiled(options)
    if not compilation.ok:
        report(compilation.diagnostics, options.format)
        return 1
    assert compilation.topology is not None
    return target.write(compilation, frozenset(options.force), options.format)
