"""What Lark makes of the grammar, as plain tables: which symbol leads from which state to which.

`python -m gitopsc.syntax.machine` writes them down beside this module, so that a text in which
nothing is wrong is read without importing Lark (`syntax/straight.py`). Tests hold what is written
down against Lark.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gitopsc.syntax.word import SEPARATORS

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
    """The method of the builder that makes something of the parts. Without one they are handed on:
    to be parts of whatever the symbol stands in (`_sep`), or as the only part that there is
    (`value`)."""
    plain: bool
    """Whether every symbol is one part: none of them is gathered, and none a separator."""


class Machine(NamedTuple):
    """An LALR parser. By state and symbol: the next state, or `~n` for reducing by rule `n`."""

    moves: list[dict[str, int]]
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
    """What finds the next word, behind what is ignored: of any kind, or of those that may come in
    a state."""
    tables = machine()
    kinds = tables.terminals if state is None else tables.moves[state]
    patterns = (f"(?P<{k}>{found})" for k, found in tables.terminals.items() if k in kinds)
    return re.compile(f"(?>(?:{'|'.join(tables.ignored)})*)(?:{'|'.join(patterns)})")


def made() -> Machine:
    """The machine as Lark makes it of the grammar."""
    from lark.parsers.lalr_analysis import Shift

    from gitopsc.syntax.grammar import lark_parser

    lark: Any = lark_parser().parser
    table, lexer = lark.parser._parse_table, lark.lexer.root_lexer
    rules = list(dict.fromkeys(lark.parser_conf.rules))
    states = dict(sorted(table.states.items()))
    assert list(states) == list(range(len(states))), "Lark numbers its states from 0"
    return Machine(
        moves=[
            {
                symbol: target if action is Shift else ~rules.index(target)
                for symbol, (action, target) in sorted(moves.items())
            }
            for moves in states.values()
        ],
        rules=[
            Rule(rule.origin.name, len(rule.expansion), _shape(rule), _is_plain(rule))
            for rule in rules
        ],
        start=table.start_states["file"],
        end=table.end_states["file"],
        terminals={
            terminal.name: terminal.pattern.to_regexp()
            for terminal in lexer.terminals
            if terminal.name not in lexer.ignore_types
        },
        ignored=[t.pattern.to_regexp() for t in lexer.terminals if t.name in lexer.ignore_types],
    )


def _shape(rule: "LarkRule") -> str | None:
    origin: str = rule.origin.name
    only_part = rule.options.expand1 and len(rule.expansion) == 1
    return None if only_part or origin.startswith("_") else rule.alias or origin


def _is_plain(rule: "LarkRule") -> bool:
    return not any(s.name.startswith("_") or s.name in SEPARATORS for s in rule.expansion)


if __name__ == "__main__":
    WRITTEN.write_text(json.dumps(made()._asdict(), separators=(",", ":")) + "\n", encoding="utf-8")
