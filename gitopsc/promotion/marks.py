"""The comment behind a version, by which an agent finds it: whether it is there."""

from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.promotion.held import Held


def unmarked(held: Held) -> Diagnostic | None:
    """Slug `unmarked-version`: the file was there before the agent was, and is not ours to change;
    without the comment the agent passes over it in silence (P35)."""
    if held.field is None or held.state is None or not held.state.note:
        return None
    span = held.field.span
    line = span.source.line(span.source.position(span.start)[0])
    if held.state.note in line:
        return None
    return Diagnostic(
        "unmarked-version",
        f"nothing tells image automation that it may raise `{held.name}` here",
        (Label(span, "no marker on this line"),),
        help=(f"put this behind it: `# {held.state.note}`",),
        severity=Severity.WARNING,
    )
