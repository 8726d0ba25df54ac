"""The words of a text, as every parser of ours takes them in."""

from typing import NamedTuple

SEPARATORS = frozenset({"_NL", "DOT", "EQUAL", "COMMA", "__ANON_0"})
"""Words that keep others apart; they have no place in a tree. Brackets have: they are the ends of
bodies and lists."""


class Word(NamedTuple):
    """A stretch of text that the grammar has a name for (a terminal)."""

    kind: str
    text: str
    start: int
    end: int
