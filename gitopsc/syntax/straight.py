"""Reading a text in which nothing is wrong: shift and reduce, and no more.

Lark's own parser keeps what recovery may ask for, and importing it takes longer than a small spec
takes to compile. Most texts are right, and need none of that. Where one does not fit, nothing is
said here: it is read again with Lark, who can be asked why (`syntax/recovery.py`).
"""

from collections.abc import Callable
from typing import Any

from gitopsc.syntax.builder import Builder
from gitopsc.syntax.machine import END, Rule, machine, words
from gitopsc.syntax.tree import Statement
from gitopsc.syntax.word import SEPARATORS, Word

Make = Callable[[list[Any]], Any]


def read(text: str, builder: Builder) -> tuple[Statement, ...] | None:
    """The statements of a text.

    The stack holds a value for every symbol: a word, what the builder made of several, a list of
    what was gathered, or None for a separator.

    :returns: what the builder makes of the whole; None where the text is not of the language.
    """
    tables = machine()
    moves, find = tables.moves, words().match
    rules = [(rule.origin, rule.size, _made(rule, builder)) for rule in tables.rules]
    states = [tables.start]
    values: list[Any] = []
    at = 0
    while True:
        here = moves[states[-1]]
        found = find(text, at)
        if found and found.lastgroup not in here:
            # In `a.in`, `in` is a name: only words count that may come.
            found = words(states[-1]).match(text, at)
        kind = (found and found.lastgroup) or END
        while (to := here.get(kind)) is not None and to < 0:
            origin, size, make = rules[~to]
            first = len(values) - size
            values[first:] = [make(values[first:])]
            states[first + 1 :] = [moves[states[first]][origin]]
            here = moves[states[-1]]
        if found is None or to is None:
            whole = at == len(text) and states[1:] == [tables.end]
            return values[0] if whole else None
        at = found.end()
        word = None if kind in SEPARATORS else Word(kind, found[kind], found.start(kind), at)
        values.append(word)
        states.append(to)


def _made(rule: Rule, builder: Builder) -> Make:
    """What is made of the values of the symbols that a rule puts together."""
    if rule.shape is None:
        return _gathered if rule.origin.startswith("_") else _only
    shape: Make = getattr(builder, rule.shape)
    return shape if rule.plain else lambda parts: shape(_gathered(parts))


def _only(parts: list[Any]) -> Any:
    [part] = parts
    return part


def _gathered(parts: list[Any]) -> list[Any]:
    """All parts side by side, and what is gathered in them. Lists grow by their ends: there may be
    ten thousand statements."""
    whole = parts[0] if parts and type(parts[0]) is list else []
    for part in parts[1:] if parts and parts[0] is whole else parts:
        if type(part) is list:
            whole += part
        elif part is not None:
            whole.append(part)
    return whole
