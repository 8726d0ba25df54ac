"""The tree of a file: shapes with their places, and not one word of what they mean."""

from typing import Literal, NamedTuple

from gitopsc.source import Source, Span

ScalarKind = Literal["string", "number", "boolean", "duration"]


class Scalar(NamedTuple):
    """A literal. `text` is what it says: for a string without quotes and escapes."""

    kind: ScalarKind
    text: str
    span: Span


class Segment(NamedTuple):
    """One part of a path or key: a bare name, or a quoted one (`annotations."example.org/x"`)."""

    text: str
    quoted: bool
    span: Span


class Path(NamedTuple):
    """Names joined by dots: `checkout`, `payments.checkout`, `ClusterIssuer.letsencrypt`."""

    segments: tuple[Segment, ...]
    span: Span


class Chain(NamedTuple):
    """Paths joined by `->`, the one place where order is the meaning."""

    paths: tuple[Path, ...]
    span: Span


class List(NamedTuple):
    items: tuple["Value", ...]
    span: Span


Value = Path | Chain | List | Scalar


class Clause(NamedTuple):
    """A relation word and what it relates to: `on [eu-prod, us-prod]`."""

    relation: str
    relation_span: Span
    value: Value
    span: Span


class Body(NamedTuple):
    statements: tuple["Statement", ...]
    span: Span


class Declaration(NamedTuple):
    """`stage production on eu-prod { … }`: a noun, perhaps a value, clauses, perhaps a body."""

    noun: str
    noun_span: Span
    value: Value | None
    clauses: tuple[Clause, ...]
    body: Body | None
    span: Span


class Relation(NamedTuple):
    """A line that begins with a relation word: `needs [ledger]`, or a scope with its body."""

    clauses: tuple[Clause, ...]
    body: Body | None
    span: Span


class Assignment(NamedTuple):
    """`controller.replicaCount = 3`: a value handed through to the workload."""

    key: Path
    value: Scalar | List
    span: Span


Statement = Declaration | Relation | Assignment


class Comment(NamedTuple):
    text: str
    span: Span


class File(NamedTuple):
    """A parsed source; `comments` in the order of the text."""

    source: Source
    statements: tuple[Statement, ...]
    comments: tuple[Comment, ...]
