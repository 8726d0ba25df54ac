"""Argo CD installed from manifests, by a kustomization around them: those of upstream (`install
kubectl`), or those of argocd-autopilot (`install autopilot`)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gitopsc.backends.argocd.namespaces import KEPT
from gitopsc.backends.argocd.settings import Settings
from gitopsc.backends.argocd.site import Site
from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import kubernetes_object, namespace
from gitopsc.manifests.kustomize import KUSTOMIZATION, Entry, kustomization
from gitopsc.manifests.yaml import dump
from gitopsc.payload import SEEDED, inline_patch
from gitopsc.plan.slots import Slot
from gitopsc.refs import Where


class Upstream(NamedTuple):
    title: str
    base: str
    example: str
    """Of what its releases are called."""


UPSTREAM = {
    "autopilot": Upstream(
        "argocd-autopilot",
        "https://github.com/argoproj-labs/argocd-autopilot//manifests/base",
        "v0.4.20",
    ),
    "kubectl": Upstream(
        "Argo CD", "https://github.com/argoproj/argo-cd//manifests/cluster-install", "v3.5.1"
    ),
}
"""What `install.yaml` is built from. As folders of a repository, because Renovate's manager for
kustomize raises `?ref=` and does not look at the address of a single file."""

OF_ONE_NAMESPACE = "https://github.com/argoproj/argo-cd//manifests/namespace-install"
"""The same without definitions, and without rights on the cluster."""

DEFINITIONS = "https://github.com/argoproj/argo-cd//manifests/crds"

WITH_HYDRATOR = "-with-hydrator"
"""The same with the commit server, which pushes what Argo CD renders."""

ITS_NAMESPACE = "argocd"
"""The one that upstream's ClusterRoleBindings name."""

VERSION = "version"
_RELEASE = re.compile(r"v\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?")


def emit_manifests(
    site: Site, home: Slot, needed: Settings, draft: Draft
) -> tuple[Diagnostic, ...]:
    """Put the kustomization, owned, with the settings that the tree relies on. The version stands
    alone in a folder below, seeded, where people and bots raise it."""
    instance, repo = site.instance, home.repo.folder
    if instance.start is None or not _RELEASE.fullmatch(instance.start):
        return (_no_release(site),)
    pinned = kustomization(resources=[_address(site, needed, instance.start)])
    path = home.below(VERSION).below(KUSTOMIZATION).path
    draft.seed(repo, path, dump(pinned, header=SEEDED), site.declared)
    resources = [VERSION]
    if instance.install == "kubectl" and not instance.team:
        resources.append(_emit_namespace(site, home, draft))
    built = kustomization(
        namespace=instance.namespace,
        resources=resources,
        patches=[*_emit_settings(site, home, needed, draft), *_patches(site)],
    )
    draft.yaml(repo, home.file(KUSTOMIZATION), built, subject=site.declared)
    lacks_hydrator = needed.hydrator and instance.install == "autopilot"
    return (_no_commit_server(site),) if lacks_hydrator else ()


def _address(site: Site, needed: Settings, release: str) -> str:
    base = OF_ONE_NAMESPACE if site.instance.team else UPSTREAM[site.instance.install or ""].base
    with_hydrator = needed.hydrator and site.instance.install == "kubectl"
    return f"{base}{WITH_HYDRATOR if with_hydrator else ''}?ref={release}"


def _emit_namespace(site: Site, home: Slot, draft: Draft) -> str:
    file = f"{site.instance.namespace}-ns.yaml"
    made = namespace(site.instance.namespace, annotations=KEPT)
    draft.yaml(home.repo.folder, home.file(file), made, subject=site.declared)
    return file


def _emit_settings(site: Site, home: Slot, needed: Settings, draft: Draft) -> Iterator[Entry]:
    for name, said in needed.by_config_map.items():
        file = f"{name}.yaml"
        patch = kubernetes_object("v1", "ConfigMap", name, data=said)
        draft.yaml(home.repo.folder, home.file(file), patch, subject=site.declared)
        yield {"path": file, "target": {"kind": "ConfigMap", "name": name}}


def _patches(site: Site) -> Iterator[Entry]:
    """What the root's Application takes along with its links it must not prune: that would be
    itself. argocd-autopilot has an Application for this alone, and looks after the namespace."""
    if site.instance.install != "kubectl":
        return
    kept = kubernetes_object("v1", "Any", "any", annotations=KEPT)
    yield inline_patch(dump(kept), ".*")
    if site.instance.namespace != ITS_NAMESPACE and not site.instance.team:
        subject: list[object] = [
            {"op": "replace", "path": "/subjects/0/namespace", "value": site.instance.namespace}
        ]
        yield inline_patch(dump(subject), "ClusterRoleBinding")


def _no_commit_server(site: Site) -> Diagnostic:
    return Diagnostic(
        "operator-setting-needed",
        "nothing is rendered: what argocd-autopilot installs has no commit server",
        (Label(Where(site.declared, "install"), "installs Argo CD without it"),),
        help=("say `install kubectl` or `install helm`, which run it", "or run it beside Argo CD"),
        severity=Severity.WARNING,
    )


def _no_release(site: Site) -> Diagnostic:
    said, upstream = site.instance.start, UPSTREAM[site.instance.install or ""]
    return Diagnostic(
        "no-operator-version",
        f"`{said}` is no release of {upstream.title}"
        if said
        else f"nothing says with which release of {upstream.title} Argo CD begins",
        (Label(Where(site.declared, "start" if said else "install"), "operates itself"),),
        help=(f'say `start "{upstream.example}"`, or another release of {upstream.title}',),
    )
