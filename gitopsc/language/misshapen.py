"""What was told of the shape of a text, before anybody asked what its words mean. Whoever knows
that can take it back, and say more."""

from collections.abc import Iterator
from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.mistakes import Mistakes
from gitopsc.source import Span

_SEVERAL = ("list-without-brackets", "two-values")


class Several(NamedTuple):
    """A value and others behind it, where one can stand."""

    span: Span
    """All of them."""
    told: tuple[Diagnostic, ...]
    """What was told of it; empty where the value stands alone."""


class Misshapen:
    """The mistakes of shape in all files."""

    def __init__(self, mistakes: Mistakes) -> None:
        self._mistakes = mistakes
        self._told = list(mistakes.found)

    @property
    def is_none(self) -> bool:
        """Whether nothing was told, or all of it taken back."""
        return not self._told

    def spoils(self, span: Span) -> bool:
        """Whether a part of it was given up."""
        return any(
            at.source is span.source and span.start <= at.start < span.end
            for _, at in self._places()
        )

    def touches(self, value: Span) -> bool:
        """Whether something is wrong with a value, or directly behind it."""
        return any(True for _ in self._at(value))

    def several(self, value: Span) -> Several:
        """What stands behind a value with nothing, or a comma, between the two."""
        told: list[Diagnostic] = []
        for one, at in self._at(value):
            if one.slug in _SEVERAL:
                told.append(one)
                value = value if at.end < value.end else value.to(at)
        return Several(value, tuple(told))

    def take_back(self, told: tuple[Diagnostic, ...]) -> None:
        """Let it be told in another way."""
        for one in told:
            self._told.remove(one)
            self._mistakes.withdraw(one)

    def _at(self, value: Span) -> Iterator[tuple[Diagnostic, Span]]:
        """In the order of the text."""
        end = value.end
        for told, at in self._places():
            if at.source is value.source and at.start >= value.start:
                if value.source.text[end : at.start].strip(" \t"):
                    return
                yield told, at
                end = max(end, at.end)

    def _places(self) -> Iterator[tuple[Diagnostic, Span]]:
        for told in self._told:
            at = told.labels[0].at if told.labels else None
            if isinstance(at, Span):
                yield told, at
