"""Text, and places in it. Offsets are kept; lines and columns are counted when someone asks."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


@dataclass(frozen=True, eq=False)
class Source:
    """One text and the name people know it by (a path as given, `<stdin>`, or `preset:NAME`)."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        starts.extend(i + 1 for i, letter in enumerate(self.text) if letter == "\n")
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both counted from 1 (columns in characters)."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its line end."""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end].rstrip("\r")


class Span(NamedTuple):
    """A stretch of a source, `start` included and `end` not."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    def to(self, last: "Span") -> "Span":
        """From where this one begins to where the last one ends, which may be this one."""
        return self if last is self else Span(self.source, self.start, last.end)
