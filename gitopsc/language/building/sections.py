"""What is said about a workload, scope by scope: one section for each scope."""

from functools import lru_cache

from gitopsc.language.building.spoken import spoken
from gitopsc.language.entry import Entry, KeyValue
from gitopsc.language.scopes import ScopeKey, by_scope
from gitopsc.model.section import Patch, Scope, Section, Setting


def sections(owner: Entry) -> tuple[Section, ...]:
    """The sections of a team, an app or an infra, sorted by scope; silent ones are left out."""
    said = by_scope(owner)
    built = [_section(key, _together(said[key])) for key in sorted(said)]
    return tuple([section for section in built if section is not None])


def _together(entries: list[Entry]) -> Entry:
    """One entry that says what several say."""
    first, *others = entries
    if not others:
        return first
    whole = Entry(first.noun, first.head)
    for entry in entries:
        whole.fields |= entry.fields
        whole.settings += entry.settings
        for word, blocks in entry.children.items():
            whole.children.setdefault(word, []).extend(blocks)
    return whole


def _section(key: ScopeKey, said: Entry) -> Section | None:
    found = spoken(
        settings=_settings(said.settings),
        values=said.all("values"),
        manifests=said.one("manifests"),
        version=said.one("version"),
        patches=_patches(said.nested("patch")),
        quota=_amounts(said.nested("quota")),
        limits=_amounts(said.nested("limits")),
    )
    if not found:
        return None
    if any(key):
        found["scope"] = _scope(key)
    return Section(**found)


@lru_cache
def _scope(key: ScopeKey) -> Scope:
    """One value for all who speak of the same scope."""
    stages, clusters, variants = key
    return Scope(**spoken(stages=stages, clusters=clusters, variants=variants))


def _amounts(blocks: list[Entry]) -> tuple[Setting, ...]:
    return _settings([line for block in blocks for line in block.settings])


def _settings(lines: list[KeyValue]) -> tuple[Setting, ...]:
    if not lines:
        return ()
    built = [Setting(key=line.key, value=line.value) for line in lines]
    return tuple(sorted(built, key=lambda setting: setting.key))


def _patches(blocks: list[Entry]) -> tuple[Patch, ...]:
    if not blocks:
        return ()
    lines: dict[tuple[str, ...], list[KeyValue]] = {}
    for block in blocks:
        target = block.value[0].value
        assert isinstance(target, tuple)
        lines.setdefault(target, []).extend(block.settings)
    return tuple(
        [
            Patch(kind=kind, name=name, settings=_settings(said))
            for (kind, name), said in sorted(lines.items())
        ]
    )
