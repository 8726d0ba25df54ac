"""The files of Helm apps: base and overlay, or everything in the overlay."""

from collections.abc import Mapping
from typing import Any

from gitopsc.backends.flux.groups import Grouping
from gitopsc.backends.flux.release import (
    API,
    Package,
    ReleaseAt,
    depends_on,
    package,
    release,
    release_at,
    remediation,
    tag_values,
)
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import API as SOURCE_API
from gitopsc.backends.flux.sources import chart_source, git_reference, oci_reference
from gitopsc.backends.flux.umbrella import as_release, is_umbrella
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.manifests.kustomize import KUSTOMIZATION, kustomization
from gitopsc.payload import all_values, emit_file, emit_tag, object_patch, relative
from gitopsc.plan.patch import JsonPatch, ObjectPatch
from gitopsc.plan.policy import Policy
from gitopsc.plan.slots import Slot
from gitopsc.plan.source import Chart, GitChart
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref

REPOSITORY = "repository.yaml"
RELEASE = "release.yaml"
VALUES = "values.yaml"

Patch = dict[str, object]


def emit_chart(site: Site, unit: Unit, grouping: Grouping, shared: Policy, draft: Draft) -> None:
    """Put one Helm app, whose files are all in one repository.

    :param shared: the policy that the base says for all units of the app.
    """
    if not draft.keeps(unit.overlay.repo.folder):
        return
    at = release_at(site, unit)
    if is_umbrella(unit):
        _concrete(site, as_release(unit), at, grouping, draft)
        return
    if unit.base is None or at.target:
        _concrete(site, unit, at, grouping, draft)
        return
    draft.once(
        _emit_base,
        unit.declared,
        unit.base,
        package(unit),
        at._replace(namespace=""),  # the overlays say it
        unit.base_version,
        unit.base_values,
        shared,
    )
    patches = _emit_patches(site, unit, at, grouping, shared, draft)
    built = kustomization(
        namespace=unit.namespace,
        resources=[relative(unit.base, unit.overlay)],
        configMapGenerator=_tag(unit, at, draft),
        patches=patches,
    )
    emit_file(unit.overlay, KUSTOMIZATION, built, subject=unit.declared, draft=draft)


def version_of(source: object) -> str | None:
    if isinstance(source, Chart):
        return source.version
    return source.revision if isinstance(source, GitChart) else None


def _concrete(site: Site, unit: Unit, at: ReleaseAt, grouping: Grouping, draft: Draft) -> None:
    installed, version = package(unit), version_of(unit.source)
    before = grouping.releases_before(site, unit)
    resources = [RELEASE]
    if at.source is None:
        resources = [REPOSITORY, RELEASE]
        repository = chart_source(installed.source, at.name, None, version, at.shard)
        emit_file(unit.overlay, REPOSITORY, repository, subject=unit.declared, draft=draft)
    said = (version, all_values(unit), unit.policy)
    made = release(installed, at, *said, namespace=None, needs=before)
    emit_file(unit.overlay, RELEASE, made, subject=unit.declared, draft=draft)
    built = kustomization(
        namespace=at.namespace, resources=resources, configMapGenerator=_tag(unit, at, draft)
    )
    emit_file(unit.overlay, KUSTOMIZATION, built, subject=unit.declared, draft=draft)


def _tag(unit: Unit, at: ReleaseAt, draft: Draft) -> list[dict[str, object]]:
    """The version file as a ConfigMap. It keeps its name, as nothing is pruned in stages under
    review and old ones would pile up; by its label a release follows it at once
    (fluxcd.io, "Reacting immediately to configuration dependencies")."""
    state = unit.tagged_by_values
    if state is None:
        return []
    emit_tag(state, draft, unit.ref)
    file = f"values.yaml={relative(state.slot, unit.overlay)}/{state.file}"
    options = {"disableNameSuffixHash": True, "labels": {"reconcile.fluxcd.io/watch": "Enabled"}}
    return [{"name": tag_values(at), "files": [file], "options": options}]


def _emit_base(
    draft: Draft,
    subject: Ref,
    base: Slot,
    installed: Package,
    at: ReleaseAt,
    version: str | None,
    values: dict[str, Any],
    policy: Policy,
) -> None:
    repository = chart_source(installed.source, at.name, None, version, at.shard)
    made = release(installed, at, version, values, policy, namespace=None)
    emit_file(base, REPOSITORY, repository, subject=subject, draft=draft)
    emit_file(base, RELEASE, made, subject=subject, draft=draft)
    emit_file(
        base,
        KUSTOMIZATION,
        kustomization(resources=[REPOSITORY, RELEASE]),
        subject=subject,
        draft=draft,
    )


def _emit_patches(
    site: Site, unit: Unit, at: ReleaseAt, grouping: Grouping, shared: Policy, draft: Draft
) -> list[Patch]:
    """Put what this unit says beyond its base, and give the patches of the kustomization."""
    patches: list[Patch] = []
    spec = release_changes(unit, shared)
    before = grouping.releases_before(site, unit)
    if before:
        spec["dependsOn"] = depends_on(at, before)
    if spec:
        patches.append({"path": VALUES})
        emit_file(unit.overlay, VALUES, release_patch(at, spec), subject=unit.declared, draft=draft)
    changed = source_patch(unit, at)
    if changed:
        patches.append({"path": REPOSITORY})
        emit_file(unit.overlay, REPOSITORY, changed, subject=unit.declared, draft=draft)
    return patches + whole_values(unit, at)


def release_changes(unit: Unit, shared: Policy) -> dict[str, object]:
    """The fields of a release that differ from what is shared."""
    policy, source = unit.policy, unit.source
    spec: dict[str, object] = {}
    if policy.every != shared.every:
        spec["interval"] = policy.every
    if policy.timeout != shared.timeout:
        spec["timeout"] = policy.timeout
    if isinstance(source, Chart) and not source.is_oci and source.version != unit.base_version:
        spec["chart"] = {"spec": {"version": source.version}}
    if policy.retries != shared.retries:
        spec |= remediation(policy)
    if unit.values and not says_null(unit.values):
        spec["values"] = unit.values
    return spec


def release_patch(at: ReleaseAt, spec: dict[str, object]) -> KubernetesObject:
    """A strategic merge patch of a HelmRelease."""
    return kubernetes_object(API, "HelmRelease", at.name, spec=spec)


def source_patch(unit: Unit, at: ReleaseAt) -> KubernetesObject | None:
    """The version of a chart that comes as an artifact or from Git, where it is not the shared one:
    its source says it. What the shared one says in another field is taken away."""
    source, base = unit.source, unit.base_version
    if isinstance(source, GitChart):
        kind, shared = "GitRepository", git_reference(source.repo, base)
        narrow = git_reference(source.repo, source.revision)
    elif isinstance(source, Chart) and source.is_oci:
        kind, shared = "OCIRepository", oci_reference(base) if base else {}
        narrow = oci_reference(source.version)
    else:
        return None
    if narrow == shared:
        return None
    gone = dict.fromkeys(field for field in shared if field not in narrow)
    return kubernetes_object(SOURCE_API, kind, at.name, spec={"ref": {**narrow, **gone}})


def whole_values(unit: Unit, at: ReleaseAt) -> list[Patch]:
    """All values at once, where a narrower one is `null`: Helm then drops the chart's default, but
    a strategic merge would only drop the value of the base."""
    if not says_null(unit.values):
        return []
    operation = JsonPatch("add", "/spec/values", all_values(unit))
    return [object_patch(ObjectPatch("HelmRelease", at.name, (operation,)))]


def says_null(value: Any) -> bool:
    """Whether a `null` stands somewhere in the maps of values."""
    if isinstance(value, Mapping):
        return any(says_null(item) for item in value.values())
    return value is None
