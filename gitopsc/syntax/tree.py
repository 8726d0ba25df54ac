"""The tree of a file: shapes with their places, and not one word of what they mean."""

from dataclasses import dataclass
from typing import Literal

from gitopsc.source import Source, Span

ScalarKind = Literal["string", "number", "boolean", "duration"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A literal. `text` is what it says: for a string without quotes and escapes."""

    kind: ScalarKind
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a path or key: a bare name, or a quoted one (`annotations."example.org/x"`)."""

    text: str
    quoted: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Path:
    """Names joined by dots: `checkout`, `payments.checkout`, `ClusterIssuer.letsencrypt`."""

    segments: tuple[Segment, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Chain:
    """Paths joined by `->`, the one place where order is the meaning."""

    paths: tuple[Path, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class List:
    items: tuple["Value", ...]
    span: Span


Value = Path | Chain | List | Scalar


@dataclass(frozen=True, slots=True)
class Clause:
    """A relation word and what it relates to: `on [eu-prod, us-prod]`."""

    relation: str
    relation_span: Span
    value: Value
    span: Span


@dataclass(frozen=True, slots=True)
class Body:
    statements: tuple["Statement", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Declaration:
    """`stage production on eu-prod { … }`: a noun, perhaps a value, clauses, perhaps a body."""

    noun: str
    noun_span: Span
    value: Value | None
    clauses: tuple[Clause, ...]
    body: Body | None
    span: Span


@dataclass(frozen=True, slots=True)
class Relation:
    """A line that begins with a relation word: `needs [ledger]`, or a scope with its body."""

    clauses: tuple[Clause, ...]
    body: Body | None
    span: Span


@dataclass(frozen=True, slots=True)
class Assignment:
    """`controller.replicaCount = 3`: a value handed through to the workload."""

    key: Path
    value: Scalar | List
    span: Span


Statement = Declaration | Relation | Assignment


@dataclass(frozen=True, slots=True)
class Comment:
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class File:
    """A parsed source; `comments` in the order of the text."""

    source: Source
    statements: tuple[Statement, ...]
    comments: tuple[Comment, ...]
