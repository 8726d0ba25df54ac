"""Reading on after a mistake, in one pass: what was meant is put in its place, or the rest of the
line is given up. What was read of a header is kept, so that its block, and everybody who mentions
its name, can still be checked."""

import re
from typing import Any

from lark import Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.source import Source, Span
from gitopsc.syntax.builder import LEAVES, SHAPES
from gitopsc.syntax.grammar import lark_parser
from gitopsc.syntax.limits import BRACES
from gitopsc.syntax.mistakes import explain
from gitopsc.syntax.stack import Stack
from gitopsc.syntax.stop import Mend, Stop
from gitopsc.syntax.tree import Statement

MOST_MISTAKES = 50
"""More would be noise: whoever has so many reads the first ones."""
MOST_IN_A_LINE = 5
"""After so many the rest of a line is given up, which bounds the work for any text."""

_OPENS_BLOCK = re.compile(r'(?:"(?:[^"\\\n]|\\.)*"|[^"#\n])*?\{[ \t\r]*(?=#|$)', re.M)
_LINE_END = re.compile(r"\r?\n")


def read(source: Source, text: str) -> tuple[tuple[Statement, ...], list[Diagnostic]]:
    """The statements of a text as far as they could be read, and the mistakes in it."""
    tree, mistakes = _Reader(source, text).read()
    return _built(tree, source), mistakes


class _Reader:
    def __init__(self, source: Source, text: str) -> None:
        self._source = source
        self._text = text
        self._stack = Stack(lark_parser().parse_interactive(text))
        self._found: list[Diagnostic] = []
        self._line = -1
        self._in_line = 0

    def read(self) -> tuple[Any, list[Diagnostic]]:
        while True:
            try:
                return self._stack.resume(), self._found
            except UnexpectedInput as error:
                self._recover(_offset(error, len(self._text)))

    def _recover(self, at: int) -> None:
        empty = _LINE_END.match(self._text, at)
        if empty and self._stack.between_statements:
            # The grammar takes empty lines only behind a statement, and it may have been given up.
            self._stack.go_to(empty.end())
            return
        if self._is_too_many(at):
            self._give_up(at)
            return
        began = self._stack.statement
        stop = Stop(
            self._source,
            self._text,
            at,
            at if began is None else began,
            self._stack.bracket,
            self._stack.brace,
            self._stack.takes,
        )
        mistake = explain(stop)
        if mistake.diagnostic not in self._found[-MOST_IN_A_LINE:]:
            self._found.append(mistake.diagnostic)
        if not mistake.mend or not self._mended(mistake.mend):
            self._give_up(at)

    def _is_too_many(self, at: int) -> bool:
        line = self._text.rfind("\n", 0, at)
        self._in_line = self._in_line + 1 if line == self._line else 1
        self._line = line
        if len(self._found) == MOST_MISTAKES:
            self._found.append(_too_many(self._source, at))
        return len(self._found) > MOST_MISTAKES or self._in_line > MOST_IN_A_LINE

    def _mended(self, mend: Mend) -> bool:
        """Go on as if there were no mistake; whether that is possible."""
        self._stack.rewind(mend.back)
        for terminal, text in mend.read:
            if not self._stack.takes(terminal):
                return False
            end = min(mend.back + len(text), mend.resume)
            self._stack.feed(terminal, text, mend.back, end)
        self._stack.go_to(mend.resume)
        return True

    def _give_up(self, at: int) -> None:
        """Go on behind this line, keeping of the statement what can be kept."""
        if at >= len(self._text):
            self._close_blocks()
            return
        opener = _OPENS_BLOCK.match(self._text, at)
        if opener is None:
            end = self._text.find("\n", at)
            kept = self._stack.give_up("_NL")
            if kept and self._stack.is_bare_noun:
                self._stack.drop_statement()
            self._stack.go_to(end if self._stack.takes("_NL") else end + 1)
            return
        brace = self._text.rindex("{", at, opener.end())
        if self._stack.give_up("LBRACE"):
            self._stack.go_to(brace)
        else:
            self._stack.go_to(self._block_end(brace))

    def _block_end(self, brace: int) -> int:
        """Behind the block of a header of which nothing was understood."""
        depth = 0
        for found in BRACES.finditer(self._text, brace):
            depth += {"{": 1, "}": -1}.get(found.group(), 0)
            if depth == 0 and found.group() == "}":
                return found.end()
        return len(self._text)

    def _close_blocks(self) -> None:
        """Close what is open where the text ends."""
        end = len(self._text)
        self._stack.drop_statement()
        while not self._stack.takes("$END") and self._stack.brace is not None:
            if not self._stack.takes("RBRACE"):
                self._stack.feed("_NL", "\n", end)
            self._stack.feed("RBRACE", "}", end)
            self._stack.feed("_NL", "\n", end)


def _built(tree: Tree[Token], source: Source) -> Any:
    """What the builder makes of Lark's tree, from its leaves up. Trees are not deep
    (`syntax/limits.py`)."""
    parts = [
        _built(part, source) if isinstance(part, Tree) else _leaf(part, source)
        for part in tree.children
        if isinstance(part, Tree) or part.type in LEAVES
    ]
    return SHAPES.get(tree.data, _only)(parts)


def _only(parts: list[Any]) -> Any:
    [part] = parts
    return part


def _leaf(token: Token, source: Source) -> Any:
    # What was closed at the end of the text stands behind its last letter.
    size = len(source.text)
    start, end = min(token.start_pos or 0, size), min(token.end_pos or 0, size)
    return LEAVES[token.type](str(token), Span(source, start, end))


def _offset(error: UnexpectedInput, end: int) -> int:
    if isinstance(error, UnexpectedCharacters):
        return int(error.pos_in_stream or 0)
    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        return int(error.token.start_pos or 0)
    return end


def _too_many(source: Source, offset: int) -> Diagnostic:
    at = min(offset, len(source.text))
    return Diagnostic(
        "too-many-mistakes",
        f"there are more than {MOST_MISTAKES} mistakes of shape; the rest is not listed",
        (Label(Span(source, at, at), "listed up to here"),),
        help=("put these right and check again",),
        severity=Severity.NOTE,
    )
