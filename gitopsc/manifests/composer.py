"""From YAML events to plain data, within a budget.

Nothing is built before it is paid for, so a text of a few lines that expands to gigabytes, or that
nests without end, costs no more than the budget.
"""

import math
import re
from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from gitopsc.diagnostics.diagnostic import Edit, Fix, Label
from gitopsc.manifests.scalars import plain_value
from gitopsc.manifests.unreadable import invalid, too_large
from gitopsc.source import Source, Span

MOST_NODES = 100_000
MOST_LETTERS = 8 * 1024 * 1024
MOST_LEVELS = 100

_YAML_TAG = "tag:yaml.org,2002:"
_TAGGED_SCALARS: Mapping[str, tuple[type, ...]] = {
    f"{_YAML_TAG}int": (int,),
    f"{_YAML_TAG}float": (float, int),
    f"{_YAML_TAG}bool": (bool,),
    f"{_YAML_TAG}null": (NoneType,),
}
_TEXT_TAGS = ("!", f"{_YAML_TAG}str", f"{_YAML_TAG}timestamp")
_MAPPING_TAGS = (None, "!", f"{_YAML_TAG}map")
_SEQUENCE_TAGS = (None, "!", f"{_YAML_TAG}seq")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNFINISHED = object()


def compose(source: Source, events: Iterator[Any]) -> Iterator[object]:
    """The documents of a text that are not empty; raises `UnreadableError` at the first mistake."""
    if len(source.text) > MOST_LETTERS:
        raise too_large(Span(source, MOST_LETTERS, MOST_LETTERS + 1), "more than 8 MiB of text")
    composer = _Composer(source, events)
    return (document for document in composer.documents() if document is not None)


class _Composer:
    """One text being read: the events left, the anchors seen in this document, what was spent."""

    def __init__(self, source: Source, events: Iterator[Any]) -> None:
        self._source = source
        self._events = events
        self._anchors: dict[str, object] = {}
        self._nodes = 0
        self._letters = 0

    def documents(self) -> Iterator[object]:
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                self._anchors.clear()
                yield self._node(next(self._events), 1)

    def _node(self, event: Any, level: int) -> object:
        if isinstance(event, AliasEvent):
            return self._expanded(self._anchored(event), level, event)
        self._spend(len(event.value) if isinstance(event, ScalarEvent) else 0, level, event)
        if event.anchor is not None:
            self._anchors[event.anchor] = _UNFINISHED
        if isinstance(event, MappingStartEvent):
            value = self._mapping(event, level)
        elif isinstance(event, SequenceStartEvent):
            value = self._sequence(event, level)
        else:
            value = self._scalar(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _mapping(self, start: MappingStartEvent, level: int) -> object:
        self._expect_tag(start, _MAPPING_TAGS)
        mapping: dict[str, object] = {}
        said: dict[str, Span] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            if _is_merge(event):
                self._merge(mapping, next(self._events), level)
                continue
            key, span = self._key(event, level), self._span(event)
            if key in said:
                earlier = Label(said[key], "first here")
                raise invalid(f"the key `{key}` stands twice", span, earlier=earlier)
            said[key] = span
            mapping[key] = self._node(next(self._events), level + 1)
        return mapping

    def _merge(self, mapping: dict[str, object], event: Any, level: int) -> None:
        """`<<: *defaults`. As in Go's reader, what is said later wins, merged or not."""
        value = self._node(event, level)
        merged = reversed(value) if isinstance(value, list) else (value,)
        for part in merged:
            if not isinstance(part, dict):
                raise invalid("`<<` takes mappings only", self._span(event))
            mapping.update(part)

    def _key(self, event: Any, level: int) -> str:
        """Kubernetes turns a key into text. Where that is not the text that stands there (`on`,
        `1.10`), somebody will be surprised."""
        span = self._span(event)
        if not isinstance(event, ScalarEvent | AliasEvent):
            raise invalid("a key is a text, not a list or a mapping", span)
        key = self._node(event, level + 1)
        if isinstance(key, str):
            return key
        text = f"{key:g}" if isinstance(key, float) else str(key).lower()
        if text == span.text:
            return text
        raise invalid(
            f"the key `{span.text}` is not a text" if span.text else "a key is missing",
            span,
            fix=Fix("quote it", (Edit(span, f'"{span.text}"'),)) if span.text else None,
        )

    def _sequence(self, start: SequenceStartEvent, level: int) -> object:
        self._expect_tag(start, _SEQUENCE_TAGS)
        items: list[object] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            items.append(self._node(event, level + 1))
        return items

    def _scalar(self, event: ScalarEvent) -> object:
        text: str = event.value
        if _SURROGATE.search(text):
            raise invalid("half a surrogate pair is not a character", self._span(event))
        if event.tag in _TEXT_TAGS or (event.tag is None and not event.implicit[0]):
            return text
        value = plain_value(text)
        if event.tag is not None:
            self._expect_tag(event, tuple(_TAGGED_SCALARS))
            if type(value) not in _TAGGED_SCALARS[event.tag]:
                raise invalid("the value is not what its tag says", self._span(event))
        if isinstance(value, float) and not math.isfinite(value):
            raise invalid(f"Kubernetes knows no number `{text}`", self._span(event))
        return value

    def _anchored(self, alias: AliasEvent) -> object:
        value = self._anchors.get(alias.anchor, self)
        if value is self:
            raise invalid(f"nothing is anchored as `&{alias.anchor}`", self._span(alias))
        if value is _UNFINISHED:
            raise invalid(f"`&{alias.anchor}` contains itself", self._span(alias))
        return value

    def _expanded(self, value: object, level: int, alias: AliasEvent) -> object:
        """A copy of what is anchored, paid for as if it had been written out."""
        self._spend(len(value) if isinstance(value, str) else 0, level, alias)
        if isinstance(value, dict):
            copy = {}
            for key, item in value.items():
                self._spend(len(key), level, alias)
                copy[key] = self._expanded(item, level + 1, alias)
            return copy
        if isinstance(value, list):
            return [self._expanded(item, level + 1, alias) for item in value]
        return value

    def _spend(self, letters: int, level: int, event: Any) -> None:
        self._nodes += 1
        self._letters += letters
        if self._nodes > MOST_NODES:
            raise too_large(self._span(event), f"more than {MOST_NODES:,} values")
        if self._letters > MOST_LETTERS:
            raise too_large(self._span(event), "more than 8 MiB of text")
        if level > MOST_LEVELS:
            raise too_large(self._span(event), f"nested deeper than {MOST_LEVELS} levels")

    def _expect_tag(self, event: Any, allowed: tuple[str | None, ...]) -> None:
        if event.tag not in allowed:
            tag = event.tag.replace(_YAML_TAG, "!!")
            raise invalid(f"the tag `{tag}` means nothing to Kubernetes here", self._span(event))

    def _span(self, event: Any) -> Span:
        return Span(self._source, event.start_mark.index, event.end_mark.index)


def _is_merge(event: Any) -> bool:
    return isinstance(event, ScalarEvent) and event.value == "<<" and event.implicit[0]
