"""Namespaces: created by the platform, never pruned by Flux."""

from gitopsc.backends.flux.link import Link
from gitopsc.backends.flux.site import Site
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import group_subject, namespace, resource_quota, role_binding
from gitopsc.refs import Ref
from gitopsc.wiring.plan import NamespaceAt
from gitopsc.wiring.slots import Slot

KEPT = {"kustomize.toolkit.fluxcd.io/prune": "disabled"}
"""Deleting a Namespace deletes all that is in it, data included."""

FILE = "namespaces.yaml"


def emit_namespaces(site: Site, draft: Draft) -> None:
    """Put every namespace of a site, with its quota and the rights of its admins beside it."""
    for item in site.namespaces:
        subject = Ref("team", (item.team,)) if item.team else Ref("cluster", (item.cluster,))
        for made in _objects(item):
            draft.gather(item.slot.repo.folder, item.slot.file(FILE), made, subject, _rank(made))


def _rank(made: dict[str, object]) -> str:
    """Namespaces stand before what is in them."""
    return "0" if made["kind"] == "Namespace" else "1"


def _objects(item: NamespaceAt) -> list[dict[str, object]]:
    made = [namespace(item.name, labels=dict(item.labels), annotations=KEPT)]
    if item.quota:
        made.append(resource_quota("quota", item.name, dict(item.quota)))
    if item.admins:
        subjects = [group_subject(group) for group in item.admins]
        made.append(
            role_binding(f"{item.team}-admins", item.name, cluster_role="admin", subjects=subjects)
        )
    return made


def namespace_links(site: Site) -> list[Link]:
    """A Kustomization for each folder of namespaces that the root does not read by itself: on a hub
    one per cluster, applied there."""
    links: dict[Slot, Link] = {}
    for item in site.namespaces:
        folder = Slot(item.slot.repo, item.slot.directory)
        if site.reads(folder):
            continue
        name = f"namespaces-{item.cluster}" if site.is_hub else "namespaces"
        links[folder] = Link(
            (site.namespace, name),
            folder,
            Slot(site.root.repo, site.root.file(FILE)),
            site.instance.policy,
            Ref("cluster", (item.cluster,)),
            prune=False,
            kubeconfig=site.kubeconfig(item.cluster),
        )
    return [links[folder] for folder in sorted(links)]
