"""`gitopsc compile`: write the repositories of a spec."""

import argparse

from gitopsc.cli import unchanged


def run(options: argparse.Namespace) -> int:
    said = None if options.force else unchanged.proven(options)
    if said is not None:
        print(said)
        return 0
    # Only now is there something to do, and the compiler worth its import.
    from gitopsc.cli.delivering import deliver

    return deliver(options)
