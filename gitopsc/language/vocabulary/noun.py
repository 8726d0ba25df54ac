"""The shape of a row: what a noun takes, and what may stand in its block."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from gitopsc.language.forms.form import Form

Keys = Literal["dotted", "limits", "pointer", "quota"]


class Field(NamedTuple):
    """A clause or an attribute: a word, the form of its value, and what it says."""

    word: str
    form: Form
    says: str
    required: bool = False
    header_only: bool = False
    """A narrowing clause: on a line of its own, with a block, it would open a scope."""
    clause: "Field | None" = None
    """What may stand behind the value of an attribute."""

    @property
    def key_of_clause(self) -> str:
        """The name under which an entry keeps what stands behind the value: `image in`."""
        return f"{self.word} {self.clause.word}" if self.clause else ""


@dataclass(frozen=True)
class Noun:
    """One row of the vocabulary."""

    word: str
    says: str
    example: str
    value: Form | None = None
    clauses: tuple[Field, ...] = ()
    attributes: tuple[Field, ...] = ()
    holds: tuple["Noun", ...] = ()
    """Nouns that may stand in its block."""
    once: bool = False
    """At most one of them in one block."""
    scope: "Noun | None" = None
    """The row of the scopes in its block, when it takes scopes."""
    keys: Keys | None = None
    """How the keys of its `=` lines are written, when it takes them."""

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Clauses and attributes by their words, which no noun uses twice."""
        return {row.word: row for row in (*self.clauses, *self.attributes)}

    @cached_property
    def relations(self) -> dict[str, Field]:
        return {row.word: row for row in self.clauses}

    @cached_property
    def nested(self) -> dict[str, "Noun"]:
        return {noun.word: noun for noun in self.holds}

    @cached_property
    def required(self) -> tuple[Field, ...]:
        return tuple(row for row in self.fields.values() if row.required)

    @cached_property
    def has_block(self) -> bool:
        return bool(self.attributes or self.holds or self.keys or self.clauses)

    @cached_property
    def words_of_block(self) -> dict[str, None]:
        """The words a line of its block may begin with, without relation words: an ordered set."""
        return dict.fromkeys(sorted({row.word for row in self.attributes} | set(self.nested)))
