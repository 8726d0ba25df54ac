"""The stack of the LALR parser, as far as recovery looks at it and takes from it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lark import Token
from lark.parsers.lalr_analysis import Shift

if TYPE_CHECKING:
    from lark.parsers.lalr_interactive_parser import InteractiveParser


class Stack:
    """What was understood so far: finished statements, and the parts of the one being read."""

    def __init__(self, parser: "InteractiveParser") -> None:
        self._parser = parser
        self._state = parser.parser_state
        self._table: dict[Any, dict[str, Any]] = parser.parser_state.parse_conf.states

    def resume(self) -> Any:
        """Read on to the end of the text.

        :returns: Lark's tree.
        :raises lark.exceptions.UnexpectedInput: where something does not fit.
        """
        resume: Callable[[], Any] = self._parser.resume_parse
        return resume()

    def go_to(self, offset: int) -> None:
        """Let the text be read from this offset on."""
        lexer = self._parser.lexer_thread.state
        assert lexer is not None, "an interactive parser has a text"
        lexer.line_ctr.char_pos = offset

    def takes(self, terminal: str) -> bool:
        """Whether the terminal could come next. Nothing is changed: reductions are only played."""
        states = list(self._state.state_stack)
        while terminal in self._table[states[-1]]:
            action, target = self._table[states[-1]][terminal]
            if action is Shift:
                return True
            if target.expansion:
                del states[-len(target.expansion) :]
            states.append(self._table[states[-1]][target.origin.name][1])
            if terminal == "$END" and states[-1] == self._state.parse_conf.end_state:
                return True
        return False

    def feed(self, terminal: str, text: str, start: int, end: int | None = None) -> None:
        """Read a token that may not stand in the text.

        :param end: where what stands there instead ends, if something does.
        """
        end = start + len(text) if end is None else end
        self._parser.feed_token(Token(terminal, text, start_pos=start, end_pos=end))

    def rewind(self, offset: int) -> None:
        """Forget what begins at `offset` or later."""
        values = self._state.value_stack
        while values and _start(values[-1]) >= offset:
            self._pop()

    def give_up(self, terminal: str) -> bool:
        """Forget parts of this statement until the terminal could come; whether it can."""
        self._finish()
        while not self.takes(terminal) and not self.between_statements:
            self._pop()
        return self.takes(terminal)

    def drop_statement(self) -> None:
        """Forget all of the statement that is being read."""
        self._finish()
        while not self.between_statements:
            self._pop()

    @property
    def statement(self) -> int | None:
        """Where the statement begins that is being read."""
        parts = self._parts()
        if not parts or (_is_line_end(parts[-1]) and self.bracket is None):
            return None
        return _start(parts[0])

    @property
    def is_bare_noun(self) -> bool:
        """Whether nothing but a first word is left of the statement."""
        return len(self._parts()) == 1

    @property
    def bracket(self) -> int | None:
        """Where the innermost list begins that is still open."""
        return _last(self._parts(), "LSQB")

    @property
    def brace(self) -> int | None:
        """Where the innermost block begins that is still open."""
        return _last(self._state.value_stack, "LBRACE")

    @property
    def between_statements(self) -> bool:
        """Whether a statement could begin here, and none is begun."""
        return "statement" in self._table[self._state.state_stack[-1]]

    def _parts(self) -> list[Any]:
        """The parts of the statement being read, its line ends included."""
        states = self._state.state_stack
        depth = next(
            n for n in range(len(states) - 1, -1, -1) if "statement" in self._table[states[n]]
        )
        return self._state.value_stack[depth:]

    def _finish(self) -> None:
        """Reduce a statement that has its line end already, as a next one would make it."""
        parts = self._parts()
        if parts and _is_line_end(parts[-1]) and self.bracket is None and self.takes("NAME"):
            self.feed("NAME", "", 0)
            self._pop()

    def _pop(self) -> None:
        self._state.state_stack.pop()
        self._state.value_stack.pop()


def _start(value: Any) -> int:
    """Where a token, or the first token of a tree, stands."""
    while not isinstance(value, Token):
        value = value.children[0]
    return int(value.start_pos or 0)


def _is_line_end(value: Any) -> bool:
    while not isinstance(value, Token):
        value = value.children[-1]
    return bool(value.type == "_NL")


def _last(values: list[Any], terminal: str) -> int | None:
    found = (v for v in reversed(values) if isinstance(v, Token) and v.type == terminal)
    token = next(found, None)
    return None if token is None else token.start_pos
