"""Namespaces: created by the platform, never pruned by Flux."""

from gitopsc.backends.flux.link import Key, Link
from gitopsc.backends.flux.site import Site
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import (
    KubernetesObject,
    group_subject,
    namespace,
    role_binding,
)
from gitopsc.payload import NAMESPACES, furniture, gather_beside
from gitopsc.plan.namespace import NamespaceAt
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref

KEPT = {"kustomize.toolkit.fluxcd.io/prune": "disabled"}
"""Deleting a Namespace deletes all that is in it, data included."""

NamespaceFiles = dict[str, dict[str, Slot]]
"""The files in which namespaces stand, by cluster and name."""


def namespace_file(site: Site, item: NamespaceAt) -> Slot:
    """The file of a namespace. A team's control namespace always stands below the root: links live
    in it, and Flux applies nothing of a folder at all while one namespace is missing, so that a
    root would wait for ever for what only its own links bring."""
    placed = item.slot.file_slot(NAMESPACES)
    if item.is_control and not site.reads(placed.folder):
        return site.root.file_slot(NAMESPACES)
    return placed


def namespace_files(site: Site) -> NamespaceFiles:
    """The files of all namespaces."""
    found: NamespaceFiles = {}
    for item in site.namespaces:
        found.setdefault(item.cluster, {})[item.name] = namespace_file(site, item)
    return found


def emit_namespaces(site: Site, draft: Draft) -> None:
    """Put every namespace of a site, with its furniture and the rights of its admins beside it."""
    for item in site.namespaces:
        gather_beside(namespace_file(site, item), _objects(item), item.subject, draft)


def _objects(item: NamespaceAt) -> list[KubernetesObject]:
    made = [namespace(item.name, labels=dict(item.labels), annotations=KEPT), *furniture(item)]
    if item.admins:
        subjects = [group_subject(group) for group in item.admins]
        made.append(
            role_binding(f"{item.team}-admins", item.name, cluster_role="admin", subjects=subjects)
        )
    return made


def namespace_links(site: Site) -> list[Link]:
    """A Kustomization for each folder of namespaces that the root does not read by itself: on a hub
    one per cluster, applied there. None for a team's own Flux: a person applies them."""
    links: dict[Slot, Link] = {}
    if site.instance.team:
        return []
    for item in site.namespaces:
        file = namespace_file(site, item)
        folder = file.folder
        if site.reads(folder):
            continue
        name = f"namespaces-{item.cluster}" if site.is_hub else "namespaces"
        links[folder] = Link(
            key=Key(site.namespace, name),
            folder=folder,
            file=site.root.file_slot(NAMESPACES),
            policy=site.instance.policy,
            subject=Ref("cluster", (item.cluster,)),
            reads_all=True,
            prune=False,
            kubeconfig=site.kubeconfig(item.cluster),
        )
    return [links[folder] for folder in sorted(links)]
