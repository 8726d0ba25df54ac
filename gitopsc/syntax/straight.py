"""Reading a text in which nothing is wrong: shift and reduce, and no more.

Lark's own parser keeps what recovery may ask for, and importing it takes longer than a small spec
takes to compile. Most texts are right, and need none of that. Where one does not fit, nothing is
said here: it is read again with Lark, who can be asked why (`syntax/recovery.py`).
"""

from functools import cache
from typing import Any

from gitopsc.source import Source, Span
from gitopsc.syntax.builder import LEAVES, SHAPES, Make
from gitopsc.syntax.machine import END, machine, words
from gitopsc.syntax.tree import Statement


def read(source: Source, text: str) -> tuple[Statement, ...] | None:
    """The statements of a text.

    For every symbol that was understood there is a state, and where its parts begin. The parts of
    all symbols lie side by side, so what is only handed on stays where it is.

    :returns: what the builder makes of the whole; None where the text is not of the language.
    """
    tables, rules = machine(), _rules()
    shifts, reductions, gotos, find = tables.shifts, tables.reductions, tables.gotos, words().match
    states, awaiting = [tables.start], tables.start
    begins: list[int] = []
    parts: list[Any] = []
    at = 0
    while True:
        found = find(text, at)
        kind = (found and found.lastgroup) or END
        if kind not in shifts[awaiting] and kind not in reductions[awaiting]:
            # In `a.in`, `in` is a name: only words count that may come.
            found = words(awaiting).match(text, at)
            kind = (found and found.lastgroup) or END
        while (number := reductions[states[-1]].get(kind)) is not None:
            origin, size, make = rules[number]
            begin = begins[-size] if size else len(parts)
            if size:
                del states[-size:], begins[-size:]
            if make:
                parts[begin:] = [make(parts[begin:])]
            if (to := gotos[states[-1]][origin]) is not None:
                states.append(to)
                begins.append(begin)
        shift = shifts[states[-1]].get(kind)
        if found is None or shift is None:
            whole = at == len(text) and states[1:] == [tables.end]
            return parts[0] if whole else None
        to, awaiting = shift
        if to is not None:
            states.append(to)
            begins.append(len(parts))
        at = found.end()
        if leaf := LEAVES.get(kind):
            start = found.start(kind)
            parts.append(leaf(text[start:at], Span(source, start, at)))


@cache
def _rules() -> list[tuple[str, int, Make | None]]:
    """The symbol that each rule makes, of how many others, and what becomes of their parts."""
    return [(rule.origin, rule.size, SHAPES.get(rule.shape or "")) for rule in machine().rules]
