"""Random specs: trees of plain data, and the careless ways in which people write them down."""

from random import Random
from typing import Any

from hypothesis import strategies as st

from gitopsc.syntax.stop import RELATIONS

NAMES = st.sampled_from(
    [
        *("a", "web", "b7", "eu-1", "x9-y-0", "payments", "5xx"),
        *(f"{word}-1" for word in RELATIONS),
        *("trued", "false-x", "into", "once", "7day", "1h2", "5m-a"),
    ]
)
"""Some begin like other words of the language."""
TEXTS = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=12
).map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"')
SCALARS = st.one_of(
    TEXTS,
    st.integers(-999, 999).map(str),
    st.sampled_from(["true", "false", "72h", "5m", "1.5", "1.10", "0644"]),
)
PATHS = st.lists(st.one_of(NAMES, NAMES, TEXTS), max_size=2).flatmap(
    lambda more: NAMES.map(lambda first: ".".join([first, *more]))
)
CHAINS = st.lists(NAMES, min_size=2, max_size=3).map(tuple)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(PATHS, SCALARS, CHAINS), lambda inner: st.lists(inner, max_size=5), max_leaves=12
)
CLAUSES = st.tuples(st.sampled_from(["on", "in", "at", "needs", "with"]), VALUES)


def _statements(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    body = st.one_of(st.none(), inner)
    return st.lists(
        st.one_of(
            st.tuples(st.just("declare"), NAMES, st.one_of(st.none(), VALUES), _CLAUSES, body),
            st.tuples(st.just("relate"), st.lists(CLAUSES, min_size=1, max_size=2), body),
            st.tuples(st.just("assign"), PATHS, st.one_of(SCALARS, st.lists(SCALARS, max_size=4))),
        ),
        max_size=4,
    )


_CLAUSES = st.lists(CLAUSES, max_size=2)
SPECS = st.recursive(st.just([]), _statements, max_leaves=4)


class Scribe:
    """Writes a spec with the blanks, line ends and comments that somebody happens to choose.

    The choices come from one seed: drawn one by one they take longer than all that is tried."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice

    def _blank(self) -> str:
        return self._dice.choice([" ", " ", "  ", "\t", " \t "])

    def _comment(self) -> str:
        words = self._dice.choice(["", "", "", "", "# c", '#"{[', "#  d  "])
        return f"{self._blank()}{words}" if words else ""

    def _end(self) -> str:
        """At least one line end, perhaps with comments before and between."""
        ends = self._dice.choices(["\n", "\r\n"], k=self._dice.randint(1, 3))
        return "".join(f"{self._comment()}{end}" for end in ends)

    def file(self, statements: Any) -> str:
        lead = self._dice.choice(["", "\n", "# top\n", "\ufeff", "  # in\n\n\n"])
        return lead + self._block(statements)

    def _block(self, statements: Any) -> str:
        return "".join(
            self._dice.choice(["", "  ", "\t"]) + self._statement(s) + self._end()
            for s in statements
        )

    def _statement(self, statement: Any) -> str:
        kind, *rest = statement
        if kind == "assign":
            key, value = rest
            return f"{key}{self._blank()}={self._blank()}{self._value(value)}"
        if kind == "relate":
            clauses, body = rest
            words = []
        else:
            noun, value, clauses, body = rest
            words = [noun] if value is None else [noun, self._value(value)]
        words += [f"{word}{self._blank()}{self._value(value)}" for word, value in clauses]
        return self._blank().join([*words, *([] if body is None else [self._body(body)])])

    def _body(self, statements: Any) -> str:
        return f"{{{self._end()}{self._block(statements)}}}"

    def _value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, tuple):
            return f"{self._blank()}->{self._blank()}".join(value)
        return self._list(value)

    def _list(self, items: Any) -> str:
        separators = [
            self._dice.choice([", ", ",", " , "]) + self._gap()
            if self._dice.random() < 0.5
            else self._end()
            for _ in items
        ]
        written = [self._value(item) + sep for item, sep in zip(items, separators, strict=True)]
        return f"[{self._gap()}{''.join(written)}]"

    def _gap(self) -> str:
        return self._end() if self._dice.random() < 0.5 else ""


@st.composite
def spec_texts(draw: Any) -> str:
    """The text of a spec without mistakes of shape."""
    statements = draw(SPECS)
    return Scribe(Random(draw(st.integers(0, 2**32 - 1)))).file(statements)


_PIECES = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        "on",
        "at ",
        "x",
        "{a}",
        "3",
        "- ",
        "\u00a0",
        "\x00",
        "“",
        '"',
        "'",
        "\\",
        "=",
        "->",
        "=>",
        ":",
        ",",
        ";",
        "#",
        "//",
        "\n",
        "\r\n",
        "https://x",
        "{\n",
        "}\n",
        "[a\n",
    ]
)


@st.composite
def damaged_texts(draw: Any) -> str:
    """Texts of specs in which something was put in, and perhaps something taken out."""
    text = str(draw(spec_texts()))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(_PIECES) + text[at + draw(st.integers(0, 3)) :]
    return text
