"""The order in which complaints are read."""

from collections.abc import Iterable

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.source import Span


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By file and place; complaints without a place come last.

    One place is complained about once per kind of mistake: what is wrong for one stage of an app is
    usually wrong for all of them, and saying it forty times helps nobody.
    """
    ordered = sorted(diagnostics, key=_key)
    once = {(one.slug, one.labels or one.message): one for one in reversed(ordered)}
    return tuple(reversed(once.values()))


def _key(diagnostic: Diagnostic) -> tuple[object, ...]:
    first: Label | None = diagnostic.labels[0] if diagnostic.labels else None
    if first is not None and isinstance(first.at, Span):
        span = first.at
        return (0, span.source.path, span.start, span.end, diagnostic.slug, diagnostic.message)
    name = "" if first is None else str(first.at)
    return (1, name, 0, 0, diagnostic.slug, diagnostic.message)
