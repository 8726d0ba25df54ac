"""What Lark makes of the grammar, as plain tables: which symbol leads from which state to which.

`python -m gitopsc.syntax.machine` writes them down beside this module, so that a text in which
nothing is wrong is read without importing Lark (`syntax/straight.py`). Tests hold what is written
down against Lark.
"""

import json
import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gitopsc.syntax.builder import SHAPES

if TYPE_CHECKING:
    from lark.grammar import Rule as LarkRule

WRITTEN = Path(__file__).parent / "machine.json"
END = "$END"
"""How Lark calls the end of a text."""


class Rule(NamedTuple):
    """One way to make a symbol of the grammar of others."""

    origin: str
    size: int
    shape: str | None
    """By what name the builder makes something of the parts. Without one they are handed on: to be
    parts of whatever the symbol stands in."""


class Machine(NamedTuple):
    """An LALR parser: by state, what leads where.

    Where nothing can be done but to hand parts on, that is done ahead: a symbol leads to the state
    behind it. One that is gathered into the symbol before it (statements into their body) leads to
    no state of its own, but leaves the machine in the one where it is: None.
    """

    shifts: list[dict[str, tuple[int | None, int]]]
    """For the next word: the state behind it, and the one in which Lark looks for the word after
    it."""
    reductions: list[dict[str, int]]
    """For the next word: by which rule symbols before it are put together."""
    gotos: list[dict[str, int | None]]
    """For a symbol that was put together: the state behind it."""
    rules: list[Rule]
    start: int
    end: int
    terminals: dict[str, str]
    """Their patterns, in the order in which Lark tries them."""
    ignored: list[str]


@cache
def machine() -> Machine:
    """What is written down, loaded once per process."""
    tables = json.loads(WRITTEN.read_bytes())
    return Machine(**{**tables, "rules": [Rule(*rule) for rule in tables["rules"]]})


@cache
def words(state: int | None = None) -> re.Pattern[str]:
    """What finds the next word, behind what is ignored: of any kind, or of those that Lark looks
    for in a state."""
    tables = machine()
    kinds = (
        {*tables.terminals} if state is None else tables.shifts[state] | tables.reductions[state]
    )
    patterns = (f"(?P<{k}>{found})" for k, found in tables.terminals.items() if k in kinds)
    # Possessive, or many blanks could be taken in many ways. Whatever is ignored fits once it has
    # begun: Python before 3.11.5 is wrong about parts that do not (python/cpython#106052).
    return re.compile(f"(?:{'|'.join(tables.ignored)})*+(?:{'|'.join(patterns)})")


def made() -> Machine:
    """The machine as Lark makes it of the grammar."""
    from lark.parsers.lalr_analysis import Shift

    from gitopsc.syntax.grammar import lark_parser

    lark: Any = lark_parser().parser
    table, lexer = lark.parser._parse_table, lark.lexer.root_lexer
    rules = list(dict.fromkeys(lark.parser_conf.rules))
    states = sorted(table.states.items())
    assert [number for number, _ in states] == list(range(len(states))), "Lark counts from 0"
    kinds = {terminal.name for terminal in lexer.terminals} | {END}
    moves = [
        {
            symbol: target if action is Shift else ~rules.index(target)
            for symbol, (action, target) in sorted(row.items())
        }
        for _, row in states
    ]
    behind = partial(_behind, moves, rules)
    return Machine(
        shifts=[
            {s: (behind(state, s), to) for s, to in row.items() if to >= 0 and s in kinds}
            for state, row in enumerate(moves)
        ],
        reductions=[{s: ~to for s, to in row.items() if to < 0} for row in moves],
        gotos=[
            {s: behind(state, s) for s in row if s not in kinds} for state, row in enumerate(moves)
        ],
        rules=[Rule(rule.origin.name, len(rule.expansion), _shape(rule)) for rule in rules],
        start=table.start_states["file"],
        end=table.end_states["file"],
        terminals={
            terminal.name: terminal.pattern.to_regexp()
            for terminal in lexer.terminals
            if terminal.name not in lexer.ignore_types
        },
        ignored=[t.pattern.to_regexp() for t in lexer.terminals if t.name in lexer.ignore_types],
    )


def _behind(
    moves: list[dict[str, int]], rules: "list[LarkRule]", state: int, symbol: str
) -> int | None:
    """The state behind a symbol, all handing on done for which no further word has to be known."""
    to = moves[state][symbol]
    while rule := _handing_on(moves[to], rules):
        if len(rule.expansion) == 2 and rule.expansion[0] == rule.origin:
            return None  # the state is the one that the symbol before it leads to
        if len(rule.expansion) != 1:
            break
        to = moves[state][rule.origin.name]
    return to


def _handing_on(row: dict[str, int], rules: "list[LarkRule]") -> "LarkRule | None":
    """The rule of a state in which nothing can be done but to hand the parts of a symbol on."""
    only = min(row.values(), default=0)
    if only >= 0 or any(to != only for to in row.values()):
        return None
    return None if _shape(rules[~only]) else rules[~only]


def _shape(rule: "LarkRule") -> str | None:
    name: str = rule.alias or rule.origin.name
    return name if name in SHAPES else None


if __name__ == "__main__":
    WRITTEN.write_text(json.dumps(made()._asdict(), separators=(",", ":")) + "\n", encoding="utf-8")
