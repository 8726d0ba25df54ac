"""What went wrong with the shape of a line, in the words of whoever wrote it.

Lark says where reading stopped; what was meant is read off the line itself. The kinds are tried in
order, the most telling first.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from gitopsc.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from gitopsc.source import Source, Span

RELATIONS = ("as", "at", "by", "from", "in", "needs", "on", "per", "using", "with")
_BRACKETS = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*|[{}\[\]]')
_WORD = re.compile(r"[^\s{}\[\],]+")


@dataclass(frozen=True)
class Stop:
    """Where reading stopped, and the line around it."""

    source: Source
    text: str
    at: int
    """Offset of the first letter that could not be read."""
    expected: frozenset[str]
    """Names of the grammar's terminals that could have come."""

    @property
    def start(self) -> int:
        return self.text.rfind("\n", 0, self.at) + 1

    @property
    def end(self) -> int:
        found = self.text.find("\n", self.at)
        return len(self.text) if found < 0 else found

    @property
    def before(self) -> str:
        return self.text[self.start : self.at]

    @property
    def rest(self) -> str:
        return self.text[self.at : self.end]

    @property
    def word(self) -> Span:
        """The run of letters around the stop, as far as blanks and brackets."""
        for found in _WORD.finditer(self.text, self.start, self.end):
            if found.start() <= self.at < found.end():
                return self.span(found.start(), found.end())
        return self.span(self.at, self.at + 1)

    def span(self, start: int, end: int) -> Span:
        size = len(self.source.text)
        return Span(self.source, min(start, size), min(end, size))


def explain(source: Source, text: str, error: UnexpectedInput) -> Diagnostic:
    """The mistake behind Lark's error; its first label lies on the line that has to go."""
    stop = Stop(source, text, _offset(text, error), _expected(error))
    for kind in _KINDS:
        found = kind(stop)
        if found:
            return found
    raise AssertionError("the last kind explains everything")


def _offset(text: str, error: UnexpectedInput) -> int:
    if isinstance(error, UnexpectedCharacters):
        return int(error.pos_in_stream or 0)
    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        return int(error.token.start_pos or 0)
    return len(text)


def _expected(error: UnexpectedInput) -> frozenset[str]:
    if isinstance(error, UnexpectedToken):
        return frozenset(error.accepts or error.expected)
    if isinstance(error, UnexpectedCharacters):
        return frozenset(error.allowed or ())
    return frozenset()


def _complain(
    slug: str, message: str, label: Label, *more: Label, help: str = "", fix: Fix | None = None
) -> Diagnostic:
    return Diagnostic(slug, message, (label, *more), (help,) if help else (), (fix,) if fix else ())


def _unterminated_string(stop: Stop) -> Diagnostic | None:
    if not stop.rest.startswith('"'):
        return None
    if stop.rest.count('"') > 1 and "\\" in stop.rest:
        return _complain(
            "unknown-escape",
            'in a text only `\\"` and `\\\\` are written with a backslash',
            Label(stop.span(stop.at, stop.end), "holds another one"),
            help="write a backslash twice where one is meant",
        )
    if stop.rest.count('"') > 1:
        return None
    return _complain(
        "unterminated-string",
        "this text has no closing quote on its line",
        Label(stop.span(stop.at, stop.end), "begins here"),
        help='close it with `"`; longer text goes into a file beside the spec',
    )


def _single_quotes(stop: Stop) -> Diagnostic | None:
    found = re.match(r"'([^'\n]*)'", stop.rest)
    if not stop.rest.startswith("'"):
        return None
    span = stop.span(stop.at, stop.at + (found.end() if found else 1))
    fix = Fix("use double quotes", (Edit(span, f'"{found.group(1)}"'),)) if found else None
    return _complain(
        "single-quotes",
        "text stands in double quotes",
        Label(span, "single quotes"),
        help="" if fix else "use double quotes",
        fix=fix,
    )


def _unclosed(stop: Stop) -> Diagnostic | None:
    """The text ends inside a block or a list, or a block ends inside a list."""
    if stop.at < len(stop.text) and not stop.rest.startswith("}"):
        return None
    opener = _last_open(stop.text[: stop.at])
    if opener is None or (stop.rest.startswith("}") and stop.text[opener] == "{"):
        return None
    is_block = stop.text[opener] == "{"
    return _complain(
        "unclosed-brace" if is_block else "unclosed-list",
        f"this {'block' if is_block else 'list'} is never closed",
        Label(stop.span(opener, opener + 1), "opened here"),
        help=f"add a line with `{'}' if is_block else ']'}` where it ends",
    )


def _last_open(text: str) -> int | None:
    opened: list[int] = []
    for found in _BRACKETS.finditer(text):
        if found.group() in "{[":
            opened.append(found.start())
        elif found.group() in "}]" and opened:
            opened.pop()
    return opened[-1] if opened else None


def _unexpected_closing_brace(stop: Stop) -> Diagnostic | None:
    if not stop.rest.startswith("}"):
        return None
    if stop.before.strip():
        return _one_line_body(stop)
    return _complain(
        "unexpected-closing-brace",
        "this closes a block that was not opened",
        Label(stop.span(stop.at, stop.at + 1)),
        help="take it out, or look for a `{` that is missing above",
    )


def _one_line_body(stop: Stop) -> Diagnostic | None:
    opener = stop.before.rfind("{")
    at_opener = stop.rest.startswith("{") and stop.rest[1:].strip()
    if opener < 0 and not at_opener:
        return None
    start = stop.at if opener < 0 else stop.start + opener
    return _complain(
        "one-line-body",
        "a block has a line for each thing it says",
        Label(stop.span(start, stop.end), "all on one line"),
        help="begin a new line after `{`, and put `}` on a line of its own",
    )


def _missing_value(stop: Stop) -> Diagnostic | None:
    if stop.rest.strip() and not stop.rest.lstrip().startswith(("{", "}", "#")):
        return None
    last = stop.before.split()[-1:] or [""]
    if last[0] not in (*RELATIONS, "=", "->"):
        return None
    at = stop.start + stop.before.rindex(last[0])
    return _complain(
        "missing-value",
        f"nothing follows `{last[0]}`",
        Label(stop.span(at, at + len(last[0])), "expects something after it"),
        help="complete the line, or take the word out",
    )


def _yaml_style(stop: Stop) -> Diagnostic | None:
    if not stop.rest.startswith(":") or stop.rest.startswith("://"):
        return None
    return _complain(
        "yaml-style",
        "this looks like YAML: nothing stands between a word and its value here",
        Label(stop.span(stop.at, stop.at + 1), "no colon"),
        help="write `name value` for our words, `name = value` for values of the workload",
    )


def _reserved_word(stop: Stop) -> Diagnostic | None:
    word = stop.word.text
    if word not in RELATIONS or "NAME" not in stop.expected:
        return None
    return _complain(
        "reserved-word-as-name",
        f"`{word}` is a relation word and cannot be a name",
        Label(stop.word, "a name is expected here"),
        help="choose another name; as the key of a value it may be quoted",
    )


def _unquoted_text(stop: Stop) -> Diagnostic | None:
    word = stop.word
    if not word.text or not re.fullmatch(r"[\w./:@~^*<>+?&%$,;!|()-]+", word.text):
        return None
    takes_text = "STRING" in stop.expected or word.start < stop.at
    if not takes_text or word.text in ("->", "="):
        return None
    return _complain(
        "unquoted-text",
        f"`{word.text}` is text, and text stands in double quotes",
        Label(word, "only names, numbers, durations, true and false stand bare"),
        fix=Fix("put it in quotes", (Edit(word, f'"{word.text}"'),)),
    )


def _two_statements(stop: Stop) -> Diagnostic:
    word = stop.word if stop.rest.strip() else stop.span(stop.at, stop.at)
    return _complain(
        "unexpected-text",
        f"`{word.text}` cannot stand here" if word.text else "the line ends too early",
        Label(word, "not understood from here on"),
        help="a line is a noun, perhaps a name, then relation words and what they relate to; "
        "one thing a line",
    )


_KINDS: tuple[Callable[[Stop], Diagnostic | None], ...] = (
    _unterminated_string,
    _single_quotes,
    _unclosed,
    _unexpected_closing_brace,
    _one_line_body,
    _missing_value,
    _yaml_style,
    _reserved_word,
    _unquoted_text,
    _two_statements,
)
