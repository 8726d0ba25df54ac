"""What the scopes change in single objects of a unit, each held against the object it changes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from gitopsc.manifests.starter import first_service, first_workload
from gitopsc.model.section import Setting
from gitopsc.plan.patch import JsonPatch, ObjectPatch
from gitopsc.plan.source import Manifests, Source
from gitopsc.plan.unit import Target
from gitopsc.refs import Where
from gitopsc.wiring.complaints import Complaints
from gitopsc.wiring.fleet import Fleet
from gitopsc.wiring.scopes import OwnedSection, Rivals
from gitopsc.wiring.workloads.homes import Homes
from gitopsc.wiring.workloads.overrides import Offer, best


class _Line(NamedTuple):
    """One line of a patch: what is set in which object."""

    kind: str
    name: str
    setting: Setting
    said: OwnedSection

    @property
    def patch(self) -> Where:
        return self.said.where(f"patch {self.kind}.{self.name}")

    @property
    def where(self) -> Where:
        return self.said.where(f"patch {self.kind}.{self.name} {'.'.join(self.setting.key)}")

    @property
    def pointer(self) -> str:
        return _pointer(self.setting.key)


def patches(
    holding: Sequence[OwnedSection],
    source: Source,
    fleet: Fleet,
    complaints: Complaints,
    homes: Homes | None = None,
    begun: Target | None = None,
) -> tuple[tuple[ObjectPatch, ...], Rivals | None]:
    """The patches of a unit, one per object, each path set by the narrowest section.

    :param homes: of what the words of an app set.
    :param begun: the workload of its first manifests, where it begins with those.
    """
    offers: dict[tuple[str, str], dict[tuple[str, ...], list[Offer]]] = {}
    for said in holding:
        for patch in said.section.patches:
            held = offers.setdefault((patch.kind, patch.name), {})
            for setting in patch.settings:
                held.setdefault(setting.key, []).append(Offer(setting, said))
    built = []
    for (kind, name), paths in sorted(offers.items()):
        operations = []
        for _, settings in sorted(paths.items()):
            found = best((f"patch {kind}", name), settings, fleet)
            if isinstance(found, Rivals):
                return (), found
            line = _Line(kind, name, *found)
            if homes:
                _check_home(homes, line, complaints)
            if begun:
                _check_first(begun, line, complaints)
            operation = _operation(source, line, complaints)
            if operation:
                operations.append(operation)
        if operations:
            built.append(ObjectPatch(kind, name, tuple(operations)))
    return tuple(built), None


def _check_home(homes: Homes, line: _Line, complaints: Complaints) -> None:
    home = homes.of(line.kind, line.name, line.setting)
    if home:
        complain = complaints.error if home.is_sure else complaints.warn
        complain(
            "two-homes",
            f"`{line.pointer}` of {line.kind} `{line.name}` is patched, and `{home.word}` sets it",
            (line.where, "set once more"),
            (home.where, "sets it"),
            help=home.help,
        )


def _check_first(begun: Target, line: _Line, complaints: Complaints) -> None:
    """Warnings, because people may have added to their first manifests what is missing there."""
    first = _first_objects(begun)
    found = first.get((line.kind, line.name))
    if found is None:
        complaints.warn(
            "patch-without-target",
            f"there is no {line.kind} `{line.name}` among the first manifests",
            (line.patch, "changes nothing until there is one"),
            help="add it to the base, or patch "
            + " or ".join(f"`{kind}.{name}`" for kind, name in first),
        )
    elif _op(found, line.setting.key) is None:
        complaints.warn(
            "patch-path-missing",
            f"`{line.pointer}` leads nowhere in the first {line.kind} `{line.name}`",
            (line.where, "kustomize fails until the way to its last step exists"),
            help=f"add `{_pointer(line.setting.key[:-1])}` to it in the base",
        )


def _first_objects(begun: Target) -> dict[tuple[str, str], Mapping[str, Any]]:
    kind, name, container = begun
    return {
        (kind, name): first_workload(kind, name, container, image=""),
        ("Service", name): first_service(name),
    }


def _operation(source: Source, line: _Line, complaints: Complaints) -> JsonPatch | None:
    said = line.setting.value
    value = list(said) if isinstance(said, tuple) else said
    if not isinstance(source, Manifests):
        return JsonPatch("add", line.pointer, value)
    found = source.brought.find(line.kind, line.name)
    op = None if found is None else _op(found.content, line.setting.key)
    if op is None and not source.brought.is_whole:
        # The kustomization may fetch the object, or make the way to the field.
        return JsonPatch("add", line.pointer, value)
    if found is None:
        complaints.error(
            "patch-without-target",
            f"there is no {line.kind} `{line.name}` in `{source.brought.path}`",
            (line.patch, "nothing to patch"),
            help="a patch names an object of the brought manifests by its kind and name",
        )
    elif op is None:
        complaints.error(
            "patch-path-missing",
            f"`{line.pointer}` leads nowhere in {line.kind} `{line.name}`",
            (line.where, "the last step may be new, the way to it must exist"),
            help="patch the nearest part that exists, or add it to the manifest",
        )
    return JsonPatch(op, line.pointer, value) if op else None


def _pointer(key: Iterable[str]) -> str:
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in key)


def _op(content: Mapping[str, Any], key: Sequence[str]) -> str | None:
    """What sets the field that a key leads to; `None` where it leads nowhere."""
    parent, step = _walk(content, key[:-1]), key[-1]
    if isinstance(parent, Mapping):
        return "replace" if step in parent else "add"
    if isinstance(parent, list):
        if step == "-":
            return "add"
        return "replace" if step.isdecimal() and int(step) < len(parent) else None
    return None


def _walk(level: Any, way: Sequence[str]) -> Any:
    for step in way:
        if isinstance(level, Mapping):
            level = level.get(step)
        elif isinstance(level, list) and step.isdecimal() and int(step) < len(level):
            level = level[int(step)]
        else:
            return None
    return level
