"""Chains whose arrows are missing. Of those a reader of shapes knows only that they fit nowhere."""

import re

from gitopsc.language.misshapen import Misshapen
from gitopsc.source import Span
from gitopsc.syntax.tree import Chain, List, Path, Segment, Value

_STEP = re.compile(r"\w[\w.-]*")


def steps(value: Value, misshapen: Misshapen) -> Value | None:
    """What stands where a chain belongs, or nothing where all that is wrong with it was told.

    Of several names with commas or blanks between them it was told that they are no list. Here
    they are one, of the steps of a chain, and that is taken back.
    """
    several = misshapen.several(value.span)
    if several.told:
        misshapen.take_back(several.told)
        return _as_list(several.span)
    return value if isinstance(value, Chain) or not misshapen.touches(value.span) else None


def _as_list(span: Span) -> List:
    found = [
        Span(span.source, span.start + step.start(), span.start + step.end())
        for step in _STEP.finditer(span.text)
    ]
    return List(tuple(Path((Segment(name.text, False, name),)) for name in found), span)
