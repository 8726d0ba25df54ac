"""The tree of a file: shapes with their places, and not one word of what they mean.

What begins and ends with its parts has no place of its own: it is asked of them.
"""

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

    @property
    def span(self) -> Span:
        return self.segments[0].span.to(self.segments[-1].span)


class Chain(NamedTuple):
    """Paths joined by `->`, the one place where order is the meaning."""

    paths: tuple[Path, ...]

    @property
    def span(self) -> Span:
        return self.paths[0].span.to(self.paths[-1].span)


class List(NamedTuple):
    items: tuple["Value", ...]
    span: Span


Value = Path | Chain | List | Scalar


class Clause(NamedTuple):
    """A relation word and what it relates to: `on [eu-prod, us-prod]`."""

    relation: str
    relation_span: Span
    value: Value

    @property
    def span(self) -> Span:
        return self.relation_span.to(self.value.span)


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

    @property
    def head(self) -> Span:
        """All but its body."""
        last = self.clauses[-1].value if self.clauses else self.value
        return self.noun_span.to(last.span) if last else self.noun_span

    @property
    def span(self) -> Span:
        return self.noun_span.to(self.body.span) if self.body else self.head


class Relation(NamedTuple):
    """A line that begins with a relation word: `needs [ledger]`, or a scope with its body."""

    clauses: tuple[Clause, ...]
    body: Body | None

    @property
    def head(self) -> Span:
        """All but its body."""
        return self.clauses[0].relation_span.to(self.clauses[-1].value.span)

    @property
    def span(self) -> Span:
        return self.head.to(self.body.span) if self.body else self.head


class Assignment(NamedTuple):
    """`controller.replicaCount = 3`: a value handed through to the workload."""

    key: Path
    value: Scalar | List

    @property
    def span(self) -> Span:
        return self.key.span.to(self.value.span)


Statement = Declaration | Relation | Assignment


class Comment(NamedTuple):
    text: str
    span: Span


class File(NamedTuple):
    """A parsed source; `comments` in the order of the text."""

    source: Source
    statements: tuple[Statement, ...]
    comments: tuple[Comment, ...]
