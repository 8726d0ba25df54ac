"""What is said about a workload, scope by scope: one section for each scope."""

from collections.abc import Iterable

from gitopsc.language.building.spoken import spoken
from gitopsc.language.entry import Entry, KeyValue
from gitopsc.language.forms.form import Said
from gitopsc.language.scopes import ScopeKey, by_scope
from gitopsc.model.section import Patch, Scope, Section, Setting


def sections(owner: Entry) -> tuple[Section, ...]:
    """The sections of a team, an app or an infra, sorted by scope; silent ones are left out."""
    built = (_section(key, entries) for key, entries in sorted(by_scope(owner).items(), key=_key))
    return tuple(section for section in built if section is not None)


def _key(said: tuple[ScopeKey, list[Entry]]) -> ScopeKey:
    return said[0]


def _section(key: ScopeKey, entries: list[Entry]) -> Section | None:
    fields = {word: said for entry in entries for word, said in entry.fields.items()}
    blocks = [block for entry in entries for block in entry.nested("patch")]
    found = spoken(
        settings=_settings([line for entry in entries for line in entry.settings]),
        values=tuple(one.text for one in fields.get("values", ())),
        manifests=_first(fields, "manifests"),
        version=_first(fields, "version"),
        patches=_patches(blocks),
        quota=_amounts(entries, "quota"),
        limits=_amounts(entries, "limits"),
    )
    if not found:
        return None
    if any(key):
        found["scope"] = Scope(**spoken(stages=key[0], clusters=key[1], variants=key[2]))
    return Section(**found)


def _amounts(entries: Iterable[Entry], word: str) -> tuple[Setting, ...]:
    blocks = [block for entry in entries for block in entry.nested(word)]
    return _settings(line for block in blocks for line in block.settings)


def _first(fields: dict[str, tuple[Said, ...]], word: str) -> str | None:
    said = fields.get(word)
    return said[0].text if said else None


def _settings(lines: Iterable[KeyValue]) -> tuple[Setting, ...]:
    built = (Setting(key=line.key, value=line.value) for line in lines)
    return tuple(sorted(built, key=lambda setting: setting.key))


def _patches(blocks: Iterable[Entry]) -> tuple[Patch, ...]:
    lines: dict[tuple[str, ...], list[KeyValue]] = {}
    for block in blocks:
        target = block.value[0].value
        assert isinstance(target, tuple)
        lines.setdefault(target, []).extend(block.settings)
    return tuple(
        Patch(kind=kind, name=name, settings=_settings(said))
        for (kind, name), said in sorted(lines.items())
    )
