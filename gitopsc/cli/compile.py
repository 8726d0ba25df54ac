"""`gitopsc compile`: write the repositories of a spec."""

import argparse


def run(options: argparse.Namespace) -> int:
    if options.last:
        from gitopsc.cli.amending import amend

        code = amend(options)
        if code is not None:
            return code
    from gitopsc.cli.delivering import deliver

    return deliver(options)
