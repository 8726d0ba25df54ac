"""`gitopsc check`: say whether the repositories are what the spec compiles to. Never writes."""

import argparse

from gitopsc.cli.last_run import last_run


def run(options: argparse.Namespace) -> int:
    last = last_run(options)
    if last and not last.changed:
        return 0
    if last and last.amending:
        from gitopsc.cli.amending import compare_amended

        code = compare_amended(last.amending)
        if code is not None:
            return code
    from gitopsc.cli.delivering import compare

    return compare(options)
