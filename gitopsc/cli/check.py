"""`gitopsc check`: say whether the repositories are what the spec compiles to. Never writes."""

import argparse

from gitopsc.cli.last_run import last_run


def run(options: argparse.Namespace) -> int:
    last = last_run(options)
    if last and not last.changed:
        return 0
    # Only now is there something to do, and the compiler worth its import.
    if last:
        from gitopsc.cli.amending import compare_amended

        code = compare_amended(options, last)
        if code is not None:
            return code
    from gitopsc.cli.delivering import compare

    return compare(options)
