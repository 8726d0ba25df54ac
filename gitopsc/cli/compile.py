"""`gitopsc compile`: write the repositories of a spec."""

import argparse

from gitopsc.cli.last_run import last_run
from gitopsc.cli.summary import summary


def run(options: argparse.Namespace) -> int:
    last = None if options.force else last_run(options)
    if last and not last.changed:
        print(summary(last.proof.tally))
        return 0
    # Only now is there something to do, and the compiler worth its import.
    if last:
        from gitopsc.cli.amending import amend

        code = amend(options, last)
        if code is not None:
            return code
    from gitopsc.cli.delivering import deliver

    return deliver(options)
