"""The grammar as a text, and the parser Lark makes of it.

Making it takes Lark longer than a small spec takes to compile, so what it makes stands beside this
module: `python -m gitopsc.syntax.grammar` writes it down, tests hold it against the grammar.
Another release of Lark may number its tables differently; then the parser is made from the grammar.
"""

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Lark

_HERE = Path(__file__).parent
TABLES = _HERE / "tables.json"
"""The parser as Lark's own standalone generator writes it down, and by which release of Lark."""


def grammar_text() -> str:
    """The text of `gitops.lark`: beside this module in an installed package, in `grammar/` of a
    source checkout."""
    packaged = _HERE / "gitops.lark"
    path = packaged if packaged.exists() else _HERE.parent.parent / "grammar" / "gitops.lark"
    return path.read_text(encoding="utf-8")


@cache
def lark_parser() -> "Lark":
    """The LALR parser, loaded once per process."""
    import lark

    written = json.loads(TABLES.read_bytes(), object_pairs_hook=_numbered)
    if written["lark"] != lark.__version__:
        return made()
    load: Callable[..., lark.Lark] = lark.Lark._load_from_dict
    return load(written["data"], written["memo"])


def made() -> "Lark":
    """The parser made anew from the grammar."""
    from lark import Lark

    # Brackets are kept: a body and a list begin and end with them.
    return Lark(grammar_text(), parser="lalr", start="file", keep_all_tokens=True)


def tables() -> str:
    """What stands in `TABLES`."""
    import lark

    data, memo = made().memo_serialize([lark.lexer.TerminalDef, lark.grammar.Rule])
    written = {"lark": lark.__version__, "grammar": fingerprint(), "data": data, "memo": memo}
    return json.dumps(written, separators=(",", ":")) + "\n"


def fingerprint() -> str:
    """What tells one grammar from another."""
    return sha256(grammar_text().encode()).hexdigest()


def _numbered(pairs: list[tuple[str, Any]]) -> dict[str | int, Any]:
    """Lark numbers its states; JSON knows keys of text only."""
    return {int(key) if key.isdecimal() else key: value for key, value in pairs}


if __name__ == "__main__":
    TABLES.write_text(tables(), encoding="utf-8")
