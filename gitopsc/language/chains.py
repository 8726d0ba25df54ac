"""Chains whose arrows are missing. Of those a reader of shapes knows only that they fit nowhere."""

import re
from collections.abc import Iterable, Iterator

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.mistakes import Mistakes
from gitopsc.source import Span
from gitopsc.syntax.tree import Chain, List, Path, Segment, Value

_SEVERAL = ("list-without-brackets", "two-values")
_STEP = re.compile(r"\w[\w.-]*")


def steps(value: Value, of_shape: Iterable[Diagnostic], mistakes: Mistakes) -> Value | None:
    """What stands where a chain belongs, or nothing where all that is wrong with it was told.

    Of several names with commas or blanks between them it was told that they are no list. Here
    they are one, of the steps of a chain, and that is taken back.
    """
    broken = tuple(_broken(value.span, of_shape))
    for told, at in broken:
        if told.slug in _SEVERAL:
            mistakes.withdraw(told)
            return _as_list(value.span if at.end < value.span.end else value.span.to(at))
    return value if isinstance(value, Chain) or not broken else None


def _broken(span: Span, of_shape: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, Span]]:
    """The mistakes of shape in a value, or directly behind it."""
    for told in of_shape:
        at = told.labels[0].at if told.labels else None
        if isinstance(at, Span) and at.source is span.source and at.start >= span.start:
            between = span.source.text[span.end : at.start]
            if not between.strip(" \t"):
                yield told, at


def _as_list(span: Span) -> List:
    found = [
        Span(span.source, span.start + step.start(), span.start + step.end())
        for step in _STEP.finditer(span.text)
    ]
    return List(tuple(Path((Segment(name.text, False, name),)) for name in found), span)
