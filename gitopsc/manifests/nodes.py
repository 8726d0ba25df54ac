"""A YAML text as its author laid it out, and changes that leave every other byte as it is.

Versions are edited by people, bots and us in the same files. A parser's round trip keeps comments
and still re-indents, re-wraps and re-quotes what nobody asked it to; so a change is a handful of
edits, each at the place of one value.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from gitopsc.diagnostics.diagnostic import Diagnostic, Edit
from gitopsc.manifests.unreadable import UnreadableError
from gitopsc.manifests.yaml import dump
from gitopsc.source import Source, Span


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value on its own."""

    span: Span
    text: str | None
    """As Kubernetes reads it; `None` where it reads no text, or one that is not written here."""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    span: Span
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with their values, in the order in which they stand."""

    span: Span
    pairs: tuple[tuple[Leaf, "Node"], ...]
    in_braces: bool

    def get(self, key: str) -> "Node | None":
        return next((value for name, value in self.pairs if name.text == key), None)

    def text(self, key: str) -> str | None:
        """The text at a key; `None` where there is none."""
        node = self.get(key)
        return node.text if isinstance(node, Leaf) else None


Node = Leaf | Items | Table


def read_nodes(source: Source) -> tuple[tuple[Node, ...], tuple[Diagnostic, ...]]:
    """The documents with the places of everything in them; the first mistake ends the reading."""
    from gitopsc.manifests.composer import compose  # on use: see `read_documents`
    from gitopsc.manifests.events import events
    from gitopsc.manifests.layout import laid_out

    seen: list[Any] = []

    def noted() -> Iterator[Any]:
        for event in events(source):
            seen.append(event)
            yield event

    try:
        # What is wrong with the values is found on the way: to read twice would cost twice.
        tuple(compose(source, noted()))
    except UnreadableError as error:
        return (), (error.diagnostic,)
    return laid_out(source, seen), ()


def replaced(leaf: Leaf, text: str) -> Edit:
    """Another text in the same place, quoted as the one before where that will do."""
    return Edit(leaf.span, f"{leaf.quote}{text}{leaf.quote}" if leaf.quote else _scalar(text))


def put(table: Table, key: str, text: str | None) -> Iterator[Edit]:
    """What brings a key of a table to a text, or takes it away with `None`.

    A new key comes after the last one, where it is indented like its neighbours. The table has
    another key than the one that is taken away.
    """
    for index, (name, value) in enumerate(table.pairs):
        if name.text == key:
            if text is None:
                yield _removed(table, index)
            elif not (isinstance(value, Leaf) and value.text == text):
                assert isinstance(value, Leaf)
                yield replaced(value, text)
            return
    if text is not None:
        yield _added(table, f"{key}: {_scalar(text)}")


def _added(table: Table, line: str) -> Edit:
    name, value = table.pairs[-1]
    source = name.span.source
    if table.in_braces:
        return Edit(Span(source, value.span.end, value.span.end), f", {line}")
    end, column = _end_of_line(source, value.span.end), source.position(name.span.start)[1]
    newline = "\r\n" if "\r\n" in source.text else "\n"
    return Edit(Span(source, end, end), f"{newline}{' ' * (column - 1)}{line}")


def _removed(table: Table, index: int) -> Edit:
    """Up to the next key, so that a dash in front stays; or, of the last key, back to the value
    before it: with the line it stands on, and the comment on that."""
    name, value = table.pairs[index]
    source = name.span.source
    if index + 1 < len(table.pairs):
        return Edit(Span(source, name.span.start, table.pairs[index + 1][0].span.start), "")
    before = table.pairs[index - 1][1].span.end
    if table.in_braces:
        return Edit(Span(source, before, value.span.end), "")
    return Edit(
        Span(source, _end_of_line(source, before), _end_of_line(source, value.span.end)), ""
    )


def _end_of_line(source: Source, offset: int) -> int:
    end = source.text.find("\n", offset)
    if end < 0:
        return len(source.text)
    return end - 1 if source.text[end - 1] == "\r" else end


def _scalar(text: str) -> str:
    return dump([text]).removeprefix("- ").rstrip("\n")


def edited(source: Source, edits: Iterable[Edit]) -> str:
    """The text with all edits made; no two of them touch the same letters."""
    text = source.text
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text
