"""The grammar as a text, and the parser Lark makes of it."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Lark

_HERE = Path(__file__).parent


def grammar_text() -> str:
    """The text of `gitops.lark`: beside this module in an installed package, in `grammar/` of a
    source checkout."""
    packaged = _HERE / "gitops.lark"
    path = packaged if packaged.exists() else _HERE.parent.parent / "grammar" / "gitops.lark"
    return path.read_text(encoding="utf-8")


@cache
def lark_parser() -> "Lark":
    """The LALR parser, built once per process."""
    from lark import Lark

    # Brackets are kept: a body and a list begin and end with them.
    return Lark(grammar_text(), parser="lalr", start="file", keep_all_tokens=True)
