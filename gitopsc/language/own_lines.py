"""Words that begin a line of their own, and were said on that of something else.

A reader of shapes knows only that two values stand there with nothing between them. Here one of
them is a word, and that is said instead.
"""

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Edit, Fix
from gitopsc.language.entry import Entry
from gitopsc.language.misshapen import Misshapen
from gitopsc.language.mistakes import Mistakes
from gitopsc.source import Span
from gitopsc.syntax.tree import Declaration, Value

_PART = re.compile(r'"(?:[^"\\\n]|\\.)*"|\[[^\[\]\n]*\]|[\w.-]+')


class Crowded(NamedTuple):
    """What stands on the line of something else."""

    span: Span
    said: tuple[tuple[str, ...], ...]
    """Each word with what it says."""
    home: Entry
    """In whose block it belongs."""


def crowded(
    line: Declaration, home: Entry, misshapen: Misshapen, *, takes_value: bool
) -> Iterator[Crowded]:
    """What begins with a word of a block, and stands on a line behind a value; or in the place of
    one, where the line takes none. What was told of its shape is taken back."""
    words = home.noun.words_of_block
    values: list[Value] = [line.value] if line.value else []
    for value in [*values, *(clause.value for clause in line.clauses)]:
        several = misshapen.several(value.span)
        is_word = value is line.value and not takes_value
        source, begin = value.span.source, value.span.start if is_word else value.span.end
        parts = list(_PART.finditer(source.text, begin, several.span.end)) if several.told else []
        if parts and parts[0].group() in words:
            misshapen.take_back(several.told)
            said = tuple(_by_word([part.group() for part in parts], words))
            yield Crowded(Span(source, parts[0].start(), several.span.end), said, home)


def _by_word(parts: list[str], words: Container[str]) -> Iterator[tuple[str, ...]]:
    """A word directly behind a word is what that says."""
    begins = [0]
    for number in range(2, len(parts)):
        if parts[number] in words and number > begins[-1] + 1:
            begins.append(number)
    for begin, end in zip(begins, [*begins[1:], len(parts)], strict=True):
        yield tuple(parts[begin:end])


def tell(line: Declaration, found: Crowded, mistakes: Mistakes) -> None:
    """Slug `no-line-of-its-own`."""
    home = found.home.noun
    where = "" if home.word == "file" else f", in the block of {found.home.title}"
    is_last = found.span.end >= line.head.end and line.body is None
    # A noun may have clauses and a block: whose those on the line are only people know.
    is_clear = is_last or not any(words[0] in home.nested for words in found.said)
    mistakes.report(
        "no-line-of-its-own",
        f"`{found.said[0][0]}` begins a line of its own{where}",
        (found.span, "on the line of something else"),
        help="" if is_clear else "begin a new line before it, and say there what belongs to it",
        fix=_fix(line, found) if is_clear else None,
    )


def _fix(line: Declaration, found: Crowded) -> Fix:
    source, is_inside = line.span.source, found.home.head == line.head
    number, _ = source.position(line.span.start)
    written = source.line(number)
    margin = f"\n{written[: len(written) - len(written.lstrip())]}"
    step = "  " if is_inside else ""
    added = "".join(f"{margin}{step}{' '.join(words)}" for words in found.said)
    if is_inside and line.body:
        at = line.body.span.start + 1
    else:
        at = max(line.head.end, found.span.end)
        added = f" {{{added}{margin}}}" if is_inside else added
    begin = len(source.text[: found.span.start].rstrip(" \t,"))
    return Fix(
        "move it into the block" if is_inside else "begin a new line with it",
        (Edit(Span(source, begin, found.span.end), ""), Edit(Span(source, at, at), added)),
    )
