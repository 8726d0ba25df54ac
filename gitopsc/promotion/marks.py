"""The comment behind a version, by which an agent finds it: whether it is there."""

import json
import re

from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.promotion.held import Held
from gitopsc.source import Span

_KEY = "$imagepolicy"
_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")


def unmarked(held: Held) -> Diagnostic | None:
    """Slug `unmarked-version`: the file was there before the agent was, or before the agent got
    another name, and is not ours to change; without the comment the agent passes over it in silence
    (P35)."""
    if held.field is None or held.state is None or not held.state.note:
        return None
    note, version = held.state.note, held.field.span
    comment = _behind(version)
    found = _read(comment.text) if comment else None
    if found == _read(note):
        return None
    if comment is None:
        label = Label(version, "no marker on this line")
        help = "put this behind it"
    elif isinstance(found, dict) and _KEY in found:
        label = Label(comment, "the marker of another policy")
        help = "put this in its place"
    else:
        label = Label(comment, "is read as a whole, and is no marker")
        help = "put this in its place, and what it says into a line above"
    return Diagnostic(
        "unmarked-version",
        f"nothing tells image automation that it may raise `{held.name}` here",
        (label,),
        help=(f"{help}: `# {note}`",),
        severity=Severity.WARNING,
    )


def _behind(value: Span) -> Span | None:
    """The comment that belongs to a value: nothing stands between the two."""
    found = _COMMENT.match(value.source.text, value.end)
    return Span(value.source, *found.span(1)) if found else None


def _read(comment: str) -> object:
    """What Flux reads: the whole comment is one JSON value, or is nothing to it (kyaml,
    `fieldmeta`)."""
    try:
        return json.loads(comment.lstrip("#"))
    except (ValueError, RecursionError):
        return None
