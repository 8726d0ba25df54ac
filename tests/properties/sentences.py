"""A spec as a value: sentences in blocks, so that their order can be shuffled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """One line, or a line with a block."""

    head: str
    block: tuple["Sentence", ...] = ()

    def lines(self, indent: str = "") -> list[str]:
        if not self.block:
            return [indent + self.head]
        inner = [line for sentence in self.block for line in sentence.lines(indent + "  ")]
        return [f"{indent}{self.head} {{", *inner, f"{indent}}}"]

    def shuffled(self, dice: Random) -> "Sentence":
        return Sentence(self.head, shuffled(self.block, dice))


@dataclass(frozen=True)
class Spec:
    """A whole spec and the files that lie beside it."""

    sentences: tuple[Sentence, ...]
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return text(self.sentences)

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """How hypothesis prints it: as the text it is."""
        printer.text("\n".join([self.text, *(f"--- {p}\n{t}" for p, t in self.beside.items())]))


def say(head: str, *block: Sentence | str) -> Sentence:
    """A sentence from text, with its block."""
    inner = (line if isinstance(line, Sentence) else Sentence(line) for line in block)
    return Sentence(head, tuple(inner))


def text(sentences: Iterable[Sentence], first: str = "gitops 1") -> str:
    """The text of a file."""
    lines = [line for sentence in sentences for line in sentence.lines()]
    return "\n".join([first, *lines, ""])


def shuffled(sentences: Iterable[Sentence], dice: Random) -> tuple[Sentence, ...]:
    """The same sentences in another order, inside of blocks as well."""
    mixed = [sentence.shuffled(dice) for sentence in sentences]
    dice.shuffle(mixed)
    return tuple(mixed)


def split(spec: Spec, dice: Random) -> Spec:
    """The same spec, shuffled and spread over an entry and three included files."""
    parts: list[list[Sentence]] = [[], [], [], []]
    for sentence in shuffled(spec.sentences, dice):
        dice.choice(parts).append(sentence)
    entry = [say('include "parts/*.gitops"'), *parts[0]]
    dice.shuffle(entry)
    files = {
        f"parts/{number}.gitops": text(part, first="# a part of the spec")
        for number, part in enumerate(parts[1:])
    }
    return Spec(tuple(entry), {**spec.beside, **files})
