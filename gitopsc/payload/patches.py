"""What an overlay changes in named objects: environment, replicas, single fields.

A patch names its object by kind and name, twice: kustomize ignores a patch that matches nothing,
and applies one without a name to every object of the kind.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from gitopsc.manifests.kubernetes import containers_of
from gitopsc.manifests.yaml import dump
from gitopsc.payload.workload import API_VERSIONS
from gitopsc.plan.patch import JsonPatch, ObjectPatch
from gitopsc.plan.source import Manifests
from gitopsc.plan.unit import Target, Unit

Patch = dict[str, object]

SCALED_BY_KUSTOMIZE = ("Deployment", "ReplicaSet", "StatefulSet")
"""The kinds that the `replicas` field of a kustomization knows; for any other one it fails."""


def object_patch(patch: ObjectPatch) -> Patch:
    """A JSON patch as kustomize and Argo CD take it, its operations as YAML text."""
    operations: list[object] = [
        {"op": item.op, "path": item.path, "value": item.value} for item in patch.operations
    ]
    return inline_patch(dump(operations), patch.kind, patch.name)


def counting_patches(unit: Unit) -> list[Patch]:
    """The patches that count in lists. They come before any strategic merge, which puts the
    container and the variables that it names in front of the others."""
    return _chosen(unit, counting=True)


def naming_patches(unit: Unit) -> list[Patch]:
    """The patches of fields that are reached by names alone."""
    return _chosen(unit, counting=False)


def _chosen(unit: Unit, *, counting: bool) -> list[Patch]:
    chosen = [
        patch._replace(
            operations=tuple(item for item in patch.operations if _counts(item) is counting)
        )
        for patch in unit.patches
    ]
    return [object_patch(patch) for patch in chosen if patch.operations]


def _counts(operation: JsonPatch) -> bool:
    return any(step.isdecimal() for step in operation.path.split("/"))


def inline_patch(text: str, kind: str, name: str | None = None) -> Patch:
    """A patch that stands in the kustomization itself, of one object or of all of a kind."""
    target = {"kind": kind, "name": name} if name else {"kind": kind}
    return {"patch": text.removesuffix("\n"), "target": target}


def host_patch(host: str) -> Patch:
    """The first host of every Ingress; where there is none, kustomize passes over it."""
    operations: list[object] = [{"op": "replace", "path": "/spec/rules/0/host", "value": host}]
    return inline_patch(dump(operations), "Ingress")


def environment_texts(unit: Unit) -> tuple[str, ...]:
    """What `environment_patch` is made from beside the kind. Nothing where there is no environment,
    or where the kind is a custom one: kustomize would replace the whole list of its containers."""
    target = unit.target
    if not unit.env or target.kind not in API_VERSIONS:
        return ()
    return (target.name, target.container, *chain.from_iterable(unit.env))


def environment_patch(kind: str, name: str, container: str, *variables: str) -> Patch:
    """The environment, names and values in turns, as a strategic merge patch."""
    env = _variables(zip(variables[::2], variables[1::2], strict=True))
    return {
        "apiVersion": API_VERSIONS[kind],
        "kind": kind,
        "metadata": {"name": name},
        "spec": {"template": {"spec": {"containers": [{"name": container, "env": env}]}}},
    }


def inline_environment(target: Target, texts: tuple[str, ...]) -> Patch:
    return inline_patch(dump(environment_patch(target.kind, *texts)), target.kind, target.name)


def scaled(unit: Unit) -> list[dict[str, object]]:
    """The `replicas` of a kustomization."""
    return [{"name": unit.target.name, "count": unit.replicas}] if is_scaled(unit) else []


def is_scaled(unit: Unit) -> bool:
    return unit.replicas is not None and unit.target.kind in SCALED_BY_KUSTOMIZE


def inline_patches(unit: Unit, scaled_kinds: Collection[str] = SCALED_BY_KUSTOMIZE) -> list[Patch]:
    """Everything that patches change about a unit, where there is no folder to put files in.

    :param scaled_kinds: the kinds whose replicas are said otherwise.
    """
    environment, target = environment_texts(unit), unit.target
    patches = [
        *counting_patches(unit),
        inline_environment(target, environment) if environment else None,
        field_patch(unit, scaled_kinds),
        *naming_patches(unit),
    ]
    return [patch for patch in patches if patch]


def field_patch(unit: Unit, scaled_kinds: Collection[str] = SCALED_BY_KUSTOMIZE) -> Patch | None:
    """Replicas and environment of a kind kustomize does not know (`Rollout`), field by field."""
    target, operations = unit.target, []
    if unit.replicas is not None and target.kind not in scaled_kinds:
        operations.append(JsonPatch("add", "/spec/replicas", unit.replicas))
    if unit.env and target.kind not in API_VERSIONS and isinstance(unit.source, Manifests):
        found = unit.source.brought.find(target.kind, target.name)
        content = found.content if found else {}
        operations.extend(_environment(containers_of(content), target, unit.env))
    if not operations:
        return None
    return object_patch(ObjectPatch(target.kind, target.name, tuple(operations)))


def _environment(
    containers: Sequence[Mapping[str, Any]], target: Target, env: tuple[tuple[str, str], ...]
) -> list[JsonPatch]:
    """One operation for each variable, or one for all where the container has none yet."""
    for index, container in enumerate(containers):
        if container.get("name") != target.container:
            continue
        path = f"/spec/template/spec/containers/{index}/env"
        held = [item.get("name") for item in container.get("env") or ()]
        if not held:
            return [JsonPatch("add", path, _variables(env))]
        return [
            JsonPatch("replace", f"{path}/{held.index(item['name'])}", item)
            if item["name"] in held
            else JsonPatch("add", f"{path}/-", item)
            for item in _variables(env)
        ]
    return []


def _variables(env: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in env]
