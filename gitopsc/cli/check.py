"""`gitopsc check`: say whether the repositories are what the spec compiles to. Never writes."""

import argparse


def run(options: argparse.Namespace) -> int:
    if options.last:
        from gitopsc.cli.amending import compare_amended

        code = compare_amended(options)
        if code is not None:
            return code
    from gitopsc.cli.delivering import compare

    return compare(options)
