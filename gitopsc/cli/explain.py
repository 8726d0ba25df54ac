"""`gitopsc explain SLUG`: the page of a mistake."""

import argparse

from gitopsc.cli.printing import usage
from gitopsc.diagnostics.pages import page, slugs
from gitopsc.diagnostics.suggest import closest


def run(options: argparse.Namespace) -> int:
    if options.slug is None:
        print("\n".join(slugs()))
        return 0
    text = page(options.slug)
    if text is not None:
        print(text.rstrip("\n"))
        return 0
    near = closest(options.slug, slugs())
    hint = f"; did you mean `{near}`?" if near else ""
    return usage(f"there is no mistake called `{options.slug}`{hint}")
