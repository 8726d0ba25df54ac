"""The files of Helm apps: base and overlay, or everything in the overlay."""

from typing import Any

from gitopsc.backends.flux.groups import Grouping
from gitopsc.backends.flux.release import API, Seat, depends_on, release, seat
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import API as SOURCE_API
from gitopsc.backends.flux.sources import chart_source, git_reference, oci_reference
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.manifests.kustomize import kustomization
from gitopsc.payload import relative
from gitopsc.wiring.policy import Policy
from gitopsc.wiring.slots import Slot
from gitopsc.wiring.source import Chart, GitChart
from gitopsc.wiring.unit import Unit
from gitopsc.wiring.values import compose, in_order

KUSTOMIZATION = "kustomization.yaml"
REPOSITORY = "repository.yaml"
RELEASE = "release.yaml"
VALUES = "values.yaml"


def emit_chart(site: Site, unit: Unit, grouping: Grouping, shared: Policy, draft: Draft) -> None:
    """Put one Helm app.

    :param shared: the policy that the base says for all units of the app.
    """
    at = seat(site, unit)
    if unit.base is None or at.target:
        _concrete(site, unit, at, grouping, draft)
        return
    _emit_base(unit, unit.base, at, shared, draft)
    patches = _emit_patches(site, unit, at, grouping, shared, draft)
    built = kustomization(
        namespace=unit.namespace,
        resources=[relative(unit.base, unit.overlay)],
        patches=[{"path": name} for name in patches],
    )
    _own(unit.overlay, KUSTOMIZATION, built, draft, unit)


def all_values(unit: Unit) -> dict[str, Any]:
    """What a release says when nothing is layered over it."""
    return in_order(compose(unit.base_values, unit.values))


def version_of(source: object) -> str | None:
    if isinstance(source, Chart):
        return source.version
    return source.revision if isinstance(source, GitChart) else None


def _own(slot: Slot, name: str, item: KubernetesObject, draft: Draft, unit: Unit) -> None:
    draft.yaml(slot.repo.folder, slot.file(name), item, subject=unit.declared)


def _concrete(site: Site, unit: Unit, at: Seat, grouping: Grouping, draft: Draft) -> None:
    source, version = unit.source, version_of(unit.source)
    assert isinstance(source, Chart | GitChart)
    before = grouping.releases_before(site, unit)
    _own(unit.overlay, REPOSITORY, chart_source(source, at.name, None, version), draft, unit)
    made = release(unit, at, version, all_values(unit), unit.policy, namespace=None, needs=before)
    _own(unit.overlay, RELEASE, made, draft, unit)
    built = kustomization(namespace=at.namespace, resources=[REPOSITORY, RELEASE])
    _own(unit.overlay, KUSTOMIZATION, built, draft, unit)


def _emit_base(unit: Unit, base: Slot, at: Seat, shared: Policy, draft: Draft) -> None:
    source = unit.source
    assert isinstance(source, Chart | GitChart)
    repository = chart_source(source, at.name, None, unit.base_version)
    made = release(unit, at, unit.base_version, unit.base_values, shared, namespace=None)
    _own(base, REPOSITORY, repository, draft, unit)
    _own(base, RELEASE, made, draft, unit)
    _own(base, KUSTOMIZATION, kustomization(resources=[REPOSITORY, RELEASE]), draft, unit)


def _emit_patches(
    site: Site, unit: Unit, at: Seat, grouping: Grouping, shared: Policy, draft: Draft
) -> list[str]:
    """Put what this unit says beyond its base, and give the names of the patch files."""
    version = version_of(unit.source)
    is_pinned_here = version != unit.base_version
    patches = []
    spec = release_changes(unit, at, is_pinned_here, shared)
    before = grouping.releases_before(site, unit)
    if before:
        spec["dependsOn"] = depends_on(at, before)
    if spec:
        patches.append(VALUES)
        _own(unit.overlay, VALUES, _patch(API, "HelmRelease", at, spec), draft, unit)
    reference = _reference(unit, version) if is_pinned_here else None
    if reference:
        patches.append(REPOSITORY)
        kind = "GitRepository" if isinstance(unit.source, GitChart) else "OCIRepository"
        _own(unit.overlay, REPOSITORY, _patch(SOURCE_API, kind, at, reference), draft, unit)
    return patches


def release_changes(
    unit: Unit, at: Seat, is_pinned_here: bool, shared: Policy
) -> dict[str, object]:
    """The fields of a release that differ from what is shared."""
    spec: dict[str, object] = {}
    if unit.policy.every != shared.every:
        spec["interval"] = unit.policy.every
    if unit.policy.timeout != shared.timeout:
        spec["timeout"] = unit.policy.timeout
    source = unit.source
    if is_pinned_here and isinstance(source, Chart) and not source.is_oci:
        spec["chart"] = {"spec": {"version": source.version}}
    if unit.values:
        spec["values"] = unit.values
    return spec


def _reference(unit: Unit, version: str | None) -> dict[str, object] | None:
    """The version of a chart that comes as an artifact, or from Git: it is said by its source."""
    source = unit.source
    if isinstance(source, GitChart) and version != source.repo.branch:
        return {"ref": git_reference(source.repo, version)}
    is_artifact = isinstance(source, Chart) and source.is_oci
    return {"ref": oci_reference(version)} if is_artifact and version else None


def _patch(api: str, kind: str, at: Seat, spec: dict[str, object]) -> KubernetesObject:
    return kubernetes_object(api, kind, at.name, spec=spec)
