"""What a unit changes about a release that it shares: by a base with other units of its app, by a
folder of infra with other clusters."""

from collections.abc import Mapping
from typing import Any

from gitopsc.backends.flux.release import (
    API,
    ReleaseAt,
    drift_detection,
    is_corrected,
    remediation,
)
from gitopsc.backends.flux.sources import API as SOURCE_API
from gitopsc.backends.flux.sources import git_reference, oci_reference
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.payload import all_values, object_patch
from gitopsc.plan.patch import JsonPatch, ObjectPatch
from gitopsc.plan.policy import Policy
from gitopsc.plan.source import Chart, GitChart
from gitopsc.plan.unit import Unit

Patch = dict[str, object]


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
    if is_corrected(policy) != is_corrected(shared):
        spec["driftDetection"] = drift_detection(policy)
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
