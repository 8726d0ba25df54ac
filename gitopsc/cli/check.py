"""`gitopsc check`: say whether the repositories are what the spec compiles to. Never writes."""

import argparse

from gitopsc.cli import unchanged


def run(options: argparse.Namespace) -> int:
    if unchanged.proven(options) is not None:
        return 0
    # Only now is there something to do, and the compiler worth its import.
    from gitopsc.cli.delivering import compare

    return compare(options)
