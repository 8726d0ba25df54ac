"""`gitopsc check`: say whether the repositories are what the spec compiles to. Never writes."""

import argparse

from gitopsc.cli.last_run import since_last_run


def run(options: argparse.Namespace) -> int:
    found = since_last_run(options) if options.last else None
    if found:
        from gitopsc.cli.amending import compare_amended

        code = compare_amended(found)
        if code is not None:
            return code
    from gitopsc.cli.delivering import compare

    return compare(options)
