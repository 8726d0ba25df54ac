"""A HelmRelease, and where it stands."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from gitopsc.backends.flux.shards import shard_labels, shard_of_source
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import source_name
from gitopsc.backends.flux.umbrella import is_umbrella
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.plan.policy import Policy
from gitopsc.plan.source import Chart, GitChart
from gitopsc.plan.unit import Unit
from gitopsc.wiring.workloads.sourcing import CHARTS

API = "helm.toolkit.fluxcd.io/v2"
RELEASE_ACCOUNT = "helm-controller"


class ReleaseAt(NamedTuple):
    """Where the HelmRelease of a unit stands, and where its workloads go.

    Without a hub and without tenants it stands beside its workloads. A hub keeps it (there is no
    helm-controller on a spoke, P39), and so does a team's own Flux, which watches one namespace;
    the locked-down platform keeps it where its account is, and an umbrella chart where its
    repository is known, since no reference crosses a namespace (P10).
    """

    name: str
    namespace: str
    target: str | None = None
    account: str | None = None
    kubeconfig: str | None = None
    source: str | None = None
    """The GitRepository of its chart, where that is the one its link reads too; otherwise a source
    of the same name stands beside it."""
    shard: str | None = None
    chart_shard: str | None = None
    """The shard of its chart, which is that of the chart's source."""


class Package(NamedTuple):
    """What a HelmRelease installs, mostly the same in all stages of an app."""

    app: str
    source: Chart | GitChart
    is_tagged: bool
    """A file of its own holds the tag of the image."""


class Wanted(NamedTuple):
    """What is wanted of it; one stage may want it otherwise than another."""

    version: str | None
    values: Mapping[str, Any]
    policy: Policy


def package(unit: Unit) -> Package:
    assert isinstance(unit.source, (Chart, GitChart))
    return Package(unit.app, unit.source, unit.tagged_by_values is not None)


def has_release(unit: Unit) -> bool:
    """Whether Flux deploys a unit by a HelmRelease."""
    return unit.tool in CHARTS and unit.rendered_by is None


def release_at(site: Site, unit: Unit) -> ReleaseAt:
    tenant, shard = site.tenant(unit.team), site.shard(unit.team)
    account = tenant.team if tenant else RELEASE_ACCOUNT if site.instance.tenancy else None
    if site.keeps_releases or (account and tenant is None) or is_umbrella(unit):
        return ReleaseAt(
            name=unit.name,
            namespace=unit.control_namespace,
            target=unit.namespace,
            account=account,
            kubeconfig=site.kubeconfig(unit.cluster),
            source=source_name(site, unit.overlay.repo) if is_umbrella(unit) else None,
            shard=shard,
            chart_shard=_shard_of_chart(site, unit),
        )
    return ReleaseAt(unit.app, unit.namespace, account=account, shard=shard, chart_shard=shard)


def _shard_of_chart(site: Site, unit: Unit) -> str | None:
    """An umbrella chart is made from the source that the link reads, any other from its own."""
    if is_umbrella(unit) and site.tenant(unit.team) is None:
        return shard_of_source(site, unit.overlay.repo)
    return site.shard(unit.team)


def release(
    installed: Package,
    at: ReleaseAt,
    wanted: Wanted,
    *,
    namespace: str | None,
    needs: Iterable[ReleaseAt] = (),
) -> KubernetesObject:
    """A whole HelmRelease.

    :param namespace: written into its metadata; `None` where an overlay sets it.
    :param needs: releases in the same Kustomization that come first.
    """
    policy = wanted.policy
    spec: dict[str, object | None] = {
        "releaseName": installed.app,
        "interval": policy.every,
        "timeout": policy.timeout,
        **_chart(installed.source, at, wanted.version),
        "targetNamespace": at.target,
        "storageNamespace": at.target,
        "serviceAccountName": at.account,
        "kubeConfig": {"secretRef": {"name": at.kubeconfig}} if at.kubeconfig else None,
        "dependsOn": depends_on(at, needs) or None,
        **remediation(policy),
        "driftDetection": drift_detection(policy) if is_corrected(policy) else None,
        "valuesFrom": [{"kind": "ConfigMap", "name": tag_values(at)}]
        if installed.is_tagged
        else None,
        "values": dict(wanted.values) or None,
    }
    kept = {field: value for field, value in spec.items() if value is not None}
    labels = shard_labels(at.shard)
    return kubernetes_object(API, "HelmRelease", at.name, namespace, labels=labels, spec=kept)


def tag_values(at: ReleaseAt) -> str:
    """The ConfigMap with the tag of the image, made from its version file."""
    return f"{at.name}-version"


def remediation(policy: Policy) -> dict[str, object]:
    """How often a failed installation and a failed upgrade are tried again."""
    retries = {"remediation": {"retries": policy.retries}}
    return {"install": retries, "upgrade": retries}


def is_corrected(policy: Policy) -> bool:
    """Whether drift inside of a release is undone: only where somebody said so."""
    return policy.heal and policy.heal_is_said


def drift_detection(policy: Policy) -> dict[str, object]:
    """`disabled` is also what Flux takes for granted (fluxcd.io, "Helm Releases")."""
    return {"mode": "enabled" if is_corrected(policy) else "disabled"}


def depends_on(at: ReleaseAt, needs: Iterable[ReleaseAt]) -> list[dict[str, str]]:
    return [
        {"name": other.name}
        if other.namespace == at.namespace
        else {"name": other.name, "namespace": other.namespace}
        for other in needs
    ]


def _chart(source: Chart | GitChart, at: ReleaseAt, version: str | None) -> dict[str, object]:
    """What the release installs. Of anything but an artifact Flux makes a HelmChart first."""
    name, labels = at.source or at.name, shard_labels(at.chart_shard)
    metadata = {"metadata": {"labels": labels}} if labels else {}
    if isinstance(source, GitChart):
        reference = {"kind": "GitRepository", "name": name}
        chart = source.path or "."
        spec = {"chart": chart, "reconcileStrategy": "Revision", "sourceRef": reference}
        return {"chart": {**metadata, "spec": spec}}
    if source.is_oci:
        return {"chartRef": {"kind": "OCIRepository", "name": name}}
    pinned = {"version": version} if version else {}
    reference = {"kind": "HelmRepository", "name": name}
    spec = {"chart": source.name, **pinned, "sourceRef": reference}
    return {"chart": {**metadata, "spec": spec}}
