"""Semantic versions: their order (semver.org, chapter 11), and ranges of them.

Ranges are read as both updaters read them, with Masterminds/semver: `~1.4`, `^2`, `1.x`,
`>=1.2 <2`, `1.2 - 1.4`, `1.4 || 2.1`; candidates are in a range only if it names one.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

Rank = tuple[int, int, int, bool, tuple[tuple[bool, int, str], ...]]
"""What versions are compared by: a release comes after its candidates, words after numbers."""

_CANDIDATE = r"(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?"
_VERSION = re.compile(rf"v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*){_CANDIDATE}")
_PART = r"(\d+|[xX*])"
_CONDITION = re.compile(
    rf"(!=|=>|=<|>=|<=|=|>|<|~>|~|\^)?\s*v?{_PART}(?:\.{_PART})?(?:\.{_PART})?{_CANDIDATE}"
)
_HYPHEN = re.compile(r"([^\s,]+)\s+-\s+([^\s,]+)")


def rank(text: str | None) -> Rank | None:
    """The place of a version in their order; `None` for what is none."""
    match = _VERSION.fullmatch(text or "")
    if not match:
        return None
    major, minor, patch, candidate = match.groups()
    return int(major), int(minor), int(patch), candidate is None, _candidate(candidate)


def _candidate(text: str | None) -> tuple[tuple[bool, int, str], ...]:
    parts = text.split(".") if text else []
    return tuple((not p.isdigit(), int(p) if p.isdigit() else 0, p) for p in parts)


class _Span(NamedTuple):
    """From a version on and up to another one, that one not included; a single point is one whose
    ends are the same."""

    low: Rank
    high: Rank | None
    names_candidate: bool
    is_hole: bool = False
    """`!=`: everything but this."""

    def holds(self, version: Rank) -> bool:
        inside = self.low <= version and (self.high is None or version < self.high)
        return inside is not self.is_hole


class Range:
    """Alternatives of conditions that all have to hold."""

    def __init__(self, alternatives: tuple[tuple[_Span, ...], ...]) -> None:
        self._alternatives = alternatives

    @classmethod
    def read(cls, text: str) -> "Range | None":
        """`None` for what is no range."""
        found = [_conditions(part) for part in text.split("||")]
        if any(spans is None for spans in found):
            return None
        return cls(tuple(tuple(spans) for spans in found if spans is not None))

    def holds(self, version: str | None) -> bool:
        """Whether a version is a semantic one, and in the range."""
        found = rank(version)
        return found is not None and any(_all(spans, found) for spans in self._alternatives)


@cache
def is_range(text: str) -> bool:
    """Whether it is a range, or one version: many units have the same."""
    return Range.read(text) is not None


def _all(spans: Sequence[_Span], version: Rank) -> bool:
    is_release = version[3]
    if not is_release and not any(span.names_candidate for span in spans):
        return False
    return all(span.holds(version) for span in spans)


def _conditions(text: str) -> list[_Span] | None:
    text = _HYPHEN.sub(r">=\1 <=\2", text.strip())
    found: list[_Span] = []
    place = 0
    while place < len(text):
        match = _CONDITION.match(text, place)
        if not match or match.end() == place:
            return None
        found += _spans(*match.groups())
        place = match.end() + len(re.match(r"[\s,]*", text[match.end() :])[0])  # type: ignore[index]
        if place == match.end() and place < len(text):
            return None
    return found or None


def _spans(sign: str | None, *parts: str | None) -> Iterator[_Span]:
    """One condition as a span. What is not said of a version, or by a wildcard, is open."""
    *numbers, candidate = parts
    said: list[int] = []
    for number in numbers:
        if number is None or not number.isdigit():
            break
        said.append(int(number))
    low, high = _rank(said, candidate), _after(said, len(said) - 1)
    first = _rank([], None)
    is_exact = len(said) == len(numbers)
    point = _just_after(low) if is_exact else high
    named = candidate is not None
    match sign:
        case ">":
            yield _Span(point or low, None, named)
        case ">=" | "=>":
            yield _Span(low, None, named)
        case "<":
            yield _Span(first, low, named)
        case "<=" | "=<":
            yield _Span(first, point, named)
        case "^":
            kept = next((i for i, number in enumerate(said) if number), len(said) - 1)
            yield _Span(low, _after(said, kept), named)
        case "~" | "~>":
            yield _Span(low, _after(said, min(1, len(said) - 1)), named)
        case "!=":
            yield _Span(low, point, named, is_hole=True)
        case _:
            yield _Span(low, point, named)


def _rank(said: list[int], candidate: str | None) -> Rank:
    major, minor, patch = (*said, 0, 0, 0)[:3]
    return major, minor, patch, candidate is None, _candidate(candidate)


def _after(said: list[int], kept: int) -> Rank | None:
    """The first version that differs in a part that is kept; its candidates come before."""
    if kept < 0:
        return None
    bumped = [*said[:kept], said[kept] + 1]
    major, minor, patch = (*bumped, 0, 0, 0)[:3]
    return major, minor, patch, False, ()


def _just_after(version: Rank) -> Rank:
    """What no version comes before that comes after this one."""
    major, minor, patch, is_release, candidate = version
    if is_release:
        return major, minor, patch + 1, False, ()
    return major, minor, patch, False, (*candidate, (False, -1, ""))
