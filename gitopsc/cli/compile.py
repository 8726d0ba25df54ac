"""`gitopsc compile`: write the repositories of a spec."""

import argparse

from gitopsc.cli.last_run import since_last_run


def run(options: argparse.Namespace) -> int:
    found = since_last_run(options) if options.last else None
    if found:
        from gitopsc.cli.amending import amend

        code = amend(options, found)
        if code is not None:
            return code
    from gitopsc.cli.delivering import deliver

    return deliver(options)
