"""Where things were said: the table that turns a `Where` into a `Span`.

| `Where` | is the span of |
|---|---|
| `Where(ref)` | the name in its declaration |
| `Where(ref, "on")`, `Where(ref, "image")` | the value of that clause or attribute |
| `Where(ref, "on", i)` | element `i`, in the order of the model's tuple |
| `Where(ref, "bump")`, `Where(ref, "bump", i)` | a nested block: the first, or the `i`-th |
| `Where(ref, "controller.replicaCount")` | the `=` line with that key |
| `Where(ref, "patch Kind.name")` | the header of that patch |
| `Where(ref, "patch Kind.name spec.type")` | the line with that key in its block |
| `Where(ref, "limits max.memory")` | the line with that key in its block |
| `Where(ref, "sync every")` | the value of that attribute in its block |
| `Where(ref, "bump range", i)` | the same in the `i`-th of several blocks |
| `Where(promotion, "chain", i)` | stage `i` of a promotion |
| `Where(ref, "scope:in production")` | the header of that scope, written as `str(scope)` |
| `Where(ref, "scope:in production:version")` | a field, key or patch said in that scope |

A place is `Ref("place", (owner…, artefact))`: no owner for the file's places, else the operator
(`as_owner`), the team, or the team and the app; a promotion is `Ref("promotion", chain)`. What has
no origin of its own falls back from element to field, from field to scope, from scope to thing; a
place of the file to the only place of its artefact, whoever said that.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.language.entry import Entry
from gitopsc.language.forms.form import Said
from gitopsc.language.scopes import text_of
from gitopsc.refs import Ref, Where
from gitopsc.source import Span


class Origins:
    """Looks up places. A thing's fields are spread out when somebody first asks for one."""

    def __init__(self, names: Mapping[Ref, Said], entries: Mapping[Ref, Entry]) -> None:
        self._names = names
        self._entries = entries
        self._spread: dict[Ref, dict[tuple[str, int], Span]] = {}

    def renamed(self, said: Mapping[Ref, Ref]) -> "Origins":
        """The same for a topology in which some things have other names than were said.

        :param said: what each was called, by its name there. What was said under that name itself
            is that.
        """
        names = {ref: self._names[old] for ref, old in said.items() if old in self._names}
        entries = {ref: self._entries[old] for ref, old in said.items() if old in self._entries}
        return Origins({**names, **self._names}, {**entries, **self._entries})

    def span(self, where: Where) -> Span | None:
        """The nearest place that has an origin; `None` for things that were not said in a text."""
        ref, field, index = where
        if ref not in self._names:
            return self._place(ref.name) if ref.kind == "place" else None
        fields = self._spread.get(ref)
        if fields is None:
            fields = self._spread[ref] = _fields(self._entries[ref])
        for key in _fallback(field, index):
            if key in fields:
                return fields[key]
        return self._names[ref].span

    def _place(self, artefact: str) -> Span | None:
        """Where an artefact was placed, if that was done once."""
        said = self._places.get(artefact, ())
        return said[0].span if len(said) == 1 else None

    @cached_property
    def _places(self) -> dict[str, list[Said]]:
        """All places of each artefact: there are few, among tens of thousands of names."""
        found: dict[str, list[Said]] = {}
        for ref, said in self._names.items():
            if ref.kind == "place":
                found.setdefault(ref.name, []).append(said)
        return found


def locate(diagnostics: Iterable[Diagnostic], origins: Origins) -> tuple[Diagnostic, ...]:
    """The same complaints with spans wherever the thing they name was said in a text."""
    return tuple(
        d._replace(labels=tuple(_located(label, origins) for label in d.labels))
        for d in diagnostics
    )


def _located(label: Label, origins: Origins) -> Label:
    if isinstance(label.at, Span):
        return label
    span = origins.span(label.at)
    return label if span is None else Label(span, label.text)


def _fallback(field: str, index: int) -> Iterable[tuple[str, int]]:
    yield field, index
    yield field, -1
    if field.startswith("scope:"):
        scope = field.split(":", 2)[1]
        yield f"scope:{scope}", -1


def _fields(entry: Entry) -> dict[tuple[str, int], Span]:
    found: dict[tuple[str, int], Span] = {}
    _add_fields(entry, "", found)
    for index, stage in enumerate(entry.value if entry.noun.word == "promote" else ()):
        found["chain", index] = stage.span
    for scope in entry.scopes:
        prefix = f"scope:{text_of(scope)}"
        found.setdefault((prefix, -1), scope.head)
        _add_fields(scope, f"{prefix}:", found)
    return found


def _add_fields(entry: Entry, prefix: str, found: dict[tuple[str, int], Span]) -> None:
    for word, said in entry.fields.items():
        whole = said[0].span if len(said) == 1 else entry.spans.get(word)
        if whole is not None:
            found.setdefault((f"{prefix}{word}", -1), whole)
        for index, one in enumerate(said):
            found.setdefault((f"{prefix}{word}", index), one.span)
    for setting in entry.settings:
        found.setdefault((f"{prefix}{setting.dotted}", -1), setting.span)
    for word, blocks in entry.children.items():
        for index, block in enumerate(blocks):
            found.setdefault((f"{prefix}{word}", -1), block.head)
            found.setdefault((f"{prefix}{word}", index), block.head)
            for attribute, said in block.fields.items() if word in ("sync", "bump") else ():
                found.setdefault((f"{prefix}{word} {attribute}", -1), said[0].span)
                found.setdefault((f"{prefix}{word} {attribute}", index), said[0].span)
            for setting in block.settings if word == "limits" else ():
                found.setdefault((f"{prefix}{word} {setting.dotted}", -1), setting.span)
            if word == "patch" and block.name and isinstance(block.name.value, tuple):
                name = ".".join(block.name.value)
                found.setdefault((f"{prefix}patch {name}", -1), block.head)
                for setting in block.settings:
                    found.setdefault((f"{prefix}patch {name} {setting.dotted}", -1), setting.span)
