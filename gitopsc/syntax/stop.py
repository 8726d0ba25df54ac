"""Where reading stopped, and how it can go on."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from gitopsc.source import Source, Span

RELATIONS = ("as", "at", "by", "from", "in", "needs", "on", "per", "using", "with")
"""The terminal RELATION of the grammar, word by word."""

_BARE = re.compile(r"""(?:[^\s"'\[\],{}#]|\{\w+\})+""")
_NAME_BEFORE = re.compile(r"[\w.-]*$")


@dataclass(frozen=True)
class Stop:
    """The place of a mistake of shape, and what was understood before it."""

    source: Source
    text: str
    """What is read: the text of the source, with a last line end of its own."""
    at: int
    """Where the first letter stands that does not fit."""
    statement: int
    """Where the statement around it begins; `at` between statements."""
    bracket: int | None
    """The innermost `[` of this statement that is still open."""
    brace: int | None
    """The innermost `{` that is still open."""
    takes: Callable[[str], bool]
    """Whether a terminal of the grammar could stand here."""

    @cached_property
    def line_start(self) -> int:
        return self.text.rfind("\n", 0, self.at) + 1

    @cached_property
    def line_end(self) -> int:
        found = self.text.find("\n", self.at)
        end = len(self.text) if found < 0 else found
        return end - 1 if self.text[max(self.at, end - 1) : end] == "\r" else end

    @cached_property
    def before(self) -> str:
        """The statement up to the stop."""
        return self.text[self.statement : self.at]

    @cached_property
    def rest(self) -> str:
        """The line from the stop on."""
        return self.text[self.at : self.line_end]

    @property
    def at_end(self) -> bool:
        return self.at >= len(self.text)

    @cached_property
    def word(self) -> Span:
        """The run of letters around the stop, as far as blanks, brackets and quotes."""
        found = _NAME_BEFORE.search(self.before)
        start = self.at - len(found.group() if found else "")
        run = _BARE.match(self.text, start, self.line_end)
        end = max(run.end() if run else 0, min(self.at + 1, self.line_end))
        trimmed = self.text[start:end].rstrip(",;")
        return self.span(start, max(start + len(trimmed), min(self.at + 1, self.line_end)))

    def span(self, start: int, end: int) -> Span:
        size = len(self.source.text)
        return Span(self.source, min(start, size), min(end, size))


class Mend(NamedTuple):
    """How reading goes on as if there were no mistake: what begins at `back` or later is
    forgotten, `read` (terminals and their texts) is put in its place, and `resume` is read next."""

    back: int
    read: tuple[tuple[str, str], ...]
    resume: int


class Mistake(NamedTuple):
    """A complaint, and the mend where it is clear what was meant. Without one, the line is
    given up from the stop on."""

    diagnostic: Diagnostic
    mend: Mend | None = None


Kind = Callable[[Stop], Mistake | None]
"""One kind of mistake: recognises itself in a stop, or not."""


def complain(
    slug: str,
    message: str,
    *labels: tuple[Span, str],
    help: str = "",
    fix: Fix | None = None,
    mend: Mend | None = None,
) -> Mistake:
    """A mistake whose first label is where it is."""
    return Mistake(
        Diagnostic(
            slug,
            message,
            tuple(Label(span, text) for span, text in labels),
            (help,) if help else (),
            (fix,) if fix else (),
        ),
        mend,
    )


def replace(title: str, span: Span, text: str) -> Fix:
    """One edit, under the name a person gives it."""
    return Fix(title, (Edit(span, text),))
