"""`gitopsc compile`: write the repositories of a spec."""

import argparse

from gitopsc.cli.last_run import last_run
from gitopsc.cli.summary import summary


def run(options: argparse.Namespace) -> int:
    last = None if options.force else last_run(options)
    if last and not last.changed:
        print(summary(last.proof.tally))
        return 0
    if last and last.amending:
        from gitopsc.cli.amending import amend

        code = amend(options, last, last.amending)
        if code is not None:
            return code
    from gitopsc.cli.delivering import deliver

    return deliver(options)
