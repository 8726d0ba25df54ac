"""From YAML events to nodes: where everything stands in a text that is known to be readable."""

from collections.abc import Iterable, Iterator
from typing import Any

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from gitopsc.manifests.nodes import Items, Leaf, Node, Table
from gitopsc.manifests.scalars import plain_value
from gitopsc.source import Source, Span


def laid_out(source: Source, events: Iterable[Any]) -> tuple[Node, ...]:
    """The documents of a text.

    :param events: all of the text, which `composer.compose` has found nothing wrong with.
    """
    return tuple(_Layout(source, events).documents())


class _Layout:
    """One text being read: the events left, and what was anchored in this document."""

    def __init__(self, source: Source, events: Iterable[Any]) -> None:
        self._source, self._events = source, iter(events)
        self._anchored: dict[str, Node] = {}

    def documents(self) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                self._anchored.clear()
                yield self._node(next(self._events))

    def _node(self, event: Any) -> Node:
        if isinstance(event, AliasEvent):
            return self._anchored[event.anchor]
        if isinstance(event, MappingStartEvent):
            made: Node = self._table(event)
        elif isinstance(event, SequenceStartEvent):
            made = self._items(event)
        else:
            made = self._leaf(event)
        if event.anchor is not None:
            self._anchored[event.anchor] = made
        return made

    def _table(self, start: MappingStartEvent) -> Table:
        pairs = []
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._node(event)
            assert isinstance(key, Leaf), "a key is a text"
            pairs.append((key, self._node(next(self._events))))
        return Table(self._span(start, event), tuple(pairs), bool(start.flow_style))

    def _items(self, start: SequenceStartEvent) -> Items:
        nodes = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            nodes.append(self._node(event))
        return Items(self._span(start, event), tuple(nodes))

    def _leaf(self, event: Any) -> Leaf:
        """A block of lines, an anchor and a tag are more than a value on its own: changing one
        would change more than was meant."""
        span = self._span(event, event)
        is_lone = event.anchor is None and event.style in (None, "'", '"')
        if not is_lone or span.text.startswith("!"):
            return Leaf(span, None)
        read = event.value if event.style else plain_value(event.value)
        return Leaf(span, read if isinstance(read, str) else None, event.style or "")

    def _span(self, start: Any, end: Any) -> Span:
        return Span(self._source, start.start_mark.index, end.end_mark.index)
