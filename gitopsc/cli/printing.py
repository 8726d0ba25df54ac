"""What goes to the terminal: reports on standard error, results on standard output."""

import json
import os
import sys
from collections.abc import Sequence

from gitopsc.diagnostics.diagnostic import Diagnostic, Severity


def wants_color() -> bool:
    """Whether reports are coloured: only on a terminal, and not with NO_COLOR (no-color.org)."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def report(diagnostics: Sequence[Diagnostic], style: str = "text") -> None:
    """Print complaints: as a report for people, or as one JSON list on standard output."""
    if style == "json":
        from gitopsc.diagnostics.export import as_json

        print(json.dumps(as_json(diagnostics), indent=2, ensure_ascii=False))
        return
    if diagnostics:
        from gitopsc.diagnostics.alike import once
        from gitopsc.diagnostics.render import render

        shown = render(tuple(once(diagnostics)), color=wants_color()).rstrip("\n")
        _tell(f"{shown}\n\n{_tally(diagnostics)}")


def _tell(text: str) -> None:
    """Print to standard error. That nobody reads it to its end (`2>&1 | head`) does not change how
    a run ends."""
    try:
        print(text, file=sys.stderr)
    except BrokenPipeError:
        # What is still in the buffer goes nowhere (docs.python.org, "Note on SIGPIPE").
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _tally(diagnostics: Sequence[Diagnostic]) -> str:
    counts = {severity: sum(d.severity is severity for d in diagnostics) for severity in Severity}
    return ", ".join(
        f"{count} {severity}{'s' if count != 1 else ''}"
        for severity, count in counts.items()
        if count
    )


def usage(message: str) -> int:
    """Complain about the command line itself, and give its exit code."""
    print(f"error: {message}", file=sys.stderr)
    return 2
