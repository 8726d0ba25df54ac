"""A complaint as a value. Nobody raises it; whoever finds one returns it."""

from enum import StrEnum
from typing import NamedTuple

from gitopsc.refs import Where
from gitopsc.source import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Label(NamedTuple):
    """A place and a few words about it. The first label of a diagnostic is where the mistake is;
    the others are second places that help ("declared here").

    `at` is a span, or a `Where` for complaints of rooms that see no text.
    """

    at: Span | Where
    text: str = ""


class Edit(NamedTuple):
    span: Span
    text: str


class Fix(NamedTuple):
    """One clear way out: an imperative ("replace `eu-prd` by `eu-prod`") and the edits doing it."""

    title: str
    edits: tuple[Edit, ...]


class Diagnostic(NamedTuple):
    """What is wrong, where, and what to do: one sentence in the user's nouns, without blame.

    `slug` names the mistake and its page in docs/diagnostics; `help` says what to do when there is
    no single edit that does it.
    """

    slug: str
    message: str
    labels: tuple[Label, ...] = ()
    help: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR
