"""A HelmRelease, and where it sits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import source_name
from gitopsc.backends.flux.umbrella import is_umbrella
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.wiring.policy import Policy
from gitopsc.wiring.source import Chart, GitChart
from gitopsc.wiring.sourcing import CHARTS
from gitopsc.wiring.unit import Unit

API = "helm.toolkit.fluxcd.io/v2"
RELEASE_ACCOUNT = "helm-controller"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the HelmRelease of a unit sits, and where its workloads go.

    Without a hub and without tenants it sits beside its workloads. A hub keeps it (there is no
    helm-controller on a spoke, P39), the locked-down platform keeps it where its account is, and an
    umbrella chart where its repository is known, since no reference crosses a namespace (P10).
    """

    name: str
    namespace: str
    target: str | None = None
    account: str | None = None
    kubeconfig: str | None = None
    source: str | None = None
    """The GitRepository of its chart, where that is the one its link reads too; otherwise a source
    of the same name stands beside it."""


def has_release(unit: Unit) -> bool:
    """Whether Flux deploys a unit by a HelmRelease."""
    return unit.tool in CHARTS and unit.rendered_by is None


def seat(site: Site, unit: Unit) -> Seat:
    tenant = site.tenant(unit.team)
    account = tenant.team if tenant else RELEASE_ACCOUNT if site.instance.tenancy else None
    if site.is_hub or (account and tenant is None) or is_umbrella(unit):
        return Seat(
            unit.name,
            unit.control_namespace,
            unit.namespace,
            account,
            site.kubeconfig(unit.cluster),
            source_name(site, unit.overlay.repo) if is_umbrella(unit) else None,
        )
    return Seat(unit.app, unit.namespace, account=account)


def release(
    unit: Unit,
    at: Seat,
    version: str | None,
    values: Mapping[str, Any],
    policy: Policy,
    *,
    namespace: str | None,
    needs: Iterable[Seat] = (),
) -> KubernetesObject:
    """A whole HelmRelease.

    :param namespace: written into its metadata; `None` where an overlay sets it.
    :param needs: releases in the same Kustomization that come first.
    """
    source = unit.source
    assert isinstance(source, Chart | GitChart)
    spec: dict[str, object | None] = {
        "releaseName": unit.app,
        "interval": policy.every,
        "timeout": policy.timeout,
        **_chart(source, at.source or at.name, version),
        "targetNamespace": at.target,
        "storageNamespace": at.target,
        "serviceAccountName": at.account,
        "kubeConfig": {"secretRef": {"name": at.kubeconfig}} if at.kubeconfig else None,
        "dependsOn": depends_on(at, needs) or None,
        **remediation(policy),
        "values": dict(values) or None,
    }
    kept = {field: value for field, value in spec.items() if value is not None}
    return kubernetes_object(API, "HelmRelease", at.name, namespace, spec=kept)


def remediation(policy: Policy) -> dict[str, object]:
    """How often a failed installation and a failed upgrade are tried again."""
    retries = {"remediation": {"retries": policy.retries}}
    return {"install": retries, "upgrade": retries}


def depends_on(at: Seat, needs: Iterable[Seat]) -> list[dict[str, str]]:
    return [
        {"name": other.name}
        if other.namespace == at.namespace
        else {"name": other.name, "namespace": other.namespace}
        for other in needs
    ]


def _chart(source: Chart | GitChart, name: str, version: str | None) -> dict[str, object]:
    if isinstance(source, GitChart):
        reference = {"kind": "GitRepository", "name": name}
        chart = source.path or "."
        spec = {"chart": chart, "reconcileStrategy": "Revision", "sourceRef": reference}
        return {"chart": {"spec": spec}}
    if source.is_oci:
        return {"chartRef": {"kind": "OCIRepository", "name": name}}
    pinned = {"version": version} if version else {}
    reference = {"kind": "HelmRepository", "name": name}
    return {"chart": {"spec": {"chart": source.name, **pinned, "sourceRef": reference}}}
