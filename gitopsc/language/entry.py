"""One declaration as it was read: its words put in order, nothing resolved yet."""

from dataclasses import dataclass, field
from typing import NamedTuple

from gitopsc.language.forms.form import Said
from gitopsc.language.vocabulary.noun import Noun
from gitopsc.model.section import Literal
from gitopsc.source import Span


class KeyValue(NamedTuple):
    """One `=` line. `value` is a tuple for a list."""

    key: tuple[str, ...]
    value: Literal | tuple[Literal, ...]
    key_span: Span
    span: Span

    @property
    def dotted(self) -> str:
        return ".".join(self.key)


@dataclass(slots=True)
class Entry:
    """A declaration, a block or a scope. Values stand in the order the model keeps them in.

    A field that is there but empty was said with a mistake, which has been reported.
    """

    noun: Noun
    head: Span
    """From its noun (a scope: its first clause) to the end of its header."""
    value: tuple[Said, ...] = ()
    fields: dict[str, tuple[Said, ...]] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    """Where each field was said, for labels on the whole of it."""
    settings: list[KeyValue] = field(default_factory=list)
    children: dict[str, list["Entry"]] = field(default_factory=dict)
    scopes: list["Entry"] = field(default_factory=list)
    is_preset: bool = False

    @property
    def name(self) -> Said | None:
        """Its name, or `None` when that was a mistake."""
        return self.value[0] if self.value else None

    @property
    def title(self) -> str:
        """How messages speak of it: "stage `production`"."""
        if not self.value:
            return f"this {self.noun.word}"
        if self.noun.word == "promote":
            return f"the promotion `{' -> '.join(said.text for said in self.value)}`"
        name = self.value[0].value
        return f"{self.noun.word} `{'.'.join(name) if isinstance(name, tuple) else name}`"

    def all(self, word: str) -> tuple[str, ...]:
        """The texts of a field; empty when it was not said."""
        said = self.fields.get(word)
        return tuple([one.text for one in said]) if said else ()

    def one(self, word: str) -> str | None:
        """The text of a field of one value; `None` when it was not said."""
        said = self.fields.get(word)
        return said[0].text if said else None

    def nested(self, word: str) -> list["Entry"]:
        return self.children.get(word, [])
